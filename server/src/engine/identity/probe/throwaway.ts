import { randomBytes } from 'node:crypto'
import { hour } from '../../../kernel/clock.ts'
import { newId } from '../../../kernel/id.ts'
import { recorded } from '../../../kernel/recorded.ts'
import type { Role } from '../../../kernel/policy.ts'
import type { Platform } from '../../../platform/platform.ts'
import { runCommand } from '../../log/index.ts'
import { hashPassword } from '../passwords/hash.ts'
import { passwordQueue } from '../passwords/queue.ts'
import { makeLink } from '../people/links.ts'
import { createConnection, type ConnectionInput } from '../sign-on/change-connection.ts'
import { identityReader, identityWriter } from '../tables.ts'

/** An organisation that exists for one run of a check. */
export interface Throwaway {
  readonly organisation: string
  readonly domain: string
  /** Adds a person with a password of its own; answers what is needed to sign in. */
  addPerson(roles: readonly Role[], options?: { readonly breakGlass?: boolean }): Promise<ThrowawayPerson>
  /** Proves the domain of this organisation without DNS, and connects an identity provider; answers the connection's id. */
  addConnection(input: ConnectionInput, state: 'draft' | 'tested' | 'enforced'): Promise<string>
  /** The secret of a one-time link for one of its people, which is not mailed. */
  addLink(kind: 'password-reset', person: string): Promise<string>
  /** How many links of this kind one of its people was sent. */
  countLinks(kind: 'password-reset', person: string): Promise<number>
  /** What the records say of its people since it was made, e.g. `identity.break-glass-used`, oldest first. */
  recordTypes(): Promise<string[]>
}

export interface ThrowawayPerson {
  readonly id: string
  readonly email: string
  readonly password: string
}

/** After this an organisation that a stopped run left behind is removed. */
const leftoverMs = hour
const system = { kind: 'system', name: 'identity-probe' } as const
const command = { permission: 'identity:probe', actor: system } as const

/**
 * Runs `work` with an organisation made for it, and removes it with everybody in it afterwards, whatever happens. Both
 * are in the log. Nothing of it is listed, and nobody outside the run knows its passwords.
 */
export async function withThrowaway<T>(
  platform: Platform,
  kind: 'provider' | 'customer',
  work: (throwaway: Throwaway) => Promise<T>,
): Promise<T> {
  const id = newId(platform.clock.now())
  const domain = `${randomBytes(8).toString('hex')}.throwaway.invalid`
  await runCommand(platform, command, async (tx) => {
    const created = {
      id,
      kind,
      name: `Prüfung ${domain}`,
      throwaway: true,
      created_at: new Date(platform.clock.now()),
    }
    await identityWriter(tx).insertInto('identity.organisation').values(created).execute()
    return recorded(
      [{ type: 'identity.throwaway-made', data: { organisation: id, kind }, disclosed: false }],
      undefined,
    )
  })
  try {
    const addPerson = (roles: readonly Role[], options = {}) => add(platform, id, domain, roles, options)
    const addLink: Throwaway['addLink'] = (kindOfLink, person) =>
      platform.database.transaction((tx) => makeLink(tx, kindOfLink, person, platform.clock.now()))
    const addConnection: Throwaway['addConnection'] = (input, state) =>
      connect(platform, { id, kind, domain }, input, state)
    const countLinks: Throwaway['countLinks'] = (kindOfLink, person) => count(platform, kindOfLink, person)
    const recordTypes = () => readRecordTypes(platform, id)
    return await work({
      organisation: id,
      domain,
      addPerson,
      addLink,
      addConnection,
      countLinks,
      recordTypes,
    })
  } finally {
    await remove(platform, id)
  }
}

/** Removes what runs left behind that were stopped half-way. */
export async function removeOldThrowaways(platform: Platform): Promise<void> {
  const before = new Date(platform.clock.now() - leftoverMs)
  const left = await platform.database.transaction((tx) =>
    identityWriter(tx)
      .selectFrom('identity.organisation')
      .select('id')
      .where('throwaway', '=', true)
      .where('created_at', '<', before)
      .limit(100)
      .execute(),
  )
  for (const { id } of left) await remove(platform, id)
}

async function remove(platform: Platform, id: string): Promise<void> {
  await runCommand(platform, command, async (tx) => {
    await identityWriter(tx)
      .deleteFrom('identity.organisation')
      .where('id', '=', id)
      .where('throwaway', '=', true)
      .execute()
    return recorded(
      [{ type: 'identity.throwaway-removed', data: { organisation: id }, disclosed: false }],
      undefined,
    )
  })
}

async function count(platform: Platform, kind: 'password-reset', person: string): Promise<number> {
  const row = await identityReader(platform.database.reader)
    .selectFrom('identity.link')
    .select((select) => select.fn.countAll<number>().as('count'))
    .where('kind', '=', kind)
    .where('person_id', '=', person)
    .executeTakeFirstOrThrow()
  return row.count
}

async function readRecordTypes(platform: Platform, organisation: string): Promise<string[]> {
  const rows = await identityReader(platform.database.reader)
    .selectFrom('identity.activity')
    .select('type')
    .where('organisation_id', '=', organisation)
    .orderBy('at')
    .limit(1000)
    .execute()
  return rows.map(({ type }) => type)
}

async function add(
  platform: Platform,
  organisation: string,
  domain: string,
  roles: readonly Role[],
  { breakGlass = false }: { readonly breakGlass?: boolean },
): Promise<ThrowawayPerson> {
  const now = platform.clock.now()
  const id = newId(now)
  const email = `${randomBytes(6).toString('hex')}@${domain}`
  const password = randomBytes(18).toString('base64url')
  const hash = await passwordQueue.run({ key: 'identity-probe', known: true }, () => hashPassword(password))
  await platform.database.transaction(async (tx) => {
    const at = new Date(now)
    const tables = identityWriter(tx)
    await tables
      .insertInto('identity.person')
      .values({
        id,
        organisation_id: organisation,
        email,
        name: 'Prüfkonto',
        roles: [...roles],
        state: 'active',
        break_glass: breakGlass,
        external_id: null,
        created_at: at,
        last_seen_at: null,
      })
      .execute()
    await tables.insertInto('identity.password').values({ person_id: id, hash, changed_at: at }).execute()
  })
  return { id, email, password }
}

async function connect(
  platform: Platform,
  {
    id,
    kind,
    domain,
  }: { readonly id: string; readonly kind: 'provider' | 'customer'; readonly domain: string },
  input: ConnectionInput,
  state: 'draft' | 'tested' | 'enforced',
): Promise<string> {
  const now = platform.clock.now()
  const concern = { actor: system, organisation: id, person: null, now }
  const made = await runCommand(platform, command, (tx) =>
    createConnection(tx, platform, concern, kind, input),
  )
  await platform.database.transaction(async (tx) => {
    const tables = identityWriter(tx)
    const at = new Date(now)
    const row = {
      id: newId(now),
      organisation_id: id,
      domain,
      challenge: '',
      proven_at: at,
      checked_at: at,
      created_at: at,
    }
    await tables
      .insertInto('identity.domain')
      .values(row)
      .onConflict((conflict) => conflict.doNothing())
      .execute()
    await tables
      .updateTable('identity.connection')
      .set({ state, tested_at: at })
      .where('id', '=', made.id)
      .execute()
  })
  return made.id
}
