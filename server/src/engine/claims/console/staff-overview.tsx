import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { StatusMark as Mark, TallyBar } from '@nachweis/ui'
import {
  ButtonLink,
  EmptyState,
  Link,
  Loaded,
  Moment,
  queryOf,
  Section,
  text,
  useText,
} from '@nachweis/console'
import type { Text } from 'nachweis-verify'
import { listMeasures } from '../contract.ts'
import { ClaimLine, ClaimList, type ListedClaim, type ListedMeasure } from './claim-line.tsx'
import { statuses, tallyOf } from './tally.ts'
import { words as common } from './words.ts'
import './claims.css'

const soonMax = 5
const missingMax = 5

/** The status of all claims, and what needs attention first. */
export function StaffOverview(): ReactNode {
  const measures = useQuery(queryOf(listMeasures))
  return <Loaded query={measures}>{(data) => <Content measures={data.measures} />}</Loaded>
}

function Content({ measures }: { readonly measures: readonly ListedMeasure[] }) {
  const placed = measures.flatMap((measure) => measure.claims.map((claim) => ({ claim, measure })))
  const by = (status: ListedClaim['status']) => placed.filter(({ claim }) => claim.status === status)
  const soon = by('holding')
    .filter(({ claim }) => claim.validUntil !== null)
    .toSorted((a, b) => (a.claim.validUntil ?? '').localeCompare(b.claim.validUntil ?? ''))
  if (placed.length === 0) return <EmptyState title={words.nothing} lead={words.nothingYet} />
  return (
    <>
      <TallyBlock claims={placed.map(({ claim }) => claim)} />
      <Part title={words.failing} lead={words.failingLead} placed={by('failing')} />
      <Part title={words.stale} lead={words.staleLead} placed={by('stale')} />
      <Part title={words.soon} lead={words.soonLead} placed={soon.slice(0, soonMax)} />
      <Part
        title={words.missing}
        lead={words.missingLead}
        placed={by('unknown').slice(0, missingMax)}
        actions={<ButtonLink label={words.allMissing} href="/measures?status=unknown" />}
      />
    </>
  )
}

function TallyBlock({ claims }: { readonly claims: readonly ListedClaim[] }) {
  const t = useText()
  const { counts, proven, total } = tallyOf(claims)
  const summary = t(words.summary(counts.holding, total, proven))
  return (
    <div className="tally-block">
      <p className="tally-total">{summary}</p>
      <TallyBar counts={counts} label={summary} />
      <ul className="tally-legend">
        {statuses.map((status) => (
          <li key={status}>
            <Link className="tally-link" href={`/measures?status=${status}`}>
              <Mark status={status} />
              {t(common.counts[status](counts[status]))}
            </Link>
          </li>
        ))}
      </ul>
    </div>
  )
}

interface PartProps {
  readonly title: Text
  readonly lead: Text
  readonly placed: readonly { readonly claim: ListedClaim; readonly measure: ListedMeasure }[]
  readonly actions?: ReactNode
}

function Part({ title, lead, placed, actions }: PartProps) {
  const t = useText()
  if (placed.length === 0) return null
  return (
    <Section title={title} lead={lead} actions={actions}>
      <ClaimList>
        {placed.map(({ claim, measure }) => (
          <ClaimLine key={claim.id} claim={claim} measure={measure}>
            {claim.status === 'holding' && claim.validUntil && (
              <span>
                {t(words.validUntil)} <Moment at={claim.validUntil} />
              </span>
            )}
          </ClaimLine>
        ))}
      </ClaimList>
    </Section>
  )
}

const words = {
  nothing: text('Noch ist nichts veröffentlicht', 'Nothing is published yet'),
  nothingYet: text(
    'Die Aussagen erscheinen hier, sobald der Server sie veröffentlicht hat; das dauert wenige Sekunden.',
    'Claims appear here as soon as the server has published them; that takes a few seconds.',
  ),
  summary: (holding: number, total: number, proven: number) =>
    text(
      `${holding} von ${total} Aussagen gelten, ${proven} davon durch Ausführung bewiesen.`,
      `${holding} of ${total} claims hold, ${proven} of them proven by execution.`,
    ),
  failing: text('Gescheitert', 'Failing'),
  failingLead: text(
    'Das steht so auch öffentlich. Beheben Sie die Ursache und prüfen Sie dann erneut.',
    'The public page says the same. Mend the cause, then check again.',
  ),
  stale: text('Veraltet', 'Stale'),
  staleLead: text(
    'Der letzte Nachweis ist abgelaufen. Prüfen Sie, warum keine neue Prüfung gelang.',
    'The last evidence ran out. Find out why no new check succeeded.',
  ),
  soon: text('Läuft als Nächstes ab', 'Runs out next'),
  soonLead: text(
    'Diese Nachweise verlieren zuerst ihre Gültigkeit; die nächste Prüfung erneuert sie.',
    'This evidence loses its validity first; the next check renews it.',
  ),
  validUntil: text('Gültigkeit endet', 'runs out'),
  missing: text('Noch ohne Nachweis', 'Without evidence so far'),
  missingLead: text('Was diesen Aussagen fehlt, steht jeweils dabei.', 'Each says what it is missing.'),
  allMissing: text('Alle ohne Nachweis', 'All without evidence'),
}
