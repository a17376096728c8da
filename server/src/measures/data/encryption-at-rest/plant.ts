import { sql } from 'kysely'
import { randomBytes } from 'node:crypto'
import { hour } from '../../../kernel/clock.ts'
import { newId } from '../../../kernel/id.ts'
import type { Platform } from '../../../platform/platform.ts'
import { canaryReader, canaryWriter } from './tables.ts'

export const canaryContext = 'encryption-at-rest.canary'

/** Two random values in the database: one sealed, one in plain. */
export interface Canary {
  readonly id: string
  readonly secret: Buffer
  readonly control: Buffer
  /** The sealed value as the database gives it back. */
  readonly stored: Buffer
  /** The same secret sealed a second time, not stored. */
  readonly again: Buffer
}

const randomBytesOfValue = 24
/** A canary this old is left of a run that was cut off. */
const abandonedMs = hour

const randomValue = () => Buffer.from(randomBytes(randomBytesOfValue).toString('hex'))

/** Plants a canary and sees to it that the database's files hold it, as far as the database permits. */
export async function plantCanary({ database, keys, clock }: Platform): Promise<Canary> {
  const [secret, control] = [randomValue(), randomValue()]
  const now = clock.now()
  const id = newId(now)
  await database.transaction(async (tx) => {
    const row = {
      id,
      planted_at: new Date(now),
      sealed: keys.seal(secret, canaryContext),
      control: control.toString(),
    }
    await canaryWriter(tx)
      .deleteFrom('encryption_at_rest.canary')
      .where('planted_at', '<', new Date(now - abandonedMs))
      .execute()
    await canaryWriter(tx).insertInto('encryption_at_rest.canary').values(row).execute()
  })
  // Not every account may; the write-ahead log holds the row in any case.
  await sql`checkpoint`.execute(database.reader).catch(() => {})
  const row = await canaryReader(database.reader)
    .selectFrom('encryption_at_rest.canary')
    .select('sealed')
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  return {
    id,
    secret,
    control,
    stored: Buffer.from(row.sealed),
    again: Buffer.from(keys.seal(secret, canaryContext)),
  }
}

/** Takes the canary out of the database again. */
export async function removeCanary({ database }: Platform, { id }: Canary): Promise<void> {
  await database.transaction((tx) =>
    canaryWriter(tx).deleteFrom('encryption_at_rest.canary').where('id', '=', id).execute(),
  )
}
