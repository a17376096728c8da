import { defineCheck, type Finding, type Target } from '../../../../engine/claims/index.ts'
import { hour } from '../../../../kernel/clock.ts'
import { text } from '../../../../kernel/language.ts'
import { offerSeen, type OfferObserved } from '../observe.ts'

const advice = 'second-factor-encouraged'

/** Holds when the advice is there without a second factor, and gone with one. */
export function judgeEncouraged({ notices, noticesAfter }: OfferObserved): Finding {
  const advised = notices.includes(advice)
  if (advised && !noticesAfter.includes(advice)) {
    return {
      verdict: 'holds',
      code: 'advised',
      observed: text(
        'Nach der Anmeldung ohne zweiten Faktor erschien die Empfehlung; nach dem Einrichten war sie verschwunden.',
        'After signing in without a second factor the advice appeared; once one was set up it was gone.',
      ),
    }
  }
  return {
    verdict: 'fails',
    code: advised ? 'advised-for-ever' : 'not-advised',
    observed: advised
      ? text(
          'Die Empfehlung blieb stehen, obwohl ein zweiter Faktor eingerichtet war.',
          'The advice stayed although a second factor was set up.',
        )
      : text(
          'Nach der Anmeldung ohne zweiten Faktor erschien keine Empfehlung.',
          'No advice appeared after signing in without a second factor.',
        ),
  }
}

export const encouraged = defineCheck<Target, OfferObserved, Record<string, never>>({
  version: 1,
  method: text(
    'Ein Wegwerf-Konto ohne zweiten Faktor meldet sich an; wir lesen, was ihm gesagt wird, und noch einmal nach dem Einrichten.',
    'A throw-away account without a second factor signs in; we read what it is told, and again once one is set up.',
  ),
  validityMs: 24 * hour,
  observer: offerSeen,
  judge: judgeEncouraged,
})
