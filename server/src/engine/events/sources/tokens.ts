import { newToken, secretHash } from '../../identity/index.ts'
import { day, isoTime } from '../../../kernel/clock.ts'
import { newId } from '../../../kernel/id.ts'
import { Problem } from '../../../kernel/problem.ts'
import { recorded, type Recorded } from '../../../kernel/recorded.ts'
import type { Reader, Writer } from '../../../platform/database/database.ts'
import { eventsReader, eventsWriter } from '../tables.ts'
import { told } from './change.ts'
import { lockSource, requireSource } from './find.ts'
import { tokensEachMax } from './limits.ts'

/** Tokens of a source, newest first. */
export async function listSourceTokens(reader: Reader, organisation: string, source: string, now: number) {
  await requireSource(reader, organisation, source)
  const rows = await eventsReader(reader)
    .selectFrom('events.source_token')
    .select(['id', 'name', 'created_at', 'expires_at', 'last_used_at'])
    .where('source_id', '=', source)
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(tokensEachMax)
    .execute()
  const tokens = rows.map(({ id, name, created_at, expires_at, last_used_at }) => ({
    id,
    name,
    createdAt: isoTime(created_at.getTime()),
    expiresAt: expires_at === null ? null : isoTime(expires_at.getTime()),
    expired: expires_at !== null && expires_at.getTime() <= now,
    lastUsedAt: last_used_at === null ? null : isoTime(last_used_at.getTime()),
  }))
  return { tokens }
}

/** Makes a token of a source: the secret is in the output and nowhere else. `days` of null: it works until it is revoked. */
export async function createSourceToken(
  tx: Writer,
  organisation: string,
  sourceId: string,
  asked: { readonly name: string; readonly days: number | null },
  now: number,
): Promise<Recorded<{ id: string; secret: string; expiresAt: string | null }>> {
  const source = await lockSource(tx, organisation, sourceId)
  await requireRoom(tx, sourceId)
  const [id, secret, name] = [newId(now), newToken('nwe'), asked.name.normalize('NFC')]
  const expires = asked.days === null ? null : now + asked.days * day
  await eventsWriter(tx)
    .insertInto('events.source_token')
    .values({
      id,
      source_id: sourceId,
      hash: secretHash(secret),
      name,
      created_at: new Date(now),
      expires_at: expires === null ? null : new Date(expires),
      last_used_at: null,
    })
    .execute()
  const expiresAt = expires === null ? null : isoTime(expires)
  const record = told('events.source-token-created', source, { token: id, tokenName: name, expiresAt })
  return recorded([record], { id, secret, expiresAt })
}

/** Takes a token away; the log keeps what it was called. */
export async function revokeSourceToken(
  tx: Writer,
  organisation: string,
  sourceId: string,
  token: string,
): Promise<Recorded<object>> {
  const source = await lockSource(tx, organisation, sourceId)
  const row = await eventsWriter(tx)
    .deleteFrom('events.source_token')
    .where('id', '=', token)
    .where('source_id', '=', sourceId)
    .returning('name')
    .executeTakeFirst()
  if (!row)
    throw new Problem('not-found', 'no-such-token', {
      de: 'Dieses Token gibt es nicht (mehr).',
      en: 'There is no such token (any more).',
    })
  return recorded([told('events.source-token-revoked', source, { token, tokenName: row.name })], {})
}

async function requireRoom(tx: Writer, source: string): Promise<void> {
  const { n } = await eventsWriter(tx)
    .selectFrom('events.source_token')
    .select((select) => select.fn.countAll<number>().as('n'))
    .where('source_id', '=', source)
    .executeTakeFirstOrThrow()
  if (n < tokensEachMax) return
  throw new Problem('conflict', 'too-many-tokens', {
    de: `Mehr als ${tokensEachMax} Tokens je Quelle sind nicht möglich. Widerrufen Sie zuerst, was niemand mehr braucht.`,
    en: `More than ${tokensEachMax} tokens of a source are not possible. Revoke first what nobody needs any more.`,
  })
}
