import { defineCheck, type Finding, type Target } from '../../../../engine/claims/index.ts'
import { hour } from '../../../../kernel/clock.ts'
import { text } from '../../../../kernel/language.ts'
import { offerSeen, type OfferObserved } from '../observe.ts'

/** Holds when an account could set up both kinds. */
export function judgeAvailable({ kinds }: OfferObserved): Finding {
  const population = { checked: kinds.length, total: 2 }
  if (kinds.includes('totp') && kinds.includes('passkey')) {
    return {
      verdict: 'holds',
      code: 'both-set-up',
      population,
      observed: text(
        'Ein Wegwerf-Konto hat eine Authenticator-App und einen Passkey eingerichtet; beide gelten.',
        'A throw-away account set up an authenticator app and a passkey; both count.',
      ),
    }
  }
  return {
    verdict: 'fails',
    code: 'not-set-up',
    population,
    observed: text(
      `Nur ${kinds.length} von 2 Arten eines zweiten Faktors ließen sich einrichten.`,
      `Only ${kinds.length} of 2 kinds of second factor could be set up.`,
    ),
  }
}

export const available = defineCheck<Target, OfferObserved, Record<string, never>>({
  version: 1,
  method: text(
    'Ein Wegwerf-Konto richtet eine Authenticator-App und einen Passkey ein, wie es eine Person täte.',
    'A throw-away account sets up an authenticator app and a passkey, as a person would.',
  ),
  validityMs: 24 * hour,
  observer: offerSeen,
  judge: judgeAvailable,
})
