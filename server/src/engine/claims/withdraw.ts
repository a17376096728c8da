import { Problem } from '../../kernel/problem.ts'
import { recorded, type Recorded } from '../../kernel/recorded.ts'
import type { Reader, Writer } from '../../platform/database/database.ts'
import { takeClaimsLock } from './lock.ts'
import { noSuchClaim } from './no-such-claim.ts'
import { settle } from './settle.ts'
import { claimsReader, claimsWriter } from './tables.ts'

/**
 * Takes a claim off the promises, with a public reason: it is shown as withdrawn and counts as unknown. The only thing that
 * a person can do to a status, and it never makes one better.
 */
export async function withdraw(
  tx: Writer,
  claim: string,
  reason: string,
  now: number,
): Promise<Recorded<{ claim: string }>> {
  await takeClaimsLock(tx)
  await requirePublished(tx, claim)
  if (await isWithdrawn(tx, claim))
    throw new Problem('conflict', 'already-withdrawn', {
      de: 'Diese Aussage ist schon zurückgezogen.',
      en: `${claim} is withdrawn already.`,
    })
  return recorded(
    [{ type: 'claims.claim-withdrawn', data: { id: claim, reason }, disclosed: true }],
    { claim },
    async ([id]) => {
      await claimsWriter(tx)
        .insertInto('claims.withdrawn')
        .values({ claim, record_id: id as string })
        .execute()
      await settle(tx, [claim], now, id)
    },
  )
}

/** Promises a withdrawn claim again; its evidence decides from then on. */
export async function reinstate(
  tx: Writer,
  claim: string,
  now: number,
): Promise<Recorded<{ claim: string }>> {
  await takeClaimsLock(tx)
  await requirePublished(tx, claim)
  if (!(await isWithdrawn(tx, claim)))
    throw new Problem('conflict', 'not-withdrawn', {
      de: 'Diese Aussage ist nicht zurückgezogen.',
      en: `${claim} is not withdrawn.`,
    })
  return recorded(
    [{ type: 'claims.claim-reinstated', data: { id: claim }, disclosed: true }],
    { claim },
    async ([id]) => {
      await claimsWriter(tx).deleteFrom('claims.withdrawn').where('claim', '=', claim).execute()
      await settle(tx, [claim], now, id)
    },
  )
}

async function requirePublished(reader: Reader, claim: string): Promise<void> {
  const row = await claimsReader(reader)
    .selectFrom('claims.published')
    .select('id')
    .where('kind', '=', 'claim')
    .where('id', '=', claim)
    .executeTakeFirst()
  if (!row) throw noSuchClaim(claim)
}

async function isWithdrawn(reader: Reader, claim: string): Promise<boolean> {
  const row = await claimsReader(reader)
    .selectFrom('claims.withdrawn')
    .select('claim')
    .where('claim', '=', claim)
    .executeTakeFirst()
  return row !== undefined
}
