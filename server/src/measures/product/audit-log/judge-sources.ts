import type { Finding } from '../../../engine/claims/index.ts'
import { second } from '../../../kernel/clock.ts'
import { text } from '../../../kernel/language.ts'
import type { SourcesObservation } from './observe-sources.ts'

/** When a source was heard last is written down this much later at most. */
export const writtenLaterMs = 5 * second

/** Every source must have been heard within its heartbeat; paused ones, and new ones that still have time, do not count. */
export function judgeSources({ sources }: Pick<SourcesObservation, 'sources'>): Finding {
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

/**
 * The clock of every source that sends must be right, and no number of its sequence may be missing. One whose clock too few
 * events tell does not count, unless numbers are missing.
 */
export function judgeOrders({ orders }: Pick<SourcesObservation, 'orders'>): Finding {
  const known = orders.filter(({ clockOffsetMs, missing: gaps }) => clockOffsetMs !== null || gaps > 0)
  const wrong = known.filter(({ isClockWrong }) => isClockWrong).length
  const incomplete = known.filter(({ missing }) => missing > 0)
  const missing = incomplete.reduce((sum, order) => sum + order.missing, 0)
  const checked = known.filter((order) => !order.isClockWrong && order.missing === 0).length
  const total = known.length
  const untold = orders.length - total
  const [untoldDe, untoldEn] =
    untold === 0
      ? ['', '']
      : [
          ` Zu wenige Ereignisse, um die Uhr zu beurteilen: bei ${untold} Quellen.`,
          ` Too few events to judge the clock: of ${untold} sources.`,
        ]
  const population = { checked, total }
  if (total === 0)
    return {
      verdict: 'unknown',
      code: untold === 0 ? 'nothing-sent' : 'too-few-events',
      population,
      observed:
        untold === 0
          ? text(
              'In den letzten zwei Stunden hat keine Quelle gesendet.',
              'No source has sent within the last two hours.',
            )
          : text(untoldDe.trim(), untoldEn.trim()),
    }
  return {
    verdict: checked === total ? 'holds' : 'fails',
    code: wrong > 0 ? 'clock-wrong' : missing > 0 ? 'events-missing' : 'in-order',
    population,
    observed: text(
      `Bei ${checked} von ${total} Quellen stimmen Uhr und Zählung. Falsche Uhren: ${wrong}. Fehlende Ereignisse: ${missing}, bei ${incomplete.length} Quellen.${untoldDe}`,
      `Clock and sequence are right for ${checked} of ${total} sources. Wrong clocks: ${wrong}. Missing events: ${missing}, of ${incomplete.length} sources.${untoldEn}`,
    ),
  }
}
