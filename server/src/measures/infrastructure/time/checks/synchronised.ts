import { defineCheck, type Finding } from '../../../../engine/claims/index.ts'
import { hour } from '../../../../kernel/clock.ts'
import { text } from '../../../../kernel/language.ts'
import type { NtpMeasurement, NtpSample } from '../../../../platform/net/ntp/query.ts'
import { timeServer, type TimeServer } from '../observer.ts'
import { errorBoundMs, milliseconds } from './error-bound.ts'
import { reason } from './reason.ts'

interface Parameters {
  readonly [name: string]: number
  readonly maxMilliseconds: number
}

const leapUnsynchronised = 3
const stratumUnsynchronised = 16

/** Fails when the server says that it is not synchronised, sends us away, lies or is too far off. */
export function judgeSynchronised(sample: NtpSample, { maxMilliseconds }: Parameters): Finding {
  if (sample.best) return judgeMeasurement(sample.best, maxMilliseconds)
  if (sample.kiss !== null) {
    return fails(
      'kiss-of-death',
      `Der Zeitserver gibt keine Zeit, sondern weist Anfragen ab (${sample.kiss}).`,
      `The time server gives no time but turns requests away (${sample.kiss}).`,
    )
  }
  if (sample.wrongOriginate > 0) {
    return fails(
      'wrong-originate',
      `${sample.wrongOriginate} Antworten gehörten nicht zu unserer Anfrage (falscher Originate-Zeitstempel), keine dazu.`,
      `${sample.wrongOriginate} answers did not belong to our request (wrong originate timestamp), and none did.`,
    )
  }
  const why = reason(sample.problem)
  return {
    verdict: 'unknown',
    code: sample.malformed > 0 ? 'not-readable' : 'not-reachable',
    observed: text(
      `Der Zeitserver gab keine verwertbare Antwort (${why.de}).`,
      `The time server gave no usable answer (${why.en}).`,
    ),
  }
}

function judgeMeasurement(best: NtpMeasurement, maxMilliseconds: number): Finding {
  if (best.leap === leapUnsynchronised || best.stratum === 0 || best.stratum >= stratumUnsynchronised) {
    return fails(
      'not-synchronised',
      `Der Zeitserver erklärt sich selbst für nicht synchronisiert (Leap-Indikator ${best.leap}, Stratum ${best.stratum}).`,
      `The time server itself says that it is not synchronised (leap indicator ${best.leap}, stratum ${best.stratum}).`,
    )
  }
  const bound = milliseconds(errorBoundMs(best))
  const offset = milliseconds(Math.abs(best.offsetMs))
  const de = `Abweichung ${offset.de} ms, höchstens ${bound.de} ms einschließlich Laufzeit und Streuung bis zur Referenzzeit (Stratum ${best.stratum}).`
  const en = `Offset ${offset.en} ms, at most ${bound.en} ms including delay and dispersion up to the reference time (stratum ${best.stratum}).`
  // Not `>`: a bound that is no number proves nothing.
  if (!(errorBoundMs(best) <= maxMilliseconds)) return fails('too-far-off', de, en)
  return { verdict: 'holds', code: 'synchronised', observed: text(de, en) }
}

const fails = (code: string, de: string, en: string): Finding => ({
  verdict: 'fails',
  code,
  observed: text(de, en),
})

export const synchronised = defineCheck<TimeServer, NtpSample, Parameters>({
  version: 1,
  method: text(
    'Wir fragen jeden Zeitserver mehrmals über NTP und rechnen zur gemessenen Abweichung die halbe Laufzeit und die Unsicherheit hinzu, die der Server selbst angibt.',
    'We ask every time server several times over NTP and add to the measured offset half of the delay and the uncertainty that the server itself states.',
  ),
  validityMs: 2 * hour,
  observer: timeServer,
  judge: judgeSynchronised,
})
