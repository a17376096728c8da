import { sql } from 'kysely'
import { Problem } from '../../../kernel/problem.ts'
import type { Writer } from '../../../platform/database/database.ts'
import { identityWriter } from '../tables.ts'
import { hasAccount } from './add-invited.ts'

/**
 * Turns an accepted invitation into an account. Throws a Problem when the mailbox became the account of another
 * organisation in the meantime, or the person is not (or no longer) invited.
 */
export async function activate(tx: Writer, person: string): Promise<void> {
  const tables = identityWriter(tx)
  const row = await tables
    .selectFrom('identity.person')
    .select('email')
    .where('id', '=', person)
    .where('state', '=', 'invited')
    .forUpdate()
    .executeTakeFirst()
  // Two invitations of one mailbox that are accepted at once: one becomes the account.
  if (row) await sql`select pg_advisory_xact_lock(hashtextextended(${row.email}, 0))`.execute(tx)
  if (!row || (await hasAccount(tx, row.email))) {
    throw new Problem('conflict', 'account-exists', {
      de: 'Für diese E-Mail-Adresse gibt es hier schon ein Konto. Melden Sie sich damit an, oder lassen Sie sich unter einer anderen Adresse einladen.',
      en: 'There is an account for this e-mail address here already. Sign in with it, or ask to be invited under another address.',
    })
  }
  await tables.updateTable('identity.person').set({ state: 'active' }).where('id', '=', person).execute()
}
