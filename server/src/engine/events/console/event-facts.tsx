import type { ReactNode } from 'react'
import { Facts, Link, Notice, Say, text, useLanguage } from '@nachweis/console'
import { hrefOf } from './search-address.ts'
import type { ShownEvent } from './search-event.ts'
import { onlyTerm } from './search-query.ts'
import { Outcome } from './search-row.tsx'
import { exactTime, roughDuration, zoneName } from './search-times.ts'
import { fieldName, flagWords, valueName } from './search-words.ts'

interface Props {
  readonly event: ShownEvent
  /** Whom it concerns; null where that goes without saying. */
  readonly customer: string | null
  /** Links lead to the events of every organisation. */
  readonly everywhere: boolean
}

/** Everything that was understood of an event, in words; values lead to the events that share them. */
export function EventFacts({ event, customer, everywhere }: Props): ReactNode {
  const same = (field: string, value: string) => (
    <Link href={hrefOf({ q: onlyTerm(field, value), everywhere })}>{value}</Link>
  )
  const linked = (['actor', 'action', 'target', 'session'] as const).map((field) => {
    const value = event[field]
    return [
      fieldName(field),
      value === null ? <Say key={field} words={words.none} /> : same(field, value),
    ] as const
  })
  return (
    <>
      <Facts
        facts={[
          [words.at, <Exact key="at" at={event.at} />],
          [words.receivedAt, <Received key="received" event={event} />],
          [fieldName('outcome'), <Outcome key="outcome" outcome={event.outcome} />],
          ...linked,
          event.address === null ? null : [fieldName('ip'), same('ip', event.address)],
          customer === null ? null : [fieldName('customer'), customer],
          [fieldName('source'), same('source', event.source.name)],
          [fieldName('type'), <Say key="type" words={valueName('type', event.dataType)} />],
          [fieldName('purpose'), <Say key="purpose" words={valueName('purpose', event.purpose)} />],
        ]}
      />
      {event.flags.map((flag) => (
        <Notice key={flag} tone="warning" title={titleOf(flagWords[flag].name)}>
          <p>
            <Say words={flagWords[flag].why} />
          </p>
        </Notice>
      ))}
    </>
  )
}

function Exact({ at }: { readonly at: string }) {
  const language = useLanguage()
  return <time dateTime={at}>{`${exactTime(at, language)} (${zoneName(at, language)})`}</time>
}

function Received({ event: { at, receivedAt } }: Pick<Props, 'event'>) {
  const language = useLanguage()
  const delay = Date.parse(receivedAt) - Date.parse(at)
  const duration = roughDuration(delay, language)
  return (
    <>
      <time dateTime={receivedAt}>{exactTime(receivedAt, language)}</time>{' '}
      <span className="fine">
        <Say
          words={
            duration === null ? words.atOnce : delay > 0 ? words.later(duration) : words.earlier(duration)
          }
        />
      </span>
    </>
  )
}

const titleOf = ({ de, en }: { readonly de: string; readonly en: string }) =>
  text(de.slice(0, 1).toUpperCase() + de.slice(1), en.slice(0, 1).toUpperCase() + en.slice(1))

const words = {
  at: text('Geschehen', 'Happened'),
  receivedAt: text('Empfangen', 'Received'),
  none: text('nicht angegeben', 'not given'),
  atOnce: text('innerhalb einer Sekunde', 'within a second'),
  later: (duration: string) => text(`${duration} später`, `${duration} later`),
  earlier: (duration: string) =>
    text(`${duration} vor der genannten Zeit`, `${duration} before the time named`),
}
