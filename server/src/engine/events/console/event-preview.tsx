import type { ReactNode } from 'react'
import { ButtonLink, text } from '@nachweis/console'
import { EventFacts } from './event-facts.tsx'
import { EventTree } from './event-tree.tsx'
import { Related } from './event-related.tsx'
import { eventHref } from './search-address.ts'
import type { ShownEvent } from './search-event.ts'

export interface PreviewProps {
  readonly event: ShownEvent
  /** Whom it concerns, where the events of every organisation are shown; else null. */
  readonly customer: string | null
}

/** An event opened in the list. */
export function EventPreview({ event, customer }: PreviewProps): ReactNode {
  const everywhere = customer !== null
  return (
    <div className="event-open">
      <EventFacts event={event} customer={customer} everywhere={everywhere} />
      <EventTree body={event.body} />
      <Related event={event} everywhere={everywhere} />
      <ButtonLink
        href={eventHref(event.id, everywhere ? event.organisation : null)}
        label={words.open}
        about={event.id}
      />
    </div>
  )
}

const words = { open: text('Ganzes Ereignis mit Beweis', 'Whole event with its proof') }
