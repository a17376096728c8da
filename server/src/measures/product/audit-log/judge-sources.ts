import type { Finding } from '../../../engine/claims/index.ts'
import { second } from '../../../kernel/clock.ts'
import { text } from '../../../kernel/language.ts'
import type { SourcesObservation } from './observe-sources.ts'

/** When a source was heard last is written down this much later at most. */
const writtenLaterMs = 5 * second

/** Every source must have been heard within its heartbeat; paused ones, and new ones that still have time, do not count. */
export function judgeSources({ sources }: SourcesObservation): Finding {
  const paused = sources.filter(({ isPaused }) => isPaused).length
  const due = sources.filter(
    ({ isPaused, isHeard, heartbeatS, silentMs }) =>
      !isPaused && (isHeard || silentMs > heartbeatS * second + writtenLaterMs),
  )
  const heard = due.filter(
    ({ isHeard, heartbeatS, silentMs }) => isHeard && silentMs <= heartbeatS * second + writtenLaterMs,
  ).length
  const population = { checked: due.length, total: due.length }
  const [pausedDe, pausedEn] = paused === 0 ? ['', ''] : [` Angehalten: ${paused}.`, ` Paused: ${paused}.`]
  if (due.length === 0)
    return {
      verdict: 'unknown',
      code: 'no-heartbeat-agreed',
      population,
      observed: text(
        `Es sendet noch keine Quelle, für die ein Lebenszeichen vereinbart ist.${pausedDe}`,
        `No source sends yet for which a sign of life is agreed.${pausedEn}`,
      ),
    }
  return {
    verdict: heard === due.length ? 'holds' : 'fails',
    code: heard === due.length ? 'all-heard' : 'source-silent',
    population,
    observed: text(
      `${heard} von ${due.length} Quellen mit vereinbartem Lebenszeichen haben sich rechtzeitig gemeldet.${pausedDe}`,
      `${heard} of ${due.length} sources with an agreed sign of life were heard in time.${pausedEn}`,
    ),
  }
}
