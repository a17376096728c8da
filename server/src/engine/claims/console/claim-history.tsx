import type { ReactNode } from 'react'
import { dayStatus, ProofBar, StatusMark as Mark } from '@nachweis/ui'
import { historyDaysMax, type Status, type TrustClaim } from 'nachweis-verify'
import { Moment, Section, statusWords, text, useText } from '@nachweis/console'
import { statuses } from './tally.ts'

/** The last 90 days, and the changes of status. */
export function ClaimHistory({ claim }: { readonly claim: TrustClaim }): ReactNode {
  const t = useText()
  const shown = claim.history.slice(-historyDaysMax)
  const counts: Record<Status, number> = { holding: 0, failing: 0, stale: 0, unknown: 0 }
  for (const day of shown) counts[dayStatus(day)] += 1
  const parts = statuses
    .filter((status) => counts[status] > 0)
    .map((status) => t(words.days[status](counts[status])))
  const before = historyDaysMax - shown.length
  if (before > 0) parts.push(t(words.before(before)))
  const summary = `${t(words.lead)} ${parts.join(', ')}.`
  return (
    <Section title={words.title}>
      <div className="tall-bar">
        <ProofBar days={claim.history} daysMax={historyDaysMax} label={summary} />
      </div>
      <p className="scale" aria-hidden="true">
        <span>{t(words.start)}</span>
        <span>{t(words.end)}</span>
      </p>
      <p className="fine">{summary}</p>
      {claim.changes.length > 0 && (
        <ul className="change-list">
          {claim.changes.map((change) => (
            <li key={change.since + change.to}>
              <Mark status={change.to} />
              <Moment at={change.since} exact />
              <span>{t(words.change(statusWords[change.from], statusWords[change.to]))}</span>
            </li>
          ))}
        </ul>
      )}
    </Section>
  )
}

const words = {
  title: text('Verlauf', 'History'),
  lead: text('In den letzten 90 Tagen:', 'In the last 90 days:'),
  start: text('vor 90 Tagen', '90 days ago'),
  end: text('heute', 'today'),
  days: {
    holding: (n: number) =>
      text(n === 1 ? '1 Tag gilt' : `${n} Tage gilt`, n === 1 ? '1 day holds' : `${n} days hold`),
    failing: (n: number) =>
      text(
        n === 1 ? '1 Tag gescheitert' : `${n} Tage gescheitert`,
        n === 1 ? '1 day failing' : `${n} days failing`,
      ),
    stale: (n: number) =>
      text(n === 1 ? '1 Tag veraltet' : `${n} Tage veraltet`, n === 1 ? '1 day stale' : `${n} days stale`),
    unknown: (n: number) =>
      text(
        n === 1 ? '1 Tag ohne Nachweis' : `${n} Tage ohne Nachweis`,
        n === 1 ? '1 day without evidence' : `${n} days without evidence`,
      ),
  },
  before: (n: number) =>
    text(
      n === 1 ? '1 Tag noch nicht veröffentlicht' : `${n} Tage noch nicht veröffentlicht`,
      n === 1 ? '1 day not published yet' : `${n} days not published yet`,
    ),
  change: (from: { de: string; en: string }, to: { de: string; en: string }) =>
    text(`von „${from.de}“ zu „${to.de}“`, `from “${from.en}” to “${to.en}”`),
}
