import { createHmac, randomBytes } from 'node:crypto'
import type { Writer } from '../../../platform/database/database.ts'
import { identityWriter } from '../tables.ts'

/** 120 bits: from 112 bits on, a fast hash is as good as a slow one (ASVS 6.5.2). 5 bits a character. */
const codeBytes = 15
const groupCharacters = 4
const codesMade = 10
const typedCharactersMax = 80
/** Crockford's base32: without I, L, O and U, which are misread. */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

/** Makes ten codes, e.g. `7H2K-M9QX-4T8W-0B3Z-K2M5-Q7RT`, in place of all earlier ones. Shown once, kept as hashes. */
export async function makeRecoveryCodes(tx: Writer, personId: string): Promise<readonly string[]> {
  const codes = Array.from({ length: codesMade }, newCode)
  await dropRecoveryCodes(tx, personId)
  const rows = codes.map((code) => ({ person_id: personId, hash: hashOf(personId, code), used_at: null }))
  await identityWriter(tx).insertInto('identity.recovery_code').values(rows).execute()
  return codes.map((code) => (code.match(groups) ?? []).join('-'))
}

/** Removes all codes: without a second factor there is nothing to recover. */
export async function dropRecoveryCodes(tx: Writer, personId: string): Promise<void> {
  await identityWriter(tx).deleteFrom('identity.recovery_code').where('person_id', '=', personId).execute()
}

/**
 * Uses a code up, however it was typed: case, spaces and dashes do not matter. Answers how many are left, or null when it
 * is wrong or was used; of two that come at once one counts. A rollback gives the code back.
 */
export async function takeRecoveryCode(
  tx: Writer,
  personId: string,
  typed: string,
  now: number,
): Promise<{ readonly left: number } | null> {
  const code = normalised(typed)
  if (code === null) return null
  const writer = identityWriter(tx)
  const { numUpdatedRows } = await writer
    .updateTable('identity.recovery_code')
    .set({ used_at: new Date(now) })
    .where('person_id', '=', personId)
    .where('hash', '=', hashOf(personId, code))
    .where('used_at', 'is', null)
    .executeTakeFirst()
  if (numUpdatedRows !== 1n) return null
  const { left } = await writer
    .selectFrom('identity.recovery_code')
    .select((select) => select.fn.countAll<number>().as('left'))
    .where('person_id', '=', personId)
    .where('used_at', 'is', null)
    .executeTakeFirstOrThrow()
  return { left }
}

const groups = new RegExp(`.{${groupCharacters}}`, 'g')

function newCode(): string {
  const bits = BigInt(`0x${randomBytes(codeBytes).toString('hex')}`)
  const characters = (codeBytes * 8) / 5
  return Array.from({ length: characters }, (_, i) => alphabet[Number((bits >> BigInt(5 * i)) & 31n)]).join(
    '',
  )
}

/** What is kept. Keyed with the person: a hash copied to somebody else's row is worth nothing there. */
const hashOf = (personId: string, code: string) =>
  createHmac('sha256', `recovery-code ${personId}`).update(code).digest()

/** The 24 characters meant, or null. I and L are read as 1, O as 0. */
function normalised(typed: string): string | null {
  if (typed.length > typedCharactersMax) return null
  const code = typed
    .toUpperCase()
    .replaceAll(/[\s\p{Pd}]/gu, '')
    .replaceAll('O', '0')
    .replaceAll(/[IL]/g, '1')
  return /^[0-9A-HJKMNP-TV-Z]{24}$/.test(code) ? code : null
}
