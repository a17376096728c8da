import type { ReactNode } from 'react'
import { useText } from '@nachweis/console'
import type { PushEndpoint } from './push-own.ts'
import { eventsWords, healthOf, healthWords, kindWords } from './push-words.ts'
import { StateSign } from './sources-state.tsx'

interface Props {
  readonly endpoint: PushEndpoint
}

/** How a webhook is, as a sign and a word. */
export const Health = ({ endpoint }: Props): ReactNode => <StateSign {...healthWords[healthOf(endpoint)]} />

/** What a webhook gets, in words. */
export function What({ endpoint }: Props): ReactNode {
  const t = useText()
  const { query, kinds } = endpoint
  const events = eventsWords(endpoint)
  return (
    <span className="push-what">
      {events && <span>{t(events)}</span>}
      {query !== null && query.trim() !== '' && <code>{query}</code>}
      {kinds.map((kind) => (
        <span key={kind}>{t(kindWords(kind))}</span>
      ))}
    </span>
  )
}
