import { Problem } from '../../../kernel/problem.ts'
import type { Writer } from '../../../platform/database/database.ts'
import { identityWriter } from '../tables.ts'

/** The Problem of inviting an address that this very organisation has already: who that is, and what to do instead. */
export async function emailInUse(tx: Writer, organisation: string, email: string): Promise<Problem> {
  const row = await identityWriter(tx)
    .selectFrom('identity.person')
    .select(['name', 'state'])
    .where('organisation_id', '=', organisation)
    .where('email', '=', email)
    .executeTakeFirst()
  const name = row?.name ?? email
  const [de, en] = {
    invited: [
      'ist schon eingeladen. Senden Sie die Einladung erneut',
      'is invited already. Send the invitation again',
    ],
    active: ['gehört schon dazu. Ändern Sie dort die Rollen', 'is here already. Change the roles there'],
    deactivated: ['ist deaktiviert. Reaktivieren Sie die Person', 'is deactivated. Reactivate the person'],
  }[row?.state ?? 'invited']
  return new Problem('conflict', 'email-in-use', {
    de: `${name} (${email}) ${de}.`,
    en: `${name} (${email}) ${en}.`,
  })
}
