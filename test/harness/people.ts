import { newId } from '../../server/src/kernel/id.ts'
import type { Role } from '../../server/src/kernel/policy.ts'
import type { RequestFacts } from '../../server/src/kernel/route.ts'
import type { SignedIn } from '../../server/src/engine/identity/gate/step-up.ts'
import { openSession } from '../../server/src/engine/identity/sessions/open-session.ts'
import { identityWriter } from '../../server/src/engine/identity/tables.ts'
import type { TestPlatform } from './platform.ts'

export interface TestPerson {
  readonly kind?: 'provider' | 'customer'
  readonly secondFactor?: 'encouraged' | 'required'
  readonly roles?: readonly Role[]
  /** Whether the session owes a second factor. */
  readonly enrolment?: boolean
}

export interface AddedPerson {
  readonly id: string
  readonly email: string
  readonly name: string
  readonly organisationId: string
  /** Signed in by password in `browser`. */
  readonly actor: SignedIn
  readonly browser: TestBrowser
}

/**
 * A person with a signed-in session, in an organisation of their own. Providers are throw-away, so that there may be
 * several; their people get no mail.
 */
export async function addPerson(platform: TestPlatform, given: TestPerson = {}): Promise<AddedPerson> {
  const { kind = 'customer', secondFactor = 'encouraged', enrolment = false } = given
  const roles: Role[] = [...(given.roles ?? [kind === 'provider' ? 'employee' : 'member'])]
  const now = platform.clock.now()
  const at = new Date(now)
  const [organisationId, id] = [newId(now), newId(now)]
  const email = `p-${id.slice(-12)}@people.example`
  const name = 'Käthe Beispiel'
  const browser = testBrowser()
  const sessionId = await platform.database.transaction(async (tx) => {
    const writer = identityWriter(tx)
    const organisation = {
      id: organisationId,
      kind,
      name: 'Beispiel AG',
      created_at: at,
      throwaway: kind === 'provider',
    }
    await writer
      .insertInto('identity.organisation')
      .values({ ...organisation, second_factor: secondFactor })
      .execute()
    const person = { id, organisation_id: organisationId, email, name, roles, created_at: at }
    await writer
      .insertInto('identity.person')
      .values({ ...person, state: 'active', external_id: null, last_seen_at: null })
      .execute()
    await writer
      .insertInto('identity.password')
      .values({ person_id: id, hash: 'none that fits', changed_at: at })
      .execute()
    const session = { personId: id, level: 1, way: 'password', enrolment, now } as const
    return (await openSession(tx, session, browser)).id
  })
  const means = {
    kind: 'session',
    id: sessionId,
    level: 1,
    way: 'password',
    authenticatedAt: now,
    enrolment,
  } as const
  const organisation = { id: organisationId, kind }
  const actor = { kind: 'person', personId: id, organisation, roles, means } as const
  return { id, email, name, organisationId, actor, browser }
}

export interface TestBrowser extends RequestFacts {
  readonly jar: Map<string, string>
}

/** What a request of a browser says, with the cookies that it was given before. */
export function testBrowser(host = 'localhost:1'): TestBrowser {
  const jar = new Map<string, string>()
  return {
    address: '192.0.2.7',
    host,
    agent: 'Mozilla/5.0 (test)',
    authorization: undefined,
    header: () => undefined,
    headerNames: () => [],
    jar,
    cookie: (name) => jar.get(name),
    setCookie(name, value, { maxAgeS }) {
      if (maxAgeS === 0) jar.delete(name)
      else jar.set(name, value)
    },
  }
}
