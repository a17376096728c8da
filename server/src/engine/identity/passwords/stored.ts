import { sql } from 'kysely'
import type { Reader } from '../../../platform/database/database.ts'
import { identityReader } from '../tables.ts'

/** Stored passwords of one form, counted. No hash leaves the database. */
export interface StoredPasswords {
  /** Head of the PHC string, e.g. `$argon2id$v=19$m=65536,t=2,p=1$`; empty when it is no such string. */
  readonly head: string
  /** Characters of salt and hash behind the head. */
  readonly characters: number
  readonly count: number
}

const formsMax = 100

/** What is stored of passwords, grouped by form. */
export async function storedPasswords(reader: Reader): Promise<StoredPasswords[]> {
  const head = sql<string>`coalesce(substring(hash from '^\\$[a-z0-9-]+\\$v=[0-9]+\\$m=[0-9]+,t=[0-9]+,p=[0-9]+\\$'), '')`
  const { rows } = await sql<StoredPasswords>`
    select head, characters, count(*)::int as count
    from (select ${head} as head, length(hash) - length(${head}) as characters from identity.password) as form
    group by head, characters order by head, characters limit ${formsMax}`.execute(identityReader(reader))
  return rows
}
