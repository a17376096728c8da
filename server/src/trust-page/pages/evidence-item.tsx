import { StatusMark } from '@nachweis/ui'
import type { TrustEvidence } from 'nachweis-verify'
import { evidenceStatus } from '../claim-standing.ts'
import { paths } from '../paths.ts'
import { wholeNumber } from '../times.ts'
import { VerifyButton } from './verify-button.tsx'
import { Moment, type View } from './view.tsx'

interface Props {
  readonly evidence: TrustEvidence
  /** Where the evidence stands apart from its sentence: the claim's id. */
  readonly claim?: string
  readonly view: View
}

/** One piece of evidence: target, what was observed, when, until when, its place in the log, and how to verify it. */
export function EvidenceItem({ evidence, claim, view }: Props) {
  const { language, words, now } = view
  const status = evidenceStatus(evidence, now)
  return (
    <li className="ev">
      <StatusMark
        status={status}
        label={evidence.verdict === 'unknown' ? words.claim.inconclusive : words.status[status]}
      />
      <div>
        <p>
          <code>{evidence.target}</code>: {evidence.observed[language]}
        </p>
        <p className="fine">
          <Moment view={view} at={evidence.receivedAt} />
          {evidence.verdict === 'holds' && (
            <>
              {` · ${status === 'stale' ? words.claim.expiredAt : words.claim.validUntil} `}
              <Moment view={view} at={evidence.validUntil} />
            </>
          )}
        </p>
        <div className="acts">
          <a href={paths.evidence(language, evidence.id)}>
            {words.claim.entry(wholeNumber(evidence.index, words))}
          </a>
          <a href={paths.evidenceJson(evidence.id)}>{words.claim.record}</a>
          <a href={paths.evidenceProof(evidence.id)}>{words.claim.proof}</a>
          <VerifyButton
            evidence={evidence.id}
            text={words.claim.verifyHere}
            {...(claim !== undefined && { claim })}
          />
        </div>
      </div>
    </li>
  )
}
