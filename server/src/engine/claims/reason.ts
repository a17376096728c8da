import type { Text, TrustClaim } from 'nachweis-verify'

/** Why a claim does not hold, in the words of its evidence; else what is missing. Null: it holds, or time alone ran out. */
export function reasonOf(claim: TrustClaim): Text | null {
  const observed = (verdict: 'fails' | 'unknown') =>
    claim.evidence.find((each) => each.verdict === verdict && (verdict === 'unknown' || each.counts))
      ?.observed
  switch (claim.status) {
    case 'failing':
      return observed('fails') ?? null
    case 'unknown':
      return claim.withdrawn ? null : (observed('unknown') ?? claim.needs)
    case 'holding':
    case 'stale':
      return null
  }
}
