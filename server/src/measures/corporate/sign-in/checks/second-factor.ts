import { defineCheck, type Finding, type Target } from '../../../../engine/claims/index.ts'
import { hour } from '../../../../kernel/clock.ts'
import { text } from '../../../../kernel/language.ts'
import { judgePathways } from '../../../product/second-factor/index.ts'
import { staffTried, type StaffObserved } from '../observe.ts'

/** Holds when no pathway lets staff in without a second factor, and who has none yet can do nothing but set one up. */
export function judgeStaff({ tries, owing }: StaffObserved): Finding {
  const pathways = judgePathways(tries)
  if (pathways.verdict !== 'holds') return pathways
  const { checked, total } = pathways.population ?? { checked: 0, total: 0 }
  const population = { checked: checked + owing.refused, total: total + owing.called }
  if (owing.next !== 'enrol' || owing.refused < owing.called) {
    return {
      verdict: 'fails',
      code: 'usable-without',
      population,
      observed: text(
        `Ein Konto ohne zweiten Faktor konnte nach der Anmeldung ${owing.called - owing.refused} von ${owing.called} Funktionen nutzen.`,
        `After signing in, an account without a second factor could use ${owing.called - owing.refused} of ${owing.called} functions.`,
      ),
    }
  }
  return {
    verdict: 'holds',
    code: 'all-refused',
    population,
    observed: text(
      `${pathways.observed.de} Ein Konto ohne zweiten Faktor konnte nichts tun, als einen einzurichten.`,
      `${pathways.observed.en} An account without a second factor could do nothing but set one up.`,
    ),
  }
}

export const secondFactor = defineCheck<Target, StaffObserved, Record<string, never>>({
  version: 1,
  method: text(
    'Wir legen Wegwerf-Konten für Mitarbeitende an und versuchen jeden Weg der Anmeldung ohne zweiten Faktor, mit falschem, abgelaufenem, schon benutztem und fremdem; danach löschen wir die Konten.',
    'We make throw-away accounts for employees and try every pathway of sign-in without a second factor, with a wrong, an expired, a used and a foreign one; afterwards we delete the accounts.',
  ),
  validityMs: 24 * hour,
  observer: staffTried,
  judge: judgeStaff,
})
