import type { ReactNode } from 'react'
import { Facts, Link, Say, Section, text, useMay } from '@nachweis/console'
import { placeOf } from './event-places.ts'
import type { ShownEvent } from './search-event.ts'
import { fieldName } from './search-words.ts'

const read = ['actor', 'action', 'target', 'session', 'address'] as const

/** How the event was understood: which field of it was taken for what. */
export function EventMapping({ event }: { readonly event: ShownEvent }): ReactNode {
  const may = useMay()
  const { source, body } = event
  return (
    <Section title={words.title} lead={words.lead}>
      <Facts
        facts={read.map((field) => [
          fieldName(field),
          <Origin key={field} value={event[field]} body={body} />,
        ])}
      />
      {may('events:read-sources') && (
        <p>
          <Link href={`/sources/${source.id}`}>
            <Say words={words.change(source.name)} />
          </Link>
        </p>
      )}
    </Section>
  )
}

function Origin({ value, body }: { readonly value: string | null; readonly body: unknown }) {
  if (value === null) return <Say words={words.missing} />
  const place = placeOf(body, value)
  return place === null ? <Say words={words.elsewhere} /> : <code>{place}</code>
}

const words = {
  title: text('Wie es verstanden wurde', 'How it was understood'),
  lead: text(
    'In welchem Feld des gesandten Ereignisses jede Angabe steht.',
    'In which field of the event as it was sent each piece stands.',
  ),
  missing: text('in diesem Ereignis nicht gefunden', 'not found in this event'),
  elsewhere: text(
    'aus einem gekürzten oder zusammengesetzten Wert',
    'from a value that was shortened or put together',
  ),
  change: (name: string) => text(`Zuordnung der Quelle ${name}`, `Mapping of the source ${name}`),
}
