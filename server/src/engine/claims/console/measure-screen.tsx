import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import {
  EmptyState,
  Loaded,
  Moment,
  OutsideIcon,
  OutsideLink,
  PageHead,
  queryOf,
  StatusMark,
  text,
  useLanguage,
  useText,
  type ScreenProps,
} from '@nachweis/console'
import { listMeasures } from '../contract.ts'
import { ClaimLine, ClaimList, type ListedMeasure } from './claim-line.tsx'
import { tallyOf } from './tally.ts'
import { words as common } from './words.ts'
import './claims.css'

/** One measure with its claims. */
export function MeasureScreen({ params }: ScreenProps): ReactNode {
  const measures = useQuery(queryOf(listMeasures))
  return (
    <Loaded query={measures}>
      {(data) => {
        const measure = data.measures.find(({ id }) => id === params['measure'])
        return measure ? <Measure measure={measure} /> : <Missing />
      }}
    </Loaded>
  )
}

function Missing() {
  return (
    <>
      <PageHead title={words.missing} crumbs={[{ label: common.measures, href: '/measures' }]} />
      <EmptyState title={words.missing} lead={words.missingWhy} />
    </>
  )
}

function Measure({ measure }: { readonly measure: ListedMeasure }) {
  const t = useText()
  const language = useLanguage()
  const { counts, total } = tallyOf(measure.claims)
  return (
    <>
      <PageHead title={measure.title} crumbs={[{ label: common.measures, href: '/measures' }]}>
        <p className="head-facts">
          <StatusMark status={measure.status} />
          <span>{t(common.claimsHolding(counts.holding, total))}</span>
          <span>{measure.team ?? t(words.noTeam)}</span>
          <OutsideLink href={`/${language}/#${measure.id}`}>
            {t(words.publicPage)} <OutsideIcon />
          </OutsideLink>
        </p>
      </PageHead>
      <ClaimList>
        {measure.claims.map((claim) => (
          <ClaimLine key={claim.id} claim={claim}>
            {claim.nextCheckAt && (
              <span>
                {t(words.next)} <Moment at={claim.nextCheckAt} />
              </span>
            )}
          </ClaimLine>
        ))}
      </ClaimList>
    </>
  )
}

const words = {
  missing: text('Diese Maßnahme gibt es nicht', 'There is no such measure'),
  missingWhy: text(
    'Vielleicht wurde sie umbenannt. Alle Maßnahmen stehen in der Liste.',
    'It may have been renamed. The list has all measures.',
  ),
  noTeam: text('ohne zuständiges Team', 'no team in charge'),
  publicPage: text('Auf der öffentlichen Seite', 'On the public page'),
  next: text('nächste Prüfung', 'next check'),
}
