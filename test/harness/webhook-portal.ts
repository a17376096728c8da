import { Webhook } from 'standardwebhooks'
import { requireDone } from '../../server/src/engine/identity/probe/sign-in.ts'
import {
  openReceiver,
  type Arrived,
  type TestReceiver,
} from '../../server/src/engine/events/push/testing/receiver.ts'
import { customerName, openPortal, portalEvent, type Portal } from './event-portal.ts'
import type { SignedInPerson } from './signed-in.ts'

/** What a receiver answers: its status and body. */
type Answered = readonly [status: number, body?: string]

/** A portal that may deliver to a receiver on this machine. */
export interface WebhookPortal extends Portal {
  /** Where the receiver is. */
  readonly url: string
  /** What arrived, oldest first. */
  arrived(): Arrived[]
  /** Who acted in the events that arrived. */
  actors(): (string | undefined)[]
  forget(): void
  /** From now on it answers so. */
  answers(answered: Answered): void
  /** From now on it takes what is signed by this secret, and nothing else. */
  verifiesBy(secret: string): void
  /** Nobody listens there until it is called again. */
  goAway(): Promise<void>
  comeBack(): Promise<void>
  /** Makes a webhook without looking; it works at once. */
  makeWebhook(of: SignedInPerson, body?: object): Promise<{ readonly id: string; readonly secret: string }>
}

/** The interface to webhooks of somebody's organisation. */
export const pushOf = ({ organisation }: SignedInPerson): string =>
  `/api/v1/organisations/${organisation}/push-endpoints`

/** An event of the customer. */
export const customerEvent = (actor: string, action = 'file.read') => ({
  ...portalEvent(actor, action, 'success'),
  customer: customerName,
})

/** Starts a server that the operator lets deliver to a receiver on this machine. */
export async function openWebhookPortal(): Promise<WebhookPortal> {
  let receiver: TestReceiver = await openReceiver(Date.now)
  const { host, url } = receiver
  const portal = await openPortal(
    `provider:\n  name: Anbieter GmbH\n  contact: a@b.example\noutgoing:\n  privateHosts: ['${host}']\n`,
  )
  return {
    ...portal,
    url,
    arrived: () => receiver.arrived,
    actors: () => receiver.arrived.map(({ body }) => JSON.parse(body).data.actor),
    forget: () => void receiver.arrived.splice(0),
    answers: ([status, body]) => receiver.answer((_, response) => response.writeHead(status).end(body ?? '')),
    verifiesBy: (secret) =>
      receiver.answer((_, response, { body, headers }) => {
        const isRight = verifies(secret, body, headers)
        response.writeHead(isRight ? 200 : 401).end(isRight ? 'danke' : 'falsche Signatur')
      }),
    goAway: () => receiver.close(),
    async comeBack() {
      receiver = await openReceiver(Date.now, Number(host.split(':')[1]))
    },
    async makeWebhook(of, body = {}) {
      const given = { url, description: 'Kasse', ...body }
      const made = await requireDone(of.caller.call('POST', pushOf(of), given))
      return { id: String(made.body['id']), secret: String(made.body['secret']) }
    },
    async close() {
      await portal.close()
      await receiver.close()
    },
  }
}

/** Whether the reference library takes it. */
export function verifies(secret: string, body: string, headers: Record<string, string>): boolean {
  try {
    new Webhook(secret).verify(body, headers)
    return true
  } catch {
    return false
  }
}
