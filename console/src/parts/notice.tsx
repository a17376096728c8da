import { useEffect, useRef, type ReactNode } from 'react'
import type { Text } from 'nachweis-verify'
import { asProblem } from '../api/problem.ts'
import { useText } from '../language/use-text.ts'

export type Tone = 'info' | 'done' | 'warning' | 'problem'

/** Something to know, where it matters. `problem` is read out at once. */
export function Notice({
  tone = 'info',
  title,
  children,
}: {
  readonly tone?: Tone
  readonly title?: Text
  readonly children?: ReactNode
}): ReactNode {
  const t = useText()
  return (
    <div className={`notice ${tone}`} role={tone === 'problem' ? 'alert' : 'note'}>
      {title && <p className="notice-title">{t(title)}</p>}
      {children}
    </div>
  )
}

/** Why a call did not succeed; nothing while there is no error. Takes the focus, so that nobody misses it. */
export function ProblemNotice({
  error,
  title,
}: {
  readonly error: unknown
  readonly title?: Text
}): ReactNode {
  const t = useText()
  const place = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (error) place.current?.focus()
  }, [error])
  if (!error) return null
  return (
    <div ref={place} tabIndex={-1} className="notice problem" role="alert">
      {title && <p className="notice-title">{t(title)}</p>}
      <p>{t(asProblem(error).words)}</p>
    </div>
  )
}
