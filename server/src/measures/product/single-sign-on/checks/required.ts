import { defineCheck, type Finding, type Target } from '../../../../engine/claims/index.ts'
import { hour } from '../../../../kernel/clock.ts'
import { text } from '../../../../kernel/language.ts'
import { requirementTried } from '../observe.ts'
import { closedWays, type RequiredObserved } from '../required-tries.ts'

/**
 * Holds when only the identity provider and the emergency account got in, every other way was refused for the reason that
 * it deserves, and the emergency account raised the alarm.
 */
export function judgeRequired({ tries, alarm }: RequiredObserved): Finding {
  const others = tries.filter(({ pathway }) => pathway in closedWays)
  const controls = tries.filter(({ pathway }) => !(pathway in closedWays))
  const open = others.filter(({ admitted }) => admitted)
  const shut = controls.filter(({ admitted }) => !admitted)
  const population = { checked: others.length - open.length, total: others.length }
  const names = (list: RequiredObserved['tries']) => list.map(({ pathway }) => pathway).join(', ')
  if (open.length > 0) {
    return {
      verdict: 'fails',
      code: 'other-way-admitted',
      population,
      observed: text(
        `${open.length} von ${others.length} anderen Wegen waren nicht versperrt: ${names(open)}.`,
        `${open.length} of ${others.length} other ways were not closed: ${names(open)}.`,
      ),
    }
  }
  if (controls.length < 2 || shut.length > 0) {
    return {
      verdict: 'unknown',
      code: 'control-refused',
      observed: text(
        `Auch die erlaubte Anmeldung gelang nicht (${names(shut)}): So sagt die Prüfung nichts.`,
        `The permitted sign-in failed too (${names(shut)}): so the check says nothing.`,
      ),
    }
  }
  if (!alarm) {
    return {
      verdict: 'fails',
      code: 'no-alarm',
      observed: text(
        'Die Anmeldung mit dem Notfallkonto stand nicht als Alarm im Protokoll.',
        'The sign-in with the emergency account was not in the log as an alarm.',
      ),
    }
  }
  const unproven = unprovenWays(others)
  if (unproven.length > 0) {
    return {
      verdict: 'unknown',
      code: 'refused-otherwise',
      observed: text(
        `Nicht versucht, oder aus einem anderen Grund gescheitert als dem geprüften: ${unproven.join(', ')}.`,
        `Not tried, or failed for another reason than the one tested: ${unproven.join(', ')}.`,
      ),
    }
  }
  return {
    verdict: 'holds',
    code: 'other-ways-refused',
    population,
    observed: text(
      `${others.length} von ${others.length} anderen Wegen waren versperrt: offene Sitzung, Passwort, Passkey, Zurücksetzen per Mail und mit vorhandenem Link, anderer Identitätsdienst, Notfallkonto ohne zweiten Faktor, Sitzung und Anmeldung nach dem Deaktivieren. Der verlangte Identitätsdienst und das Notfallkonto mit zweitem Faktor kamen hinein; das Notfallkonto löste einen Alarm aus.`,
      `${others.length} of ${others.length} other ways were closed: open session, password, passkey, reset by mail and with a link at hand, another identity provider, emergency account without second factor, session and sign-in after deactivation. The required identity provider and the emergency account with second factor got in; the emergency account raised an alarm.`,
    ),
  }
}

/** Ways that were not tried, or were refused for another reason than they should be. */
const unprovenWays = (others: RequiredObserved['tries']): string[] =>
  Object.entries(closedWays).flatMap(([pathway, expected]) =>
    others.some((each) => each.pathway === pathway && each.reason === expected) ? [] : [pathway],
  )

export const required = defineCheck<Target, RequiredObserved, Record<string, never>>({
  version: 2,
  method: text(
    'Ein Wegwerf-Unternehmen verlangt die Anmeldung über einen Identitätsdienst, den wir während der Prüfung selbst betreiben; dann versuchen wir jeden anderen Weg. Die Anmeldung mit Google und Apple können wir nicht selbst auslösen; sie durchläuft dieselbe Stelle wie der andere Identitätsdienst, den wir versuchen.',
    'A throw-away company requires sign-in through an identity provider that we run ourselves during the check; then we try every other way. We cannot trigger sign-in with Google and Apple ourselves; it passes the same gate as the other identity provider that we try.',
  ),
  validityMs: 24 * hour,
  observer: requirementTried,
  judge: judgeRequired,
})
