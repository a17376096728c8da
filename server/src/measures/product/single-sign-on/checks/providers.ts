import { defineCheck, type Finding, type Target } from '../../../../engine/claims/index.ts'
import { hour } from '../../../../kernel/clock.ts'
import { text } from '../../../../kernel/language.ts'
import { socialSeen } from '../observe.ts'
import type { SocialObserved, SocialSeen } from '../social.ts'

/** Holds when every provider of the sentence is set up, leads where it should, and takes right answers only. */
export function judgeProviders({ seen }: SocialObserved, providers: readonly string[]): Finding {
  const population = { checked: 0, total: providers.length }
  const missing = providers.filter((name) => !seen.some(({ provider }) => provider === name.toLowerCase()))
  if (missing.length > 0 || providers.length === 0) {
    return {
      verdict: 'fails',
      code: 'not-set-up',
      population: { ...population, checked: providers.length - missing.length },
      observed: text(`Nicht eingerichtet: ${missing.join(', ')}.`, `Not set up: ${missing.join(', ')}.`),
    }
  }
  const wrong = seen.filter((each) => faultOf(each) !== null)
  if (wrong.length > 0) {
    const list = wrong.map((each) => `${each.provider}: ${faultOf(each)}`).join(', ')
    return {
      verdict: 'fails',
      code: 'wrong-way',
      population: { ...population, checked: providers.length - wrong.length },
      observed: text(`Fehlerhafter Weg: ${list}.`, `Faulty way: ${list}.`),
    }
  }
  const list = seen.map(({ leadsTo }) => leadsTo).join(', ')
  const forged = seen.reduce((sum, { codePath }) => sum + codePath.forged, 0)
  return {
    verdict: 'holds',
    code: 'ready',
    population: { checked: providers.length, total: providers.length },
    observed: text(
      `Die Anmeldung führt zu ${list}, jedes Mal mit eigenem state, nonce und PKCE. Mit denselben Einstellungen an einem Aussteller der Prüfung gelang sie; ${forged} von ${forged} gefälschten Antworten wurden abgewiesen.`,
      `Sign-in leads to ${list}, each time with a state, nonce and PKCE of its own. With the same settings at an issuer of the check it succeeded; ${forged} of ${forged} forged answers were refused.`,
    ),
  }
}

function faultOf({ issuer, leadsTo, bound, codePath }: SocialSeen): string | null {
  if (leadsTo !== new URL(issuer).origin) return leadsTo
  if (!bound) return 'state, nonce, PKCE'
  if (!codePath.right) return 'right answer refused'
  return codePath.refused === codePath.forged && codePath.forged > 0 ? null : 'forged answer taken'
}

export const providers = defineCheck<Target, SocialObserved, { readonly providers: readonly string[] }>({
  version: 1,
  method: text(
    'Wir beginnen auf der öffentlichen Adresse eine Anmeldung mit jedem Anbieter und sehen, wohin sie führt. Den Rest des Weges gehen wir mit denselben Einstellungen an einem Aussteller, den wir während der Prüfung selbst betreiben. Nicht geprüft ist, ob der Anbieter unsere Registrierung annimmt: Dazu bräuchte es ein Testkonto bei ihm.',
    'On the public address we begin a sign-in with each provider and see where it leads. We go the rest of the way with the same settings at an issuer that we run ourselves during the check. Not checked is whether the provider accepts our registration: this would take a test account with it.',
  ),
  validityMs: 24 * hour,
  observer: socialSeen,
  judge: (observed, { providers: names }) => judgeProviders(observed, names),
})
