import { defineCheck, type Target } from '../../../../engine/claims/index.ts'
import { hour } from '../../../../kernel/clock.ts'
import { text } from '../../../../kernel/language.ts'
import { pathwaysTried, type SecondFactorObserved } from '../observe.ts'
import { judgePathways } from './judge-pathways.ts'

export const everyPathway = defineCheck<Target, SecondFactorObserved, Record<string, never>>({
  version: 2,
  method: text(
    'Wir legen Wegwerf-Konten mit zweitem Faktor an und versuchen jeden Weg der Anmeldung ohne ihn, mit falschem, abgelaufenem, schon benutztem und fremdem; danach löschen wir die Konten.',
    'We make throw-away accounts with a second factor and try every pathway of sign-in without it, with a wrong, an expired, a used and a foreign one; afterwards we delete the accounts.',
  ),
  validityMs: 24 * hour,
  observer: pathwaysTried,
  judge: ({ tries }) => judgePathways(tries),
})
