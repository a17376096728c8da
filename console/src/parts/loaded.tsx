import type { UseQueryResult } from '@tanstack/react-query'
import { useEffect, useState, type ReactNode } from 'react'
import type { Text } from 'nachweis-verify'
import { ProgressBar } from 'react-aria-components'
import { asProblem } from '../api/problem.ts'
import { text } from '../../../server/src/kernel/language.ts'
import { useText } from '../language/use-text.ts'
import { Button } from './button.tsx'

/** Shorter waits are not worth a word: it would only flicker. */
const silentMs = 300

interface Props<T> {
  readonly query: UseQueryResult<T>
  /** What is being loaded, when "Laden …" is not enough. */
  readonly label?: Text
  readonly children: (data: T) => ReactNode
}

/** What a read answered, once it did; before that progress, and after a failure why, with a way to try again. */
export function Loaded<T>({ query, label, children }: Props<T>): ReactNode {
  if (query.data !== undefined) return children(query.data)
  if (query.isError) return <Failure error={query.error} onRetry={() => void query.refetch()} />
  return <Loading {...(label && { label })} />
}

export function Loading({ label = words.loading }: { readonly label?: Text }): ReactNode {
  const t = useText()
  const [shown, setShown] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setShown(true), silentMs)
    return () => clearTimeout(timer)
  }, [])
  if (!shown) return <div className="loading" />
  return (
    <div className="loading" role="status">
      <ProgressBar className="running" isIndeterminate aria-label={t(label)}>
        <span className="running-bar" />
      </ProgressBar>
      <span>{t(label)}</span>
    </div>
  )
}

/** What happened, why, and the way out. */
export function Failure({
  error,
  onRetry,
  title = words.failed,
}: {
  readonly error: unknown
  readonly onRetry?: () => void
  readonly title?: Text
}): ReactNode {
  const t = useText()
  return (
    <div className="notice problem" role="alert">
      <p className="notice-title">{t(title)}</p>
      <p>{t(asProblem(error).words)}</p>
      {onRetry && <Button label={words.retry} onPress={onRetry} />}
    </div>
  )
}

/** Nothing here yet: says why, and what to do next. */
export function EmptyState({
  title,
  lead,
  action,
}: {
  readonly title: Text
  readonly lead?: Text
  readonly action?: ReactNode
}): ReactNode {
  const t = useText()
  return (
    <div className="empty">
      <p className="empty-title">{t(title)}</p>
      {lead && <p>{t(lead)}</p>}
      {action}
    </div>
  )
}

const words = {
  loading: text('Laden …', 'Loading …'),
  failed: text('Das hat nicht geklappt', 'That did not work'),
  retry: text('Noch einmal versuchen', 'Try again'),
}
