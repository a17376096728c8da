import type { Reader } from '../../../platform/database/database.ts'
import { identityReader } from '../tables.ts'

/** How many active emergency accounts an organisation has. */
export async function countBreakGlass(reader: Reader, organisation: string): Promise<number> {
  const row = await identityReader(reader)
    .selectFrom('identity.person')
    .select((select) => select.fn.countAll<number>().as('count'))
    .where('organisation_id', '=', organisation)
    .where('state', '=', 'active')
    .where('break_glass', '=', true)
    .executeTakeFirstOrThrow()
  return row.count
}
