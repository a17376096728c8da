import { tell, text, useChange, type Action, type CallProblem } from '@nachweis/console'
import {
  giveUpPushDelivery,
  listPushDeliveries,
  replayPushDelivery,
  showPushDelivery,
  showPushEndpoint,
} from '../push/contract.ts'
import { parseEventId, receivedAt } from '../event.ts'
import { useOwnPush, type Delivery, type PushEndpoint } from './push-own.ts'

const renews = [listPushDeliveries, showPushDelivery, showPushEndpoint]

const told = { onError: (problem: CallProblem) => tell(problem.words) }

/** What can be done with a delivery; `replayFrom` takes the ISO time of receipt from which all are sent again. */
export function useDeliveryActions(
  { id: endpoint }: PushEndpoint,
  replayFrom: (at: string) => void,
): (delivery: Delivery) => readonly Action[] {
  const { organisation } = useOwnPush()
  const replay = useChange(replayPushDelivery, { renews, done: words.replayed })
  const giveUp = useChange(giveUpPushDelivery, { renews, done: words.givenUp })
  return (delivery) => {
    const params = { organisation, endpoint, delivery: delivery.id }
    const event = delivery.event === null ? null : parseEventId(delivery.event)
    return [
      delivery.state === 'queued'
        ? { id: 'give-up', label: words.giveUp, onAction: () => giveUp.mutate({ params }, told) }
        : { id: 'replay', label: words.replay, onAction: () => replay.mutate({ params }, told) },
      ...(event === null
        ? []
        : [
            {
              id: 'from',
              label: words.from,
              onAction: () => replayFrom(new Date(receivedAt(event.batch)).toISOString()),
            },
            { id: 'event', label: words.event, href: `/events/${delivery.event}` },
          ]),
    ]
  }
}

const words = {
  replay: text('Erneut senden', 'Send again'),
  replayed: text(
    'Eingereiht. Sie geht unter derselben webhook-id noch einmal hinaus.',
    'Queued. It goes out once more under the same webhook-id.',
  ),
  giveUp: text('Aufgeben', 'Give up'),
  givenUp: text('Aufgegeben. Die nächste ist an der Reihe.', 'Given up. It is the turn of the next one.'),
  from: text('Ab hier erneut senden …', 'Send again from here …'),
  event: text('Ereignis ansehen', 'See the event'),
}
