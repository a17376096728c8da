import type { Actor } from '../../../kernel/actor.ts'
import { isoTime } from '../../../kernel/clock.ts'
import { newId } from '../../../kernel/id.ts'
import { recorded, type Recorded } from '../../../kernel/recorded.ts'
import type { Writer } from '../../../platform/database/database.ts'
import type { Platform } from '../../../platform/platform.ts'
import { readHead as readLogHead } from '../../log/index.ts'
import { endOf } from '../stream/cursor.ts'
import { readHead } from '../stream/read-page.ts'
import { requireEndpoint } from './find.ts'
import { ownerOf } from './owner.ts'
import { rotatedTooOften, tooManyEndpoints } from './problems.ts'
import { requireUrl } from './rules.ts'
import { firstKeys, inForce, openKeys, overlapMs, renewed, sealKeys, setsMax } from './secrets.ts'
import { publicKeyOf, type SigningKeys } from './sign.ts'
import { pushWriter } from './tables.ts'

export interface NewEndpoint {
  readonly url: string
  readonly description: string
  readonly query: string | null
  readonly everywhere: boolean
  readonly kinds: readonly string[]
  /** False: nothing is sent until somebody starts it. */
  readonly active: boolean
}

export type EndpointChange = Partial<Omit<NewEndpoint, 'everywhere'>>

/** Of one organisation. */
const endpointsEachMax = 20

const shownOf = (keys: SigningKeys) => ({ secret: keys.secret, publicKey: publicKeyOf(keys) })
/** What the log says of an address: its path may be a credential. */
const hostOf = (url: string) => URL.parse(url)?.host ?? ''

/** Makes an endpoint that gets what happens from now on; its secret is in the output and nowhere else. */
export async function createEndpoint(
  tx: Writer,
  platform: Platform,
  actor: Actor,
  organisation: string,
  { url, description, query, everywhere, kinds, active }: NewEndpoint,
): Promise<Recorded<{ id: string; secret: string; publicKey: string }>> {
  requireUrl(platform, url)
  await requireRoom(tx, organisation)
  const now = platform.clock.now()
  const [id, sets] = [newId(now), firstKeys()]
  await pushWriter(tx)
    .insertInto('events.push_endpoint')
    .values({
      id,
      organisation_id: organisation,
      url,
      description,
      query,
      everywhere,
      kinds: [...kinds],
      sealed: sealKeys(platform.keys, id, sets),
      state: active ? 'active' : 'paused',
      ...endOf(await readHead(tx)),
      record: await logSize(tx),
      failing_since: null,
      delivered_at: null,
      failed_with: null,
      due_at: new Date(now),
      owner: ownerOf(actor),
      lease: null,
      leased_until: null,
      created_at: new Date(now),
    })
    .execute()
  const data = {
    organisation,
    endpoint: id,
    description,
    host: hostOf(url),
    query,
    everywhere,
    kinds,
    active,
  }
  return recorded([{ type: 'events.push-endpoint-created', data, disclosed: false }], {
    id,
    ...shownOf(sets[0] as SigningKeys),
  })
}

/** Changes an endpoint, for which the actor answers from then on. One that goes on again gets what it missed; a new kind of thing is sent from now on. */
export async function changeEndpoint(
  tx: Writer,
  platform: Platform,
  actor: Actor,
  at: { readonly organisation: string; readonly endpoint: string },
  { active, kinds, query, ...rest }: EndpointChange,
): Promise<Recorded<object>> {
  const now = platform.clock.now()
  const before = await requireEndpoint(tx, at, true)
  if (rest.url !== undefined) requireUrl(platform, rest.url)
  const starts = active === true && before.state !== 'active'
  await pushWriter(tx)
    .updateTable('events.push_endpoint')
    .set({
      ...rest,
      owner: ownerOf(actor),
      ...(query === undefined ? {} : { query }),
      ...(before.query === null && query ? endOf(await readHead(tx)) : {}),
      ...(kinds === undefined ? {} : { kinds: [...kinds] }),
      ...(before.kinds.length === 0 && kinds ? { record: await logSize(tx) } : {}),
      ...(active === false ? { state: 'paused' as const, lease: null, leased_until: null } : {}),
      ...(starts ? { state: 'active' as const, failing_since: null, due_at: new Date(now) } : {}),
    })
    .where('id', '=', at.endpoint)
    .execute()
  if (starts) await tryAnew(tx, at.endpoint)
  const { url, ...said } = { ...rest, query, kinds, active }
  const data = {
    ...at,
    ...JSON.parse(JSON.stringify(said)),
    ...(url === undefined ? {} : { host: hostOf(url) }),
  }
  return recorded([{ type: 'events.push-endpoint-changed', data, disclosed: false }], {})
}

/** What waits is tried for three days from its next try on. */
const tryAnew = (tx: Writer, endpoint: string) =>
  pushWriter(tx)
    .updateTable('events.push_delivery')
    .set({ first_try_at: null })
    .where('endpoint_id', '=', endpoint)
    .where('state', '=', 'queued')
    .execute()

/** Deletes an endpoint, its deliveries and what was logged of them. */
export async function deleteEndpoint(
  tx: Writer,
  at: { readonly organisation: string; readonly endpoint: string },
): Promise<Recorded<object>> {
  const { description } = await requireEndpoint(tx, at, true)
  await pushWriter(tx).deleteFrom('events.push_endpoint').where('id', '=', at.endpoint).execute()
  const data = { ...at, description }
  return recorded([{ type: 'events.push-endpoint-deleted', data, disclosed: false }], {})
}

/** Makes new keys; those in force sign beside them for a day. */
export async function rotateSecret(
  tx: Writer,
  { keys, clock }: Platform,
  at: { readonly organisation: string; readonly endpoint: string },
): Promise<Recorded<{ secret: string; publicKey: string; oldUntil: string }>> {
  const now = clock.now()
  const { sealed } = await requireEndpoint(tx, at, true)
  const sets = openKeys(keys, at.endpoint, sealed)
  if (inForce(sets, now).length >= setsMax) throw rotatedTooOften()
  const fresh = renewed(sets, now)
  await pushWriter(tx)
    .updateTable('events.push_endpoint')
    .set({ sealed: sealKeys(keys, at.endpoint, fresh) })
    .where('id', '=', at.endpoint)
    .execute()
  return recorded([{ type: 'events.push-secret-rotated', data: at, disclosed: false }], {
    ...shownOf(fresh[0] as SigningKeys),
    oldUntil: isoTime(now + overlapMs),
  })
}

async function requireRoom(tx: Writer, organisation: string): Promise<void> {
  const { n } = await pushWriter(tx)
    .selectFrom('events.push_endpoint')
    .select((select) => select.fn.countAll<number>().as('n'))
    .where('organisation_id', '=', organisation)
    .executeTakeFirstOrThrow()
  if (n >= endpointsEachMax) throw tooManyEndpoints(endpointsEachMax)
}

const logSize = async (tx: Writer) => (await readLogHead(tx))?.size ?? 0
