import { defineCheck, type Target } from '../../../../engine/claims/index.ts'
import { hour } from '../../../../kernel/clock.ts'
import { text } from '../../../../kernel/language.ts'
import { providersTried, type ProvidersTried } from '../observe.ts'
import { judgeTries } from './judge-tries.ts'

export const identityProvider = defineCheck<
  Target,
  ProvidersTried,
  { readonly protocols: readonly string[] }
>({
  version: 1,
  method: text(
    'Wir betreiben während der Prüfung je Verfahren einen eigenen kleinen Identitätsdienst, binden ihn an zwei Wegwerf-Unternehmen an und melden uns darüber an, erst ehrlich, dann mit jedem dieser Angriffe. Jeder Angriff muss aus dem Grund scheitern, der ihm zukommt. Identitätsdienste anderer Hersteller prüfen unsere Tests vor jeder Veröffentlichung, nicht diese Prüfung.',
    'During the check we run a small identity provider of our own for each protocol, connect it to two throw-away companies and sign in through it, first honestly, then with each of these attacks. Every attack must fail for the reason that it deserves. Identity providers of other makers are covered by our tests before every release, not by this check.',
  ),
  validityMs: 24 * hour,
  observer: providersTried,
  judge: ({ tries }, { protocols }) => judgeTries(tries, protocols),
})
