import type { TestPlatform } from './platform.ts'
import type { Actor, PersonActor } from '../../server/src/kernel/actor.ts'
import { newId } from '../../server/src/kernel/id.ts'
import type { Role } from '../../server/src/kernel/policy.ts'
import type { AnyRoute } from '../../server/src/kernel/route.ts'
import { createApp } from '../../server/src/platform/http/app.ts'
import { notifications } from '../../server/src/engine/notifications/index.ts'
import * as activity from '../../server/src/engine/identity/contract/activity.ts'
import * as me from '../../server/src/engine/identity/contract/me.ts'
import * as organisations from '../../server/src/engine/identity/contract/organisations.ts'
import * as people from '../../server/src/engine/identity/contract/people.ts'
import * as sessions from '../../server/src/engine/identity/contract/sessions.ts'
import * as tokens from '../../server/src/engine/identity/contract/tokens.ts'
import { activityEndpoints } from '../../server/src/engine/identity/endpoints/activity.ts'
import { meEndpoints } from '../../server/src/engine/identity/endpoints/me.ts'
import { organisationEndpoints } from '../../server/src/engine/identity/endpoints/organisations.ts'
import { peopleEndpoints } from '../../server/src/engine/identity/endpoints/people.ts'
import { sessionEndpoints } from '../../server/src/engine/identity/endpoints/sessions.ts'
import { tokenEndpoints } from '../../server/src/engine/identity/endpoints/tokens.ts'
import { bareSecret, secretHash } from '../../server/src/engine/identity/secret.ts'
import { identityWriter } from '../../server/src/engine/identity/tables.ts'

export const townRoutes = [me, organisations, people, sessions, tokens, activity].flatMap((contract) =>
  Object.values(contract),
) as AnyRoute[]

export const operator: Actor = { kind: 'operator', tokenId: 'key-1' }
export const nobody: Actor = { kind: 'anonymous' }

export interface Answer {
  readonly status: number
  // eslint-disable-next-line typescript/no-explicit-any -- tests look into answers of every route
  readonly body: any
  /** The stable word of a problem. */
  readonly reason: string | null
}

export interface Resident {
  readonly id: string
  readonly email: string
  /** Signed in a moment ago, at level 2, with a session that exists. */
  readonly actor: PersonActor & { readonly means: { readonly kind: 'session' } }
}

export type Town = Awaited<ReturnType<typeof openTown>>

/** The provider and two customers over a real database, and the doors of people, sessions and tokens. */
export async function openTown(platform: TestPlatform) {
  const { database, clock } = platform
  const id = () => newId(clock.now())
  const insertOrganisation = async (kind: 'provider' | 'customer', name: string): Promise<string> => {
    const organisation = { id: id(), kind, name, created_at: new Date(clock.now()) }
    await database.transaction((tx) =>
      identityWriter(tx).insertInto('identity.organisation').values(organisation).execute(),
    )
    return organisation.id
  }
  const homes = {
    provider: await insertOrganisation('provider', 'Anbieter GmbH'),
    alpha: await insertOrganisation('customer', 'Alpha AG'),
    beta: await insertOrganisation('customer', 'Beta SE'),
  }
  let caller: Actor = nobody
  const app = createApp({
    endpoints: [
      ...meEndpoints(platform, townRoutes),
      ...organisationEndpoints(platform),
      ...peopleEndpoints(platform),
      ...sessionEndpoints(platform),
      ...tokenEndpoints(platform, townRoutes),
      ...activityEndpoints(platform),
      ...(notifications.endpoints?.(platform, townRoutes) ?? []),
    ],
    identify: async () => caller,
    now: clock.now,
    proxyHops: 0,
    problemPage: () => null,
    telemetry: platform.telemetry,
  })

  /** Calls a route as this actor, through parsing, authorisation and step-up. */
  const call = async (actor: Actor, method: string, path: string, body?: unknown): Promise<Answer> => {
    caller = actor
    const response = await app.request(`/api/v1${path}`, {
      method,
      headers: {
        'sec-fetch-site': 'same-origin',
        'user-agent': 'Mozilla/5.0 (Windows NT 10.0) Firefox/140.0',
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    const parsed = (await response.json()) as { type?: string }
    return { status: response.status, body: parsed, reason: parsed.type?.split(':').at(-1) ?? null }
  }
  return { platform, homes, call, insertOrganisation, ...residents(platform, homes), ...post(call, platform) }
}

function residents(platform: TestPlatform, homes: { readonly provider: string }) {
  const { database, clock } = platform
  let count = 0
  /** Opens a session of a person who is there, and answers who then acts. */
  const signIn = async (
    organisation: string,
    personId: string,
    roles: readonly Role[],
    level: 1 | 2 = 2,
  ): Promise<Resident['actor']> => {
    const now = clock.now()
    const at = new Date(now)
    const session = { id: newId(now), level, way: 'password+totp', enrolment: false }
    await database.transaction((tx) =>
      identityWriter(tx)
        .insertInto('identity.session')
        .values({
          ...session,
          hash: secretHash(bareSecret()),
          person_id: personId,
          device_id: null,
          address: '192.0.2.1',
          agent: 'Mozilla/5.0 (Windows NT 10.0; rv:140.0) Gecko/20100101 Firefox/140.0',
          created_at: at,
          seen_at: at,
          authenticated_at: at,
          expires_at: new Date(now + 1e9),
        })
        .execute(),
    )
    const kind = organisation === homes.provider ? 'provider' : 'customer'
    const means = { kind: 'session', ...session, authenticatedAt: now } as const
    return { kind: 'person', personId, organisation: { id: organisation, kind }, roles, means }
  }
  /** Adds an active person who is signed in. */
  const settle = async (organisation: string, role: Role, name = `Person ${++count}`): Promise<Resident> => {
    const person = { id: newId(clock.now()), name, email: `p${++count}@example.org`, roles: [role] }
    const at = new Date(clock.now())
    await database.transaction((tx) =>
      identityWriter(tx)
        .insertInto('identity.person')
        .values({
          ...person,
          organisation_id: organisation,
          state: 'active',
          external_id: null,
          created_at: at,
          last_seen_at: null,
        })
        .execute(),
    )
    return { ...person, actor: await signIn(organisation, person.id, [role]) }
  }
  return { settle, signIn }
}

function post(
  call: (actor: Actor, method: string, path: string, body?: unknown) => Promise<Answer>,
  platform: TestPlatform,
) {
  /** Mails to this address, newest first, as the outbox shows them. */
  const mailsTo = async (recipient: string): Promise<{ id: string; template: string; text: string }[]> => {
    const { body } = await call(operator, 'GET', '/notifications/mails?limit=200')
    const mails = (body.mails as { id: string; recipient: string; template: string }[]).filter(
      (mail) => mail.recipient === recipient,
    )
    const opened = []
    for (const { id, template } of mails) {
      const { body: mail } = await call(operator, 'POST', `/notifications/mails/${id}/open`)
      opened.push({ id, template, text: mail.text as string })
    }
    return opened
  }
  /** The secret of the link to this page of the console in a mail. */
  const secretIn = (text: string, page: 'invitation' | 'reset-password' | 'not-me'): string =>
    new RegExp(`/console/${page}/([A-Za-z0-9_-]{43})`).exec(text)?.[1] ?? ''
  return { mailsTo, secretIn, now: platform.clock.now }
}
