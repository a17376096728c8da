import type { ReactNode } from 'react'
import type { z } from 'zod'
import type { Text } from 'nachweis-verify'
import { Link, Moment, provenWords, StatusMark, statusWords, useText } from '@nachweis/console'
import type { listMeasures } from '../contract.ts'
import { words } from './words.ts'
import './claims.css'

export type ListedMeasure = z.output<typeof listMeasures.output>['measures'][number]
export type ListedClaim = ListedMeasure['claims'][number]

/** A claim in a list: shape of its status, sentence, what is known of it, and why it does not hold. */
export function ClaimLine({
  claim,
  measure,
  children,
}: {
  readonly claim: ListedClaim
  /** Named where claims of several measures stand together. */
  readonly measure?: ListedMeasure
  /** Further facts for the line below, e.g. until when it counts. */
  readonly children?: ReactNode
}): ReactNode {
  const t = useText()
  return (
    <li className="claim-line">
      <StatusMark status={claim.status} wordless />
      <div>
        <Link className="claim-link" href={`/claims/${claim.id}`}>
          {t(claim.text)}
        </Link>
        {claim.reason && <p className="claim-reason">{t(claim.reason)}</p>}
        <p className="claim-meta">
          {measure && <span>{t(measure.title)}</span>}
          <span>{t(standing(claim))}</span>
          <span>
            {claim.lastCheckedAt === null ? (
              t(words.neverChecked)
            ) : (
              <>
                {t(words.checked)} <Moment at={claim.lastCheckedAt} />
              </>
            )}
          </span>
          {claim.coverage.total > 0 && (
            <span>{t(words.coverage(claim.coverage.checked, claim.coverage.total))}</span>
          )}
          {children}
        </p>
      </div>
    </li>
  )
}

/** The public word for how it stands; time alone makes it stale. */
function standing({ status, basis, withdrawn }: ListedClaim): Text {
  if (withdrawn) return words.withdrawn
  if (status === 'stale') return words.expired
  return status === 'holding' ? provenWords[basis] : statusWords[status]
}

/** Claims below each other. */
export function ClaimList({ children }: { readonly children: ReactNode }): ReactNode {
  return <ul className="claim-list">{children}</ul>
}
