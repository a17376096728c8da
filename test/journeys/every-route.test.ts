import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { roles } from '../../server/src/kernel/policy.ts'
import type { AnyRoute } from '../../server/src/kernel/route.ts'
import { modules } from '../../server/src/system.ts'
import { requireDone } from '../../server/src/engine/identity/probe/sign-in.ts'
import { makeCustomer, setUpOwner, type SignedInPerson } from '../harness/signed-in.ts'
import { sourceToken } from '../harness/event-source.ts'
import { claimsOf, get, until, withoutBrowser } from '../harness/operate.ts'
import { startServer, type RunningServer } from '../harness/server.ts'
import { startPostgres } from '../harness/postgres.ts'

const settings = {
  kind: 'oidc',
  issuer: 'https://idp.example',
  clientId: 'c',
  scopes: ['openid'],
  groupsClaim: 'groups',
}
const connection = { name: 'IdP', settings, defaultRole: 'member' }

/** A body that each route would take, so that only the foreign id is left to refuse. A new route needs its line. */
const bodies: Readonly<Record<string, object>> = {
  'show-person': {},
  'invite-again': {},
  'delete-person': {},
  'change-person': { name: 'Fremd' },
  'change-roles': { roles: ['member'] },
  'set-break-glass': { breakGlass: true },
  'deactivate-person': {},
  'reactivate-person': {},
  'reset-factors': {},
  'list-sessions': {},
  'end-session': {},
  'end-all-sessions': {},
  'revoke-token': {},
  'check-domain': {},
  'remove-domain': {},
  'change-connection': connection,
  'remove-connection': {},
  'enforce-connection': { enforced: false },
  'end-my-session': {},
  'revoke-my-token': {},
  'rename-factor': { label: 'Fremd' },
  'remove-factor': {},
  'confirm-totp': { code: '123456' },
  'show-push-endpoint': {},
  'change-push-endpoint': { description: 'Fremd' },
  'delete-push-endpoint': {},
  'rotate-push-secret': {},
  'test-push-endpoint': {},
  'list-push-deliveries': {},
  'show-push-delivery': {},
  'replay-push-delivery': {},
  'give-up-push-delivery': {},
  'replay-push-range': { from: '2026-01-01T00:00:00Z', to: '2027-01-01T00:00:00Z' },
  'show-event-source': {},
  'change-event-source': { name: 'Fremd' },
  'pause-event-source': {},
  'resume-event-source': {},
  'delete-event-source': {},
  'list-event-source-tokens': {},
  'create-event-source-token': { name: 'Fremd', days: 90 },
  'revoke-event-source-token': {},
  'preview-event-mapping': {},
  'show-event': {},
  'event-proof': {},
  'delete-saved-search': {},
}

const routes: readonly AnyRoute[] = modules.flatMap((module) => module.routes ?? [])
/** The routes on which somebody names a thing of an organisation, or of the own account, by its id. */
const naming = routes.filter(
  ({ path }) =>
    (path.includes('{organisation}') || path.startsWith('/api/v1/me/')) &&
    path.replace('{organisation}', '').includes('{'),
)

describe.each(['embedded', 'postgres'] as const)('every route, on %s', (kind) => {
  let server: RunningServer
  let database: Awaited<ReturnType<typeof startPostgres>> | null = null
  let one: SignedInPerson
  let other: SignedInPerson
  let foreign: Record<string, string>

  beforeAll(async () => {
    database = kind === 'postgres' ? await startPostgres() : null
    server = await startServer({
      environment: withoutBrowser,
      databaseUrl: database?.url('postgres') ?? null,
    })
    const owner = await setUpOwner(server)
    one = await makeCustomer(server, owner.caller, 'Eins', 'admin@eins.example')
    other = await makeCustomer(server, owner.caller, 'Zwei', 'admin@zwei.example')
    foreign = { ...(await thingsOf(other)), id: await eventOf(server, owner, 'Zwei') }
  }, 180_000)
  afterAll(async () => {
    await server?.stop()
    await database?.stop()
  })

  test('as every role and against another tenant, each call ends as the matrix says', async () => {
    const claim = async () => (await claimsOf(server)).find(({ id }) => id === 'roles/limited')
    await until('roles/limited has run', async () => (await claim())?.status !== 'unknown', 150_000)
    const listed = await get(server, '/api/v1/claims/roles/limited/evidence')
    const shown = await get(server, `/evidence/${JSON.parse(listed?.text ?? '').evidence[0].id}.json`)
    const evidence = JSON.parse(shown?.text ?? '').record.data
    expect(evidence).toMatchObject({ verdict: 'holds', code: 'as-the-matrix-says' })
    const guarded = routes.filter(({ permission }) => permission !== 'public').length
    expect(evidence.observed.en).toContain(`to ${guarded} functions`)
  }, 180_000)

  test('has a row for every route that names a thing', () => {
    expect(naming.map(({ name }) => name).toSorted()).toEqual(Object.keys(bodies).toSorted())
  })

  test.each(naming.map((route) => [`${route.method} ${route.path}`, route] as const))(
    'does not know the things of another tenant: %s',
    async (_, route) => {
      const path = route.path
        .replace('{organisation}', one.organisation)
        .replace('{kind}', 'totp')
        .replace(/\{(\w+)\}/g, (__, name: string) => foreign[name] ?? randomUUID())
      expect(path).not.toContain(other.organisation)
      const before = await thingsSeen(other)
      const body = route.method === 'get' ? undefined : bodies[route.name]
      const { status, reason } = await one.caller.call(route.method.toUpperCase(), path, body)
      // A factor of somebody else looks like a wrong code, as one that does not exist does.
      if (route.name === 'confirm-totp') expect([status, reason]).toEqual([400, 'code-wrong'])
      // What only the provider has, no customer's administrator may so much as ask for.
      else if (!roles.admin.may(route.permission) && !route.permission.startsWith('self:'))
        expect([status, reason]).toEqual([403, 'not-permitted'])
      else expect([status, reason]).toEqual([404, expect.stringMatching(/^no-such-/)])
      expect(await thingsSeen(other)).toEqual(before)
    },
  )
})

/** Makes one of everything for this organisation, and answers the ids by the names of places in routes. */
async function thingsOf({ caller, organisation, personId }: SignedInPerson): Promise<Record<string, string>> {
  const base = `/api/v1/organisations/${organisation}`
  const made = async (path: string, body: object) => (await requireDone(caller.call('POST', path, body))).body
  const token = await made(`${base}/tokens`, { name: 'T', scopes: ['identity:read-people'], days: 30 })
  const search = await made(`${base}/saved-searches`, { name: 'S', query: '', shared: true })
  const domain = await made(`${base}/sign-on/domains`, { domain: 'zwei.example' })
  const connected = await made(`${base}/sign-on/connections`, connection)
  const factor = await made('/api/v1/me/factors/totp', { label: 'App' })
  const push = await made(`${base}/push-endpoints`, {
    url: 'https://push.zwei.example/',
    description: 'Zwei',
  })
  const { body } = await requireDone(caller.call('GET', '/api/v1/me'))
  return {
    person: personId,
    token: String(token['id']),
    search: String(search['id']),
    domain: String(domain['id']),
    connection: String(connected['id']),
    factor: String(factor['id']),
    endpoint: String(push['id']),
    session: (body['session'] as { id: string }).id,
  }
}

/** An event of the customer with this name; answers its id. */
async function eventOf(server: RunningServer, owner: SignedInPerson, customer: string): Promise<string> {
  const answer = await fetch(`${server.baseUrl}/api/v1/events`, {
    method: 'POST',
    headers: { authorization: `Bearer ${await sourceToken(owner)}`, 'content-type': 'application/json' },
    body: JSON.stringify({ customer, actor: 'anna', action: 'login' }),
  })
  const { ids } = (await answer.json()) as { ids: string[] }
  return ids[0] as string
}

async function thingsSeen({ caller, organisation }: SignedInPerson): Promise<unknown> {
  const base = `/api/v1/organisations/${organisation}`
  const see = async (path: string) => (await requireDone(caller.call('GET', path))).body
  const { people } = (await see(`${base}/people`)) as { people: { lastSeenAt: string }[] }
  return [
    people.map((person) => ({ ...person, lastSeenAt: null })),
    await see(`${base}/sign-on`),
    // Deliveries go on by themselves meanwhile.
    ((await see(`${base}/push-endpoints`)) as { endpoints: object[] }).endpoints.map((each) => ({
      ...each,
      waiting: null,
      nextTryAt: null,
      failingSince: null,
    })),
    ((await see(`${base}/tokens`)) as { tokens: { id: string }[] }).tokens.map(({ id }) => id),
    ((await see('/api/v1/me/sessions')) as { sessions: { id: string }[] }).sessions.length,
  ]
}
