import type { Language } from '../../kernel/language.ts'
import { absoluteTime, relativeTime } from '../times.ts'
import { words, type Words } from '../words/words.ts'

/** What every part of a page needs. `now` in ms since the epoch. */
export interface View {
  readonly language: Language
  readonly words: Words
  readonly now: number
}

export const viewOf = (language: Language, now: number): View => ({ language, words: words[language], now })

/** What the two ends of a 90-day bar mean; for eyes only, the bar says it in words. */
export function BarScale({ view }: { readonly view: View }) {
  const { scaleStart, scaleEnd } = view.words.claim
  return (
    <p className="scale" aria-hidden="true">
      <span>{scaleStart}</span>
      <span>{scaleEnd}</span>
    </p>
  )
}

/** A moment in words: relative with the absolute time as title, or absolute. `at` is ISO 8601. */
export function Moment({
  view,
  at,
  relative = false,
}: {
  readonly view: View
  readonly at: string
  readonly relative?: boolean
}) {
  const absolute = absoluteTime(at, view.language)
  if (!relative) return <time dateTime={at}>{absolute}</time>
  return (
    <time dateTime={at} title={absolute}>
      {relativeTime(at, view.now, view.language)}
    </time>
  )
}
