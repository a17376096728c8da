import type { PersonActor, Actor } from '../../../kernel/actor.ts'
import { day, isoTime } from '../../../kernel/clock.ts'
import { newId } from '../../../kernel/id.ts'
import { Problem } from '../../../kernel/problem.ts'
import type { Recorded } from '../../../kernel/recorded.ts'
import type { AnyRoute } from '../../../kernel/route.ts'
import type { Writer } from '../../../platform/database/database.ts'
import type { Platform } from '../../../platform/platform.ts'
import { changed } from '../activity.ts'
import { lockOrganisation, requirePerson } from '../people/find.ts'
import { normaliseName } from '../people/name.ts'
import { notify, type Whence } from '../people/notify.ts'
import { newToken, secretHash } from '../secret.ts'
import { identityWriter } from '../tables.ts'
import { tokensEachMax } from './limits.ts'
import { requireScopes } from './scopes.ts'

export interface NewToken {
  readonly name: string
  readonly scopes: readonly string[]
  readonly days: 30 | 90 | 365
}

type Created = { readonly id: string; readonly secret: string; readonly expiresAt: string }

/** Makes a token for oneself; the secret is in the output and nowhere else, and a mail tells of it. */
export async function createPersonalToken(
  tx: Writer,
  platform: Platform,
  routes: readonly AnyRoute[],
  actor: PersonActor,
  asked: NewToken,
  whence: Whence,
): Promise<Recorded<Created>> {
  const now = platform.clock.now()
  const { personId, organisation } = actor
  const scopes = requireScopes(routes, 'personal', actor, organisation, asked.scopes)
  await lockOrganisation(tx, organisation.id)
  const person = await requirePerson(tx, organisation.id, personId)
  const { created, data } = await insertToken(
    tx,
    'nwp',
    { organisation: organisation.id, person: personId },
    asked,
    scopes,
    now,
  )
  await notify(tx, platform, person, { ...told(data), owner: 'personal', ...whence })
  const concern = { actor, organisation: organisation.id, person: personId, now }
  return changed(tx, concern, [{ type: 'identity.token-created', data }], created)
}

/** Makes a service account of an organisation, which acts in its own name; whoever made it is told by mail. */
export async function createServiceToken(
  tx: Writer,
  platform: Platform,
  routes: readonly AnyRoute[],
  actor: Actor,
  organisationId: string,
  asked: NewToken,
  whence: Whence,
): Promise<Recorded<Created>> {
  const now = platform.clock.now()
  const organisation = await lockOrganisation(tx, organisationId)
  const scopes = requireScopes(routes, 'service', actor, organisation, asked.scopes)
  const { created, data } = await insertToken(
    tx,
    'nws',
    { organisation: organisation.id, person: null },
    asked,
    scopes,
    now,
  )
  if (actor.kind === 'person' && actor.organisation.id === organisation.id) {
    const maker = await requirePerson(tx, organisation.id, actor.personId)
    await notify(tx, platform, maker, { ...told(data), owner: 'service', ...whence })
  }
  const concern = { actor, organisation: organisation.id, person: null, now }
  return changed(tx, concern, [{ type: 'identity.service-account-created', data }], created)
}

const told = ({ name, scopes, expiresAt }: TokenFacts) =>
  ({ kind: 'token-created', name, scopes, expiresAt: Date.parse(expiresAt) }) as const

/** What the log records of a token. */
interface TokenFacts {
  readonly token: string
  readonly name: string
  readonly scopes: readonly string[]
  readonly expiresAt: string
}

async function insertToken(
  tx: Writer,
  prefix: 'nwp' | 'nws',
  owner: { readonly organisation: string; readonly person: string | null },
  { name: typed, days }: NewToken,
  scopes: string[],
  now: number,
): Promise<{ created: Created; data: TokenFacts }> {
  await requireRoom(tx, owner)
  const secret = newToken(prefix)
  const id = newId(now)
  const name = normaliseName(typed)
  const expires = now + days * day
  await identityWriter(tx)
    .insertInto('identity.token')
    .values({
      id,
      hash: secretHash(secret),
      organisation_id: owner.organisation,
      person_id: owner.person,
      name,
      scopes,
      created_at: new Date(now),
      expires_at: new Date(expires),
      last_used_at: null,
    })
    .execute()
  const expiresAt = isoTime(expires)
  return { created: { id, secret, expiresAt }, data: { token: id, name, scopes, expiresAt } }
}

async function requireRoom(
  tx: Writer,
  { organisation, person }: { readonly organisation: string; readonly person: string | null },
): Promise<void> {
  const { n } = await identityWriter(tx)
    .selectFrom('identity.token')
    .select((select) => select.fn.countAll<number>().as('n'))
    .where('organisation_id', '=', organisation)
    .where('person_id', 'is not distinct from', person)
    .where('revoked_at', 'is', null)
    .executeTakeFirstOrThrow()
  if (n < tokensEachMax) return
  throw new Problem('conflict', 'too-many-tokens', {
    de: `Mehr als ${tokensEachMax} Zugangsschlüssel sind nicht möglich. Widerrufen Sie zuerst die, die niemand mehr braucht.`,
    en: `More than ${tokensEachMax} tokens are not possible. Revoke those first that nobody needs any more.`,
  })
}
