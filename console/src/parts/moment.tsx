import { useSyncExternalStore, type ReactNode } from 'react'
import { absoluteTime, relativeTime } from '../language/times.ts'
import { useLanguage } from '../language/use-text.ts'

const tickMs = 15_000

/** "vor 3 Stunden", with the exact time as a hint; or the exact time with `exact`. `at` is ISO 8601. */
export function Moment({ at, exact = false }: { readonly at: string; readonly exact?: boolean }): ReactNode {
  const language = useLanguage()
  const now = useNow()
  const absolute = absoluteTime(at, language)
  // What happened since the last tick is no future.
  const present = Math.max(now, Math.min(Date.parse(at), now + tickMs))
  if (exact) return <time dateTime={at}>{absolute}</time>
  return (
    <time dateTime={at} title={absolute}>
      {relativeTime(at, present, language)}
    </time>
  )
}

let present = Date.now()

/** The present in ms, renewed every 15 s. */
export function useNow(): number {
  return useSyncExternalStore(tick, () => present)
}

function tick(listener: () => void): () => void {
  present = Date.now()
  const timer = setInterval(() => {
    present = Date.now()
    listener()
  }, tickMs)
  return () => clearInterval(timer)
}
