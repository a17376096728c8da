import { day, hour } from '../../../kernel/clock.ts'
import type { Reader, Writer } from '../../../platform/database/database.ts'
import { bareSecret, bareSecretPattern, secretHash } from '../secret.ts'
import { identityReader, identityWriter } from '../tables.ts'

export type LinkKind = 'invitation' | 'password-reset' | 'not-me'

/** How long a link works, in ms. */
export const linkMs: Readonly<Record<LinkKind, number>> = {
  invitation: 7 * day,
  'password-reset': hour,
  'not-me': 14 * day,
}

/**
 * A one-time link for a person's mailbox: answers its secret, of which only the hash is kept. A new invitation or reset
 * replaces the earlier one; every notice keeps its own "this was not me".
 */
export async function makeLink(tx: Writer, kind: LinkKind, personId: string, now: number): Promise<string> {
  if (kind !== 'not-me') await dropLinks(tx, personId, [kind])
  const secret = bareSecret()
  await identityWriter(tx)
    .insertInto('identity.link')
    .values({
      hash: secretHash(secret),
      kind,
      person_id: personId,
      created_at: new Date(now),
      expires_at: new Date(now + linkMs[kind]),
      used_at: null,
    })
    .execute()
  return secret
}

/** Uses a link up: of two who come with it at once, one gets the person's id; null when unknown, used or expired. */
export async function takeLink(
  tx: Writer,
  kind: LinkKind,
  secret: string,
  now: number,
): Promise<string | null> {
  return (await takeLinkMade(tx, kind, secret, now))?.personId ?? null
}

/** As takeLink, and when the link was made, in ms since the epoch. */
export async function takeLinkMade(
  tx: Writer,
  kind: LinkKind,
  secret: string,
  now: number,
): Promise<{ personId: string; madeAt: number } | null> {
  if (!bareSecretPattern.test(secret)) return null
  const row = await identityWriter(tx)
    .updateTable('identity.link')
    .set({ used_at: new Date(now) })
    .where('hash', '=', secretHash(secret))
    .where('kind', '=', kind)
    .where('used_at', 'is', null)
    .where('expires_at', '>', new Date(now))
    .returning(['person_id', 'created_at'])
    .executeTakeFirst()
  return row ? { personId: row.person_id, madeAt: row.created_at.getTime() } : null
}

/** Whose link this is, without using it up: mail programs look at links too. Null when it no longer works. */
export async function peekLink(
  reader: Reader,
  kind: LinkKind,
  secret: string,
  now: number,
): Promise<string | null> {
  if (!bareSecretPattern.test(secret)) return null
  const row = await identityReader(reader)
    .selectFrom('identity.link')
    .select('person_id')
    .where('hash', '=', secretHash(secret))
    .where('kind', '=', kind)
    .where('used_at', 'is', null)
    .where('expires_at', '>', new Date(now))
    .executeTakeFirst()
  return row?.person_id ?? null
}

/** Makes a person's unused links of these kinds void. */
export async function dropLinks(tx: Writer, personId: string, kinds: readonly LinkKind[]): Promise<void> {
  await identityWriter(tx)
    .deleteFrom('identity.link')
    .where('person_id', '=', personId)
    .where('kind', 'in', kinds)
    .where('used_at', 'is', null)
    .execute()
}
