import type { ReactNode } from 'react'
import { Link, Say, text, useText } from '@nachweis/console'
import { hrefOf } from './search-address.ts'
import type { ShownEvent } from './search-event.ts'
import { onlyTerm } from './search-query.ts'

interface Props {
  readonly event: ShownEvent
  readonly everywhere: boolean
}

/** Ways to the events that share actor, session or target with this one. */
export function Related({ event, everywhere }: Props): ReactNode {
  const t = useText()
  const shared = (['actor', 'session', 'target'] as const).flatMap((field) => {
    const value = event[field]
    return value === null ? [] : [{ field, href: hrefOf({ q: onlyTerm(field, value), everywhere }) }]
  })
  if (shared.length === 0) return null
  return (
    <ul className="related" aria-label={t(words.title)}>
      {shared.map(({ field, href }) => (
        <li key={field}>
          <Link href={href}>
            <Say words={words[field]} />
          </Link>
        </li>
      ))}
    </ul>
  )
}

const words = {
  title: text('Verwandte Ereignisse', 'Related events'),
  actor: text('Alles von diesem Akteur', 'All of this actor'),
  session: text('Alles aus dieser Sitzung', 'All of this session'),
  target: text('Alles zu diesem Ziel', 'All about this target'),
}
