import { setTimeout as wait } from 'node:timers/promises'
import type { Run } from '../../../engine/claims/index.ts'
import { withProbeSource } from '../../../engine/events/index.ts'
import {
  Caller,
  requireDone,
  signInFully,
  withThrowaway,
  type Throwaway,
} from '../../../engine/identity/index.ts'
import { withReceiver, type Receiver } from './receiver.ts'
import { sendEvents } from './send-events.ts'
import { verifyWebhook, type SenderKeys } from './verify-webhook.ts'

/** Events that match, and as many that do not. */
const eventsSent = 5
const arriveMs = 60_000
/** For what comes too often, or though it does not match. */
const quietMs = 2_000
const lookMs = 100

export interface PushObserved {
  /** Ids of the events that match, in the order in which they were stored. */
  readonly sent: readonly string[]
  /** What the receiver took, in order. */
  readonly taken: readonly {
    readonly event: string
    readonly v1: boolean
    readonly v1a: boolean
    readonly fresh: boolean
  }[]
  /** Whether what it refused at first came again under the same id. */
  readonly cameAgain: boolean
  /** Whether a message that was altered on the way would have been believed: the control. */
  readonly alteredBelieved: boolean
}

/** Has events delivered to a receiver of our own, through the doors that customers use. */
export const tryPush = (run: Run): Promise<PushObserved> =>
  withThrowaway(run.platform, 'customer', (company) =>
    withReceiver(run.platform, (receiver) =>
      withProbeSource(run.platform, company.organisation, (token) => deliver(run, company, receiver, token)),
    ),
  )

async function deliver(
  run: Run,
  { organisation, addPerson }: Throwaway,
  receiver: Receiver,
  token: string,
): Promise<PushObserved> {
  const caller = new Caller(run.platform, run.signal)
  await signInFully(run.platform, caller, await addPerson(['admin']), false)
  const path = `/api/v1/organisations/${organisation}/push-endpoints`
  const endpoint = { url: receiver.url, description: 'Prüfung', query: 'action:nachweis.wanted' }
  const { body } = await requireDone(caller.call('POST', path, endpoint))
  const keys = { secret: String(body['secret']), publicKey: String(body['publicKey']) }
  try {
    const all = await sendEvents(caller, token, 2 * eventsSent, (n) => ({
      action: n % 2 === 0 ? 'nachweis.wanted' : 'nachweis.unwanted',
    }))
    const sent = all.filter((_, n) => n % 2 === 0)
    const taken = () => receiver.arrived.filter((each) => each.taken)
    const until = performance.now() + arriveMs
    while (taken().length < sent.length && performance.now() < until)
      await wait(lookMs, undefined, { signal: run.signal })
    await wait(quietMs, undefined, { signal: run.signal })
    return { sent, ...seen(receiver, keys, Math.floor(run.platform.clock.now() / 1000)) }
  } finally {
    await caller.call('DELETE', `${path}/${String(body['id'])}`, {})
  }
}

function seen({ arrived }: Receiver, keys: SenderKeys, nowS: number): Omit<PushObserved, 'sent'> {
  const taken = arrived.filter((each) => each.taken)
  const refused = arrived.find((each) => !each.taken)
  const again = taken.find(({ headers }) => headers['webhook-id'] === refused?.headers['webhook-id'])
  const altered = taken.map((each) =>
    verifyWebhook({ ...each, body: each.body.replace('wanted', 'wänted') }, keys, nowS),
  )
  return {
    taken: taken.map((each) => ({ event: eventIn(each.body), ...verifyWebhook(each, keys, nowS) })),
    cameAgain: refused !== undefined && again?.body === refused.body,
    alteredBelieved: altered.some(({ v1, v1a }) => v1 || v1a),
  }
}

function eventIn(body: string): string {
  try {
    return String((JSON.parse(body) as { data?: { id?: unknown } }).data?.id)
  } catch {
    return ''
  }
}
