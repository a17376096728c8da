import { defineCheck, type Finding, type Target } from '../../../../engine/claims/index.ts'
import { hour } from '../../../../kernel/clock.ts'
import { text } from '../../../../kernel/language.ts'
import { clockComparison, type ClockComparison } from '../observer.ts'
import { errorBoundMs, milliseconds } from './error-bound.ts'

interface Parameters {
  readonly [name: string]: number
  readonly quorum: number
  readonly maxMilliseconds: number
}

/**
 * Holds when at least `quorum` servers, and more than half of those that answer, prove that our clock is right. Fails
 * when enough answer, but not enough agree.
 */
export function judgeAgreement(
  { samples }: ClockComparison,
  { quorum, maxMilliseconds }: Parameters,
): Finding {
  const bounds = samples
    .map(({ best }) => best)
    .filter((best) => best !== null)
    .filter(({ leap, stratum }) => leap !== 3 && stratum > 0 && stratum < 16)
    .map(errorBoundMs)
  const agreeing = bounds.filter((bound) => bound <= maxMilliseconds)
  const population = { checked: bounds.length, total: samples.length }
  if (bounds.length < quorum) {
    return {
      verdict: 'unknown',
      code: 'too-few-answers',
      observed: text(
        `Nur ${bounds.length} von ${samples.length} Zeitservern gaben eine verwertbare Zeit an; ${quorum} sind nötig.`,
        `Only ${bounds.length} of ${samples.length} time servers gave a usable time; ${quorum} are needed.`,
      ),
      population: { checked: 0, total: samples.length },
    }
  }
  const furthest = milliseconds(Math.max(...bounds))
  const observed = text(
    `${agreeing.length} von ${bounds.length} antwortenden Zeitservern stimmen mit unserer Uhr überein; die größte belegte Abweichung ist ${furthest.de} ms.`,
    `${agreeing.length} of ${bounds.length} answering time servers agree with our clock; the largest proven deviation is ${furthest.en} ms.`,
  )
  const enough = agreeing.length >= quorum && agreeing.length * 2 > bounds.length
  if (enough) return { verdict: 'holds', code: 'clock-agrees', observed, population }
  return { verdict: 'fails', code: 'clock-disagrees', observed, population }
}

export const agreement = defineCheck<Target, ClockComparison, Parameters>({
  version: 1,
  method: text(
    'Wir fragen alle eingetragenen Zeitserver gleichzeitig über NTP und vergleichen ihre Zeit mit der Uhr, nach der unsere Aufzeichnungen entstehen.',
    'We ask all entered time servers at the same time over NTP and compare their time with the clock by which our records are made.',
  ),
  validityMs: 3 * hour,
  observer: clockComparison,
  judge: judgeAgreement,
})
