import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { Dialog, Facts, Link, Loaded, queryOf, text, useText } from '@nachweis/console'
import { showPushDelivery } from '../push/contract.ts'
import { problemWords } from '../push/problem-names.ts'
import { AnswerWords, Milliseconds, NextTry } from './push-delivery-columns.tsx'
import { useOwnPush, type Delivery, type PushEndpoint, type Tried } from './push-own.ts'
import { Exact } from './push-time.tsx'
import { Answer } from './push-try.tsx'
import { deliveryWords } from './push-words.ts'
import { StateSign } from './sources-state.tsx'

const renewEveryMs = 2_000

interface Props {
  readonly endpoint: PushEndpoint
  readonly delivery: string
  readonly onClose: () => void
}

/** One delivery with every try and what the receiver answered. */
export function PushDelivery({ endpoint, delivery, onClose }: Props): ReactNode {
  const { organisation } = useOwnPush()
  const query = useQuery({
    ...queryOf(showPushDelivery, { params: { organisation, endpoint: endpoint.id, delivery } }),
    refetchInterval: renewEveryMs,
  })
  return (
    <Dialog title={words.title} isOpen onClose={onClose} size="wide">
      <Loaded query={query}>
        {(found) => (
          <>
            <DeliveryFacts delivery={found} />
            <Tries all={found.all} />
          </>
        )}
      </Loaded>
    </Dialog>
  )
}

function DeliveryFacts({ delivery }: { readonly delivery: Delivery }) {
  const { event, record } = delivery
  return (
    <Facts
      facts={[
        [words.state, <StateSign key="state" {...deliveryWords[delivery.state]} />],
        event === null
          ? [words.record, String(record)]
          : [
              words.event,
              <Link key="event" href={`/events/${event}`}>
                {event}
              </Link>,
            ],
        [words.id, <code key="id">{delivery.webhookId}</code>],
        [words.created, <Exact key="created" at={delivery.createdAt} />],
        delivery.state === 'queued' ? [words.next, <NextTry key="next" delivery={delivery} />] : null,
      ]}
    />
  )
}

function Tries({ all }: { readonly all: readonly Tried[] }) {
  const t = useText()
  if (all.length === 0) return <p>{t(words.untried)}</p>
  return (
    <div className="push-log">
      <h3>{t(words.tries)}</h3>
      <ol className="push-tries" reversed>
        {all.map((tried, index) => (
          <li key={tried.at}>
            <p>
              <Exact at={tried.at} /> ·{' '}
              <strong>
                <AnswerWords tried={tried} />
              </strong>{' '}
              · <Milliseconds ms={tried.ms} />
            </p>
            {index === 0 && tried.problem !== null && <p>{t(problemWords(tried.problem).what)}</p>}
            <Answer answer={tried.answer} />
          </li>
        ))}
      </ol>
    </div>
  )
}

const words = {
  title: text('Zustellung', 'Delivery'),
  state: text('Stand', 'State'),
  event: text('Ereignis', 'Event'),
  record: text('Eintrag des Protokolls', 'Record of the log'),
  id: text('webhook-id', 'webhook-id'),
  created: text('Entstanden', 'Made'),
  next: text('Nächster Versuch', 'Next try'),
  tries: text('Versuche', 'Tries'),
  untried: text('Noch nicht versucht.', 'Not tried yet.'),
}
