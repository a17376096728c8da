import type { Reader } from '../../../platform/database/database.ts'
import { readFactors, type Factors } from '../people/factors.ts'
import { identityReader } from '../tables.ts'

/** The factors of a person. Unconfirmed authenticator apps do not count, and recovery codes alone are no second factor. */
export async function factorsOf(
  reader: Reader,
  personId: string,
): Promise<Factors & { readonly hasSecond: boolean }> {
  const factors = (await readFactors(reader, [personId]))(personId)
  return { ...factors, hasSecond: factors.totp + factors.passkeys > 0 }
}

export interface FactorList {
  readonly totp: readonly { id: string; label: string; createdAt: string }[]
  readonly passkeys: readonly {
    id: string
    label: string
    createdAt: string
    lastUsedAt: string | null
    /** Kept by its maker in several devices, as phones do. */
    backedUp: boolean
  }[]
}

/** The second factors of a person by name, oldest first. Times in ISO 8601. */
export async function listFactors(reader: Reader, personId: string): Promise<FactorList> {
  const tables = identityReader(reader)
  const totp = await tables
    .selectFrom('identity.totp')
    .select(['id', 'label', 'created_at'])
    .where('person_id', '=', personId)
    .where('confirmed_at', 'is not', null)
    .orderBy('id')
    .execute()
  const passkeys = await tables
    .selectFrom('identity.passkey')
    .select(['id', 'label', 'created_at', 'last_used_at', 'backed_up'])
    .where('person_id', '=', personId)
    .orderBy('id')
    .execute()
  return {
    totp: totp.map(({ id, label, created_at: made }) => ({ id, label, createdAt: made.toISOString() })),
    passkeys: passkeys.map((row) => ({
      id: row.id,
      label: row.label,
      createdAt: row.created_at.toISOString(),
      lastUsedAt: row.last_used_at?.toISOString() ?? null,
      backedUp: row.backed_up,
    })),
  }
}
