import { sql } from 'kysely'
import type { Actor } from '../../../kernel/actor.ts'
import { newId } from '../../../kernel/id.ts'
import type { Role } from '../../../kernel/policy.ts'
import type { Writer } from '../../../platform/database/database.ts'
import type { Platform } from '../../../platform/platform.ts'
import { identityWriter } from '../tables.ts'
import { emailInUse } from './email-in-use.ts'
import { normaliseEmail } from './email.ts'
import { makeLink } from './links.ts'
import { normaliseName } from './name.ts'
import { notify, type Recipient } from './notify.ts'

export interface Invitee {
  readonly name: string
  readonly email: string
  readonly roles: readonly Role[]
  readonly language: 'de' | 'en'
}

type Inviting = { readonly id: string; readonly name: string }

/**
 * Adds a person who has not accepted yet, and mails the link. Throws a Problem when the address is here already, in this
 * organisation. Answers what the log records of it.
 */
export async function addInvited(
  tx: Writer,
  platform: Platform,
  actor: Actor,
  organisation: Inviting,
  invitee: Invitee,
): Promise<Recipient & { roles: readonly Role[] }> {
  const now = platform.clock.now()
  const { language, roles } = invitee
  const name = normaliseName(invitee.name)
  const person = { id: newId(now), name, email: normaliseEmail(invitee.email), language, roles }
  const inserted = await identityWriter(tx)
    .insertInto('identity.person')
    .values({
      ...person,
      roles: [...roles],
      organisation_id: organisation.id,
      state: 'invited',
      external_id: null,
      created_at: new Date(now),
      last_seen_at: null,
    })
    .onConflict((conflict) => conflict.columns(['email', 'organisation_id']).doNothing())
    .executeTakeFirst()
  if (inserted.numInsertedOrUpdatedRows !== 1n) throw await emailInUse(tx, organisation.id, person.email)
  await sendInvitation(tx, platform, actor, organisation, person)
  return person
}

/**
 * Mails the link of an invitation. A mailbox that has an account elsewhere is told so instead; the inviter cannot tell
 * the difference: the same answer, the same rows, one mail.
 */
export async function sendInvitation(
  tx: Writer,
  platform: Platform,
  actor: Actor,
  organisation: Inviting,
  person: Recipient & { readonly roles: readonly Role[] },
): Promise<void> {
  const secret = await makeLink(tx, 'invitation', person.id, platform.clock.now())
  const inviter = await inviterName(tx, actor)
  const common = { organisation: organisation.name, inviter }
  const elsewhere = await hasAccount(tx, person.email)
  await notify(
    tx,
    platform,
    person,
    elsewhere
      ? { kind: 'account-exists', ...common }
      : { kind: 'invitation', ...common, roles: person.roles, secret },
  )
}

/** Whether an address has an account, active or not, in whichever organisation. For us to know, never for an inviter. */
export async function hasAccount(tx: Writer, email: string): Promise<boolean> {
  const row = await identityWriter(tx)
    .selectFrom('identity.person')
    .select('id')
    .where('email', '=', email)
    .where(sql<boolean>`state <> 'invited'`)
    .executeTakeFirst()
  return row !== undefined
}

async function inviterName(tx: Writer, actor: Actor): Promise<string | null> {
  if (actor.kind !== 'person') return null
  const row = await identityWriter(tx)
    .selectFrom('identity.person')
    .select('name')
    .where('id', '=', actor.personId)
    .executeTakeFirst()
  return row?.name ?? null
}
