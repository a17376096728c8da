import { randomUUID } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import type { Run } from '../../../engine/claims/index.ts'
import { Caller, requireDone, signInFully, type Throwaway } from '../../../engine/identity/index.ts'
import type { Operation } from './described.ts'

/** What a throw-away account has to show, and how it proves who it is. */
export interface RestAccount {
  /** The path with what this account has; what it has not is made up. */
  fill(operation: Operation): string
  /** Whether everything that the path names exists for this account. */
  isFilled(operation: Operation): boolean
  /** The path with ids that nobody has, in the own organisation; null: it names nothing else. */
  fillUnknown(operation: Operation): string | null
  headers(operation: Operation): Readonly<Record<string, string>>
  /** What turns a request into a WebSocket (RFC 6455). */
  readonly upgrade: Readonly<Record<string, string>>
}

interface Probe {
  readonly token: string
  readonly source: string
}

const place = /\{([a-zA-Z]+)\}/g
const claimsMax = 200
const leafMs = 20_000
const pollMs = 200
/** Only a signed-in person has these; a token never does. */
const onlySessions = new Set(['self:enrol'])

/** Makes an owner with a token for everything that reads, and one of each thing that can be looked at. */
export async function restAccount(
  { platform, signal }: Run,
  { organisation, addPerson }: Throwaway,
  operations: readonly Operation[],
  probe: Probe,
): Promise<RestAccount> {
  const caller = new Caller(platform, signal)
  const person = await addPerson(['owner'])
  await signInFully(platform, caller, person, true)
  const scopes = new Set(
    operations
      .filter(({ method }) => method === 'GET')
      .map((operation) => operation['x-permission'] ?? 'public')
      .filter((permission) => permission !== 'public' && !onlySessions.has(permission)),
  )
  const asked = { name: 'Prüfung', scopes: [...scopes], days: 30 }
  const { body } = await requireDone(caller.call('POST', '/api/v1/me/tokens', asked))
  const things = await makeThings(caller, organisation, person.id, probe)
  const cookie = [...caller.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
  const host = new URL(caller.origin).host
  const valueOf = (path: string, name: string): string | undefined =>
    things[name] ?? Object.entries(things).find(([key]) => path.startsWith(key))?.[1]
  return {
    fill: ({ path }) => path.replaceAll(place, (_, name: string) => valueOf(path, name) ?? randomUUID()),
    isFilled: ({ path }) =>
      [...path.matchAll(place)].every(([, name]) => valueOf(path, name as string) !== undefined),
    fillUnknown({ path }) {
      if ([...path.matchAll(place)].every(([, name]) => name === 'organisation')) return null
      return path.replaceAll(place, (_, name: string) =>
        name === 'organisation' ? organisation : randomUUID(),
      )
    },
    headers: (operation) =>
      onlySessions.has(operation['x-permission'] ?? '')
        ? { host, cookie }
        : { authorization: `Bearer ${String(body['secret'])}` },
    upgrade: {
      connection: 'Upgrade',
      upgrade: 'websocket',
      'sec-websocket-version': '13',
      'sec-websocket-key': Buffer.alloc(16, 7).toString('base64'),
    },
  }
}

/** Values by the names of places, and by the beginning of a path where the name alone says too little. */
async function makeThings(
  caller: Caller,
  organisation: string,
  person: string,
  { token, source }: Probe,
): Promise<Record<string, string>> {
  const own = `/api/v1/organisations/${organisation}`
  const made = async (path: string, body: object, headers = {}) =>
    (await requireDone(caller.call('POST', path, body, headers))).body
  const event = { actor: 'pruefung', action: 'nachweis.read' }
  const stored = await made('/api/v1/events', event, { authorization: `Bearer ${token}` })
  const [id] = stored['ids'] as string[]
  await proven(caller, `${own}/events/${id}/proof`)
  const push = await made(`${own}/push-endpoints`, { url: 'https://push.invalid/', description: 'Prüfung' })
  return {
    organisation,
    person,
    source,
    endpoint: String(push['id']),
    '/api/v1/organisations/{organisation}/events/{id}': id as string,
    ...(await findClaim(caller)),
  }
}

/** Waits until an event is a leaf. */
async function proven(caller: Caller, path: string): Promise<void> {
  const until = performance.now() + leafMs
  while ((await caller.call('GET', path)).status !== 200) {
    if (performance.now() > until) throw new Error('an event did not become a leaf')
    await wait(pollMs)
  }
}

/** A claim that was checked already, and its evidence; a claim alone while none was; nothing while none is published. */
async function findClaim(caller: Caller): Promise<Record<string, string>> {
  const { body } = await requireDone(caller.call('GET', '/api/v1/measures'))
  const { measures } = body as { measures?: { claims: { id: string }[] }[] }
  const ids = (measures ?? []).flatMap(({ claims }) => claims.map(({ id }) => id.split('/')))
  for (const [measure = '', claim = ''] of ids.slice(0, claimsMax)) {
    const listed = await requireDone(caller.call('GET', `/api/v1/claims/${measure}/${claim}/evidence`))
    const evidence = (listed.body as { evidence?: { id: string }[] }).evidence?.[0]?.id
    if (evidence !== undefined) return { measure, claim, '/api/v1/evidence/{id}': evidence }
  }
  const [first] = ids
  return first ? { measure: first[0] ?? '', claim: first[1] ?? '' } : {}
}
