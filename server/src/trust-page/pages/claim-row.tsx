import { ProofBar, Sentence, StatusMark } from '@nachweis/ui'
import { historyDaysMax, type Text, type TrustClaim } from 'nachweis-verify'
import { claimStanding } from '../claim-standing.ts'
import { historyWords } from '../history-words.ts'
import { ClaimDetail } from './claim-detail.tsx'
import { Moment, type View } from './view.tsx'

interface Props {
  readonly claim: TrustClaim
  readonly view: View
}

/** One claim of the page: mark, sentence, what is known about it and its 90 days; opens to how we know. */
export function ClaimRow({
  claim,
  view,
  sentences,
}: Props & { readonly sentences: ReadonlyMap<string, Text> }) {
  return (
    <details className="claim" id={claim.id}>
      <summary>
        <StatusMark status={claim.status} label={view.words.status[claim.status]} />
        <span className="text">
          <Sentence {...claim} claim={claim.id} language={view.language} />
          <ClaimMeta claim={claim} view={view} />
        </span>
        <ProofBar days={claim.history} daysMax={historyDaysMax} label={historyWords(claim, view.words)} />
      </summary>
      <ClaimDetail claim={claim} view={view} sentences={sentences} />
    </details>
  )
}

/** Status word, reason, time of the last check, coverage. */
export function ClaimMeta({ claim, view }: Props) {
  const { words } = view
  const { word, reason } = claimStanding(claim, view)
  const { checked, total } = claim.coverage
  return (
    <span className="meta">
      <span className={`word ${claim.status}`}>{word}</span>
      {reason !== null && `: ${reason.replace(/\.$/, '')}`}
      {claim.lastCheckedAt && (
        <>
          {` · ${words.claim.checked} `}
          <Moment view={view} at={claim.lastCheckedAt} relative />
        </>
      )}
      {total > 0 && ` · ${words.claim.coverage(checked, total)}`}
    </span>
  )
}
