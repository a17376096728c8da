import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import type { z } from 'zod'
import {
  Loaded,
  PageHead,
  queryOf,
  Section,
  text,
  useMe,
  useQueryState,
  type ScreenProps,
} from '@nachweis/console'
import { showEvent } from '../search/contract.ts'
import { EventFacts } from './event-facts.tsx'
import { EventMapping } from './event-mapping.tsx'
import { EventProof } from './event-proof.tsx'
import { Related } from './event-related.tsx'
import { EventTree } from './event-tree.tsx'
import { useCustomerName } from './search-customers.ts'
import './event.css'

/** How often a page looks whether its event has become a leaf. */
const leafMs = 1_000

/** One event, whole. `?organisation=` where it belongs to a customer and staff look at it. */
export function EventScreen({ params }: ScreenProps): ReactNode {
  const me = useMe()
  const own = me?.organisation.id ?? ''
  const [organisation] = useQueryState('organisation', own)
  const query = useQuery({
    ...queryOf(showEvent, { params: { organisation, id: params['id'] ?? '' } }),
    refetchInterval: ({ state }) => (state.data?.leaf === null ? leafMs : false),
  })
  return (
    <>
      <Head event={query.data ?? null} />
      <Loaded query={query}>{(event) => <Whole event={event} everywhere={organisation !== own} />}</Loaded>
    </>
  )
}

type Whole = z.output<typeof showEvent.output>

function Head({ event }: { readonly event: Whole | null }) {
  const name = event && [event.action, event.actor].filter((each) => each !== null).join(' · ')
  return (
    <PageHead
      title={name ? text(name, name) : words.title}
      crumbs={[{ label: words.events, href: '/events' }]}
    />
  )
}

function Whole({ event, everywhere }: { readonly event: Whole; readonly everywhere: boolean }) {
  const customerOf = useCustomerName(everywhere)
  return (
    <>
      <EventFacts
        event={event}
        customer={everywhere ? customerOf(event.organisation) : null}
        everywhere={everywhere}
      />
      <Section title={words.related}>
        <Related event={event} everywhere={everywhere} />
      </Section>
      <Section title={words.body} lead={words.bodyLead}>
        <EventTree body={event.body} />
      </Section>
      <EventMapping event={event} />
      <EventProof event={event} leaf={event.leaf} />
    </>
  )
}

const words = {
  title: text('Ereignis', 'Event'),
  events: text('Ereignisse', 'Events'),
  related: text('Verwandte Ereignisse', 'Related events'),
  body: text('Was gesandt wurde', 'What was sent'),
  bodyLead: text(
    'Unverändert, auch mit Feldern, die dieses Programm nicht kennt.',
    'Unchanged, with fields too that this program does not know.',
  ),
}
