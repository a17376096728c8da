import { Problem } from '../../kernel/problem.ts'
import type { Reader, Writer } from '../../platform/database/database.ts'
import type { Platform } from '../../platform/platform.ts'
import { newSecret, secretHash, secretPattern } from './secret.ts'
import { identityReader, identityWriter } from './tables.ts'

/**
 * A new secret for the first administrator's link, or null once a link was used. Each start makes a new one: the link
 * printed last is the one that works.
 */
export async function offerFirstLink(platform: Platform): Promise<string | null> {
  return platform.database.transaction(async (tx) => {
    const row = await identityWriter(tx)
      .selectFrom('identity.first_link')
      .select('used_at')
      .forUpdate()
      .executeTakeFirst()
    if (row?.used_at) return null
    const secret = newSecret()
    const values = { hash: secretHash(secret), created_at: new Date(platform.clock.now()) }
    await identityWriter(tx)
      .insertInto('identity.first_link')
      .values({ ...values, used_at: null })
      .onConflict((conflict) => conflict.column('single').doUpdateSet(values))
      .execute()
    return secret
  })
}

/** Whether this link still works. Looking does not use it up: mail and chat programs look too. */
export async function isFirstLinkOpen(reader: Reader, secret: string): Promise<boolean> {
  if (!secretPattern.test(secret)) return false
  const row = await identityReader(reader)
    .selectFrom('identity.first_link')
    .select('single' as never)
    .where('hash', '=', secretHash(secret))
    .where('used_at', 'is', null)
    .executeTakeFirst()
  return row !== undefined
}

/** Uses the link up. Throws a Problem when it was used or never existed. */
export async function useFirstLink(tx: Writer, secret: string, now: number): Promise<void> {
  const result = await identityWriter(tx)
    .updateTable('identity.first_link')
    .set({ used_at: new Date(now) })
    .where('hash', '=', secretHash(secret))
    .where('used_at', 'is', null)
    .executeTakeFirst()
  if (result.numUpdatedRows !== 1n) {
    throw new Problem('gone', 'link-used', {
      de: 'Dieser Link wurde schon benutzt oder durch einen neueren ersetzt. Der Server nennt den gültigen bei seinem Start, bis einer benutzt wurde.',
      en: 'This link was used already or replaced by a newer one. The server prints the valid one at its start, until one was used.',
    })
  }
}
