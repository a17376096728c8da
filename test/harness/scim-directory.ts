import { newId } from '../../server/src/kernel/id.ts'
import type { Role } from '../../server/src/kernel/policy.ts'
import { createApp } from '../../server/src/platform/http/app.ts'
import type { TestPlatform } from './platform.ts'
import { identityEndpoints, identityRoutes } from '../../server/src/engine/identity/endpoints/endpoints.ts'
import { identify } from '../../server/src/engine/identity/identify.ts'
import { bareSecret, newToken, secretHash } from '../../server/src/engine/identity/secret.ts'
import { sessionCookie } from '../../server/src/engine/identity/sessions/cookies.ts'
import { identityReader, identityWriter } from '../../server/src/engine/identity/tables.ts'
import { scimRefusal } from '../../server/src/engine/identity/provisioning/scim-problem.ts'

export interface ScimAnswer {
  readonly status: number
  readonly headers: Headers
  // eslint-disable-next-line typescript/no-explicit-any -- tests look into resources of every kind
  readonly body: any
}

/** An identity provider with its token for one organisation. */
export interface Provisioner {
  readonly organisation: string
  readonly token: string
  call(method: string, path: string, body?: unknown): Promise<ScimAnswer>
}

export type Directory = ReturnType<typeof openDirectory>

/** The doors of identity with tokens and sessions that are looked up as in the running house. */
export function openDirectory(platform: TestPlatform) {
  const { database, clock } = platform
  const app = createApp({
    endpoints: identityEndpoints(platform, identityRoutes),
    identify: (request) => identify(platform, request),
    now: clock.now,
    proxyHops: 0,
    problemPage: (path, _, problem) => scimRefusal(path, problem),
    telemetry: platform.telemetry,
  })
  const request = async (
    method: string,
    path: string,
    headers: Record<string, string>,
    body?: unknown,
  ): Promise<ScimAnswer> => {
    const content = body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }
    const response = await app.request(path, { method, headers, ...content })
    const text = await response.text()
    return { status: response.status, headers: response.headers, body: text === '' ? null : JSON.parse(text) }
  }

  /** An organisation with a proven domain, and a service token. */
  const found = async (
    domain: string,
    kind: 'provider' | 'customer' = 'customer',
    scopes = ['scim:provision'],
  ): Promise<Provisioner> => {
    const at = new Date(clock.now())
    const [organisation, token] = [newId(clock.now()), newToken('nws')]
    await database.transaction(async (tx) => {
      const tables = identityWriter(tx)
      await tables
        .insertInto('identity.organisation')
        .values({ id: organisation, kind, name: domain, created_at: at })
        .execute()
      await tables
        .insertInto('identity.domain')
        .values({
          id: newId(clock.now()),
          organisation_id: organisation,
          domain,
          challenge: bareSecret(),
          proven_at: at,
          checked_at: at,
          created_at: at,
        })
        .execute()
      await tables
        .insertInto('identity.token')
        .values({
          id: newId(clock.now()),
          hash: secretHash(token),
          organisation_id: organisation,
          person_id: null,
          name: 'SCIM',
          scopes,
          created_at: at,
          expires_at: new Date(clock.now() + 1e10),
          last_used_at: null,
        })
        .execute()
    })
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/scim+json' }
    const call = (method: string, path: string, body?: unknown) =>
      request(method, `/scim/v2${path}`, headers, body)
    return { organisation, token, call }
  }
  return { platform, request, found, ...people(platform, request), ...records(platform) }
}

function people(
  { database, clock }: TestPlatform,
  request: (method: string, path: string, headers: Record<string, string>) => Promise<ScimAnswer>,
) {
  /** Adds a person as the console does, and answers the id. */
  const settle = async (
    organisation: string,
    email: string,
    roles: Role[] = ['member'],
    state: 'active' | 'invited' | 'deactivated' = 'active',
  ): Promise<string> => {
    const id = newId(clock.now())
    const person = { id, organisation_id: organisation, email, name: email.split('@')[0] ?? '', roles, state }
    await database.transaction((tx) =>
      identityWriter(tx)
        .insertInto('identity.person')
        .values({ ...person, external_id: null, created_at: new Date(clock.now()), last_seen_at: null })
        .execute(),
    )
    return id
  }
  /** Opens a session and a personal token: the cookie and the token that carry them. */
  const meansOf = async (organisation: string, person: string) => {
    const [secret, personal, at] = [bareSecret(), newToken('nwp'), new Date(clock.now())]
    await database.transaction(async (tx) => {
      const tables = identityWriter(tx)
      const times = { created_at: at, expires_at: new Date(clock.now() + 1e9) }
      await tables
        .insertInto('identity.session')
        .values({
          id: newId(clock.now()),
          hash: secretHash(secret),
          person_id: person,
          level: 2,
          way: 'oidc',
          device_id: null,
          address: '192.0.2.1',
          agent: 'Firefox',
          enrolment: false,
          ...times,
          seen_at: at,
          authenticated_at: at,
        })
        .execute()
      const token = { id: newId(clock.now()), hash: secretHash(personal), organisation_id: organisation }
      const scopes = ['self:read', 'identity:read-people']
      await tables
        .insertInto('identity.token')
        .values({ ...token, person_id: person, name: 'Skript', scopes, last_used_at: null, ...times })
        .execute()
    })
    return { cookie: `${sessionCookie}=${secret}`, personal }
  }
  /** Signs in, and answers what the next request by session and by personal token is met with. */
  const signIn = async (organisation: string, person: string) => {
    const { cookie, personal } = await meansOf(organisation, person)
    return async () => {
      const byCookie = await request('GET', '/api/v1/me', { cookie })
      const byToken = await request('GET', '/api/v1/me', { authorization: `Bearer ${personal}` })
      return { session: byCookie.status, token: byToken.status }
    }
  }
  /** What an administrator of the organisation sees of provisioning. */
  const provisioningOf = async (organisation: string) => {
    const id = newId(clock.now())
    const admin = await settle(organisation, `${id}@console.example`, ['admin'])
    const { cookie } = await meansOf(organisation, admin)
    const { body } = await request('GET', `/api/v1/organisations/${organisation}/provisioning`, { cookie })
    return { provisioning: body }
  }
  const rolesOf = async (person: string) => (await row(person)).roles.toSorted()
  const row = async (person: string) =>
    identityReader(database.reader)
      .selectFrom('identity.person')
      .selectAll()
      .where('id', '=', person)
      .executeTakeFirstOrThrow()
  /** A tested connection that maps groups to roles. */
  const connect = async (
    organisation: string,
    roleMap: { group: string; role: Role }[],
    defaultRole: Role = 'member',
  ): Promise<string> => {
    const protocol = { kind: 'oidc', issuer: 'https://idp.example', clientId: 'nachweis' }
    const id = newId(clock.now())
    await database.transaction((tx) =>
      identityWriter(tx)
        .insertInto('identity.connection')
        .values({
          id,
          organisation_id: organisation,
          kind: 'oidc',
          name: 'IdP',
          state: 'tested',
          settings: JSON.stringify({
            protocol: { ...protocol, scopes: ['openid'], groupsClaim: 'groups' },
            vouchesForSecondFactor: false,
          }),
          role_map: JSON.stringify(roleMap),
          default_role: defaultRole,
          created_at: new Date(clock.now()),
          tested_at: new Date(clock.now()),
        } as never)
        .execute(),
    )
    return id
  }
  /** Changes somebody as the console would. */
  const change = (person: string, set: { roles?: Role[]; break_glass?: boolean }) =>
    database.transaction((tx) =>
      identityWriter(tx).updateTable('identity.person').set(set).where('id', '=', person).execute(),
    )
  return {
    settle,
    meansOf,
    signIn,
    provisioningOf,
    rolesOf,
    row,
    connect,
    change,
    ...credentials(database, clock),
  }
}

function credentials(database: TestPlatform['database'], clock: TestPlatform['clock']) {
  const [at, bytes] = [new Date(clock.now()), new Uint8Array(32)]
  const named = (person_id: string) => ({ id: newId(clock.now()), person_id, label: 'Büro', created_at: at })
  const rows = (person_id: string) => ({
    'identity.password': { person_id, hash: '$argon2id$', changed_at: at },
    'identity.totp': { ...named(person_id), sealed_secret: bytes, confirmed_at: at },
    'identity.passkey': {
      ...named(person_id),
      credential_id: Buffer.from(person_id),
      public_key: bytes,
      counter: 0,
      transports: [],
      backed_up: false,
      last_used_at: null,
    },
    'identity.recovery_code': { person_id, hash: bytes, used_at: null },
    'identity.device': {
      id: newId(clock.now()),
      person_id,
      hash: bytes,
      agent: 'Firefox',
      first_seen_at: at,
      last_seen_at: at,
    },
    'identity.external_identity': { provider: 'google', subject: person_id, person_id, created_at: at },
  })
  type Kept = keyof ReturnType<typeof rows>
  /** Gives somebody one of everything that one can sign in with. */
  const equip = (person: string) =>
    database.transaction(async (tx) => {
      for (const [table, row] of Object.entries(rows(person)))
        await identityWriter(tx)
          .insertInto(table as Kept)
          .values(row)
          .execute()
    })
  /** How much of that there is. */
  const credentialsOf = async (person: string): Promise<number> => {
    let kept = 0
    for (const table of Object.keys(rows(person)) as Kept[]) {
      const found = await identityReader(database.reader)
        .selectFrom(table)
        .select('person_id')
        .where('person_id', '=', person)
        .execute()
      kept += found.length
    }
    return kept
  }
  return { equip, credentialsOf }
}

function records({ database }: TestPlatform) {
  /** What the activity of an organisation says: type, person, and the id of who acted. */
  const activity = async (organisation: string) =>
    identityReader(database.reader)
      .selectFrom('identity.activity')
      .select(['type', 'person_id as person', 'actor_id as actor'])
      .where('organisation_id', '=', organisation)
      .execute()
  return { activity }
}
