import type { TrustClaim, TrustEvidence } from 'nachweis-verify'
import type { View } from './pages/view.tsx'

/** The status of a claim in public words: the word, and why, when it does not simply hold. */
export interface Standing {
  readonly word: string
  readonly reason: string | null
}

/** "Proven" only if executed and holding; the other bases have their own word. */
export function claimStanding(claim: TrustClaim, { words, language, now }: View): Standing {
  if (claim.withdrawn) return { word: words.claim.withdrawn, reason: claim.withdrawn.reason }
  if (claim.status === 'holding') return { word: words.proven[claim.basis], reason: null }
  const word = words.statusTitle[claim.status]
  const weighing = (weight: number) =>
    claim.evidence.find((evidence) => evidenceWeight(evidence, now) === weight)
  const rests = claim.restsOn.length > 0 ? words.claim.restsOnOpen : null
  if (claim.status === 'failing')
    return { word, reason: weighing(weightOf.failing)?.observed[language] ?? rests }
  if (claim.status === 'stale')
    return { word, reason: weighing(weightOf.stale) ? words.claim.expired : rests }
  const inconclusive = weighing(weightOf.unknown)?.observed[language]
  return { word, reason: inconclusive ?? claim.needs?.[language] ?? rests ?? words.claim.neverChecked }
}

const weightOf = { failing: 0, unknown: 1, stale: 2, holding: 3 } as const

function evidenceWeight({ verdict, counts, validUntil }: TrustEvidence, now: number): number {
  if (verdict === 'fails' && counts) return weightOf.failing
  if (verdict === 'unknown') return weightOf.unknown
  return now < Date.parse(validUntil) ? weightOf.holding : weightOf.stale
}

/** Evidence in the order of attention: what fails, what was inconclusive, what ran out, what holds. */
export function worstFirst(evidence: readonly TrustEvidence[], now: number): readonly TrustEvidence[] {
  if (evidence.length < 2) return evidence
  return evidence.toSorted((a, b) => evidenceWeight(a, now) - evidenceWeight(b, now))
}

/** The shape that stands before one piece of evidence. */
export function evidenceStatus(
  evidence: TrustEvidence,
  now: number,
): 'failing' | 'unknown' | 'stale' | 'holding' {
  return (['failing', 'unknown', 'stale', 'holding'] as const)[evidenceWeight(evidence, now)] ?? 'unknown'
}
