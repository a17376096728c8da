import { systemClock } from '../../server/src/kernel/clock.ts'
import { Caller } from '../../server/src/engine/identity/probe/caller.ts'
import { enrolTotp, requireDone, type Enrolled } from '../../server/src/engine/identity/probe/sign-in.ts'
import type { RunningServer } from './server.ts'

/** Somebody with an account, signed in with a second factor where one is owed. */
export interface SignedInPerson {
  readonly caller: Caller
  readonly email: string
  readonly password: string
  readonly organisation: string
  readonly personId: string
  readonly enrolled: Enrolled | null
}

export const goodPassword = 'Regen-Wolke-Himmel-4711'

/** A browser without a face for this server. */
export const browserFor = ({ baseUrl }: Pick<RunningServer, 'baseUrl'>): Caller =>
  new Caller(
    { addresses: () => ({ http: baseUrl, https: null, public: baseUrl }) },
    AbortSignal.timeout(600_000),
  )

/** The secret of the first administrator's link, as the server printed it. */
export function firstLink(server: Pick<RunningServer, 'output'>): string {
  const secret = /\/console\/setup\/(nw_[A-Za-z0-9_-]+)/.exec(server.output())?.[1]
  if (secret === undefined) throw new Error('the server printed no link')
  return secret
}

/** Uses the first link: makes the provider and its owner, with an authenticator app. */
export async function setUpOwner(
  server: RunningServer,
  email = 'owner@provider.example',
): Promise<SignedInPerson> {
  const caller = browserFor(server)
  const password = goodPassword
  await requireDone(
    caller.call('POST', '/api/v1/setup/accept', {
      secret: firstLink(server),
      organisation: 'Anbieter GmbH',
      name: 'Olga Ohnesorg',
      email,
      language: 'de',
      password,
    }),
  )
  return described(caller, email, password, await enrolTotp(caller, systemClock))
}

/** The newest link of a kind that was mailed to this address; reads the outbox, which opens mails while nothing is sent. */
export async function mailedLink(
  owner: Caller,
  email: string,
  kind: 'invitation' | 'reset-password' | 'not-me',
): Promise<string> {
  const listed = await requireDone(owner.call('GET', '/api/v1/notifications/mails'))
  const mails = (listed.body['mails'] ?? []) as { id: string; recipient: string }[]
  for (const { id } of mails.filter(({ recipient }) => recipient === email)) {
    const opened = await requireDone(owner.call('POST', `/api/v1/notifications/mails/${id}/open`, {}))
    const secret = new RegExp(`/console/${kind}/([A-Za-z0-9_-]{43})`).exec(JSON.stringify(opened.body))?.[1]
    if (secret !== undefined) return secret
  }
  throw new Error(`no ${kind} link was mailed to ${email}`)
}

/** Accepts an invitation with a password; with an authenticator app where one is owed. */
export async function acceptInvitation(
  server: RunningServer,
  owner: Caller,
  email: string,
): Promise<SignedInPerson> {
  const caller = browserFor(server)
  const password = goodPassword
  const secret = await mailedLink(owner, email, 'invitation')
  const accepted = await requireDone(
    caller.call('POST', '/api/v1/invitation/accept', { secret, name: email, language: 'de', password }),
  )
  const enrolled = accepted.body['next'] === 'enrol' ? await enrolTotp(caller, systemClock) : null
  return described(caller, email, password, enrolled)
}

/** Makes a customer; answers its first administrator, signed in. */
export async function makeCustomer(
  server: RunningServer,
  owner: Caller,
  name: string,
  email: string,
): Promise<SignedInPerson> {
  await requireDone(
    owner.call('POST', '/api/v1/customers', { name, admin: { name: `Admin ${name}`, email } }),
  )
  return acceptInvitation(server, owner, email)
}

async function described(
  caller: Caller,
  email: string,
  password: string,
  enrolled: Enrolled | null,
): Promise<SignedInPerson> {
  const { body } = await requireDone(caller.call('GET', '/api/v1/me'))
  const organisation = (body['organisation'] as { id: string }).id
  return { caller, email, password, organisation, personId: (body['person'] as { id: string }).id, enrolled }
}
