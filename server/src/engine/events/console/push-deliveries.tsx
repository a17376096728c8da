import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, type ReactNode } from 'react'
import {
  Button,
  DataTable,
  EmptyState,
  Filter,
  Loaded,
  numberWords,
  renew,
  Section,
  text,
  useLanguage,
  usePages,
  useQueryState,
  useText,
} from '@nachweis/console'
import { listPushDeliveries } from '../push/contract.ts'
import { deliveryStates, type DeliveryState } from '../push/state-names.ts'
import { deliveryColumns } from './push-delivery-columns.tsx'
import { PushDelivery } from './push-delivery.tsx'
import { useOwnPush, type PushEndpoint } from './push-own.ts'
import { PushReplay } from './push-replay.tsx'
import { useDeliveryActions } from './push-delivery-actions.ts'
import { deliveryWords } from './push-words.ts'

interface Props {
  readonly endpoint: PushEndpoint
}

/** What a webhook delivered, what waits and what was given up; and sending it again. */
export function PushDeliveries({ endpoint }: Props): ReactNode {
  const { organisation } = useOwnPush()
  const [given, setState] = useQueryState('state')
  const [opened, open] = useQueryState('delivery')
  const [replay, setReplay] = useQueryState('replay')
  const state = deliveryStates.find((each) => each === given)
  useRenewed(endpoint)
  const params = { organisation, endpoint: endpoint.id }
  const { query, rows, more } = usePages(
    listPushDeliveries,
    { params, query: { ...(state && { state }) } },
    { rows: (page) => page.deliveries, next: (page) => page.before, cursor: 'before' },
  )
  const actionsOf = useDeliveryActions(endpoint, setReplay)
  return (
    <Section
      title={words.title}
      lead={words.lead}
      actions={<Button label={words.replay} onPress={() => setReplay('yes')} />}
    >
      <div className="push-log">
        <Waiting endpoint={endpoint} />
        <Filter label={words.filter} options={filters} value={state ?? ''} onChange={setState} />
        <Loaded query={query}>
          {() => (
            <DataTable
              label={words.title}
              name="deliveries"
              rows={rows}
              keyOf={({ id }) => id}
              nameOf={({ webhookId }) => webhookId}
              hrefOf={({ id }) => `/webhooks/${endpoint.id}?tab=deliveries${stateIn(state)}&delivery=${id}`}
              columns={deliveryColumns}
              actionsOf={actionsOf}
              more={more}
              empty={<Empty state={state} endpoint={endpoint} />}
            />
          )}
        </Loaded>
      </div>
      {opened !== '' && <PushDelivery endpoint={endpoint} delivery={opened} onClose={() => open('')} />}
      {replay !== '' && <PushReplay endpoint={endpoint} from={replay} onClose={() => setReplay('')} />}
    </Section>
  )
}

const stateIn = (state: DeliveryState | undefined) => (state ? `&state=${state}` : '')

/** Reads the list again when something was sent, failed or came. */
function useRenewed({ waiting, lastDeliveredAt, nextTryAt, state }: PushEndpoint): void {
  const client = useQueryClient()
  const now = `${waiting} ${lastDeliveredAt} ${nextTryAt} ${state}`
  const seen = useRef('')
  useEffect(() => {
    if (seen.current === now) return
    seen.current = now
    void renew(client, [listPushDeliveries])
  }, [client, now])
}

/** How much is still to come, as long as something is. */
function Waiting({ endpoint: { waiting, state } }: Props) {
  const t = useText()
  const language = useLanguage()
  return (
    <p role="status" className={waiting === 0 ? 'hidden' : undefined}>
      {waiting > 0 && t(words.waiting(waiting, numberWords(waiting, language), state === 'active'))}
    </p>
  )
}

function Empty({ state, endpoint }: Props & { readonly state: DeliveryState | undefined }) {
  if (state !== undefined) return <EmptyState title={words.noneOf} lead={words.noneOfWhat} />
  return (
    <EmptyState title={words.none} lead={endpoint.state === 'active' ? words.noneYet : words.noneWhileOff} />
  )
}

const filters = [
  { id: '', label: text('Alle', 'All') },
  ...(['queued', 'delivered', 'dead'] as const).map((id) => ({ id, label: deliveryWords[id].name })),
]

const words = {
  title: text('Zustellungen', 'Deliveries'),
  lead: text(
    'Die neuesten zuerst, 30 Tage zurück. Gesendet wird der Reihe nach: Was nicht angenommen wird, hält auf, was danach kommt, bis es gelingt oder jemand es aufgibt.',
    'The newest first, 30 days back. They are sent in order: what is not taken holds up what comes after it until it succeeds or somebody gives it up.',
  ),
  filter: text('Welche Zustellungen', 'Which deliveries'),
  replay: text('Erneut senden ab …', 'Send again from …'),
  waiting: (n: number, count: string, isOn: boolean) => {
    const subject =
      n === 1
        ? text('Eine Zustellung wartet', 'One delivery is waiting')
        : text(`${count} Zustellungen warten`, `${count} deliveries are waiting`)
    return isOn
      ? text(`${subject.de}.`, `${subject.en}.`)
      : text(`${subject.de}, bis eingeschaltet wird.`, `${subject.en} until it is switched on.`)
  },
  none: text('Noch nichts zugestellt', 'Nothing delivered yet'),
  noneYet: text(
    'Sobald ein Ereignis eintrifft, das hierher gehört, steht es hier.',
    'As soon as an event arrives that belongs here, it stands here.',
  ),
  noneWhileOff: text(
    'Der Webhook ist nicht eingeschaltet. Senden Sie im Überblick einen Test, und schalten Sie ein.',
    'The webhook is not switched on. Send a test in the overview and switch it on.',
  ),
  noneOf: text('Keine davon', 'None of these'),
  noneOfWhat: text(
    'Keine Zustellung der letzten 30 Tage ist in diesem Zustand.',
    'No delivery of the last 30 days is in this state.',
  ),
}
