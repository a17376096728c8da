import { defineCheck, type Finding, type Target } from '../../../../engine/claims/index.ts'
import { hour } from '../../../../kernel/clock.ts'
import { text } from '../../../../kernel/language.ts'
import { rolesTried, type RolesObserved } from '../observe.ts'

/** Holds when every call ended as the matrix says, and some of them were refused: a door that refuses nobody proves nothing. */
export function judgeLimited({ tried }: RolesObserved): Finding {
  const { calls, refused, routes, surprises } = tried
  const population = { checked: calls - surprises.length, total: calls }
  const open = surprises.filter(({ expected }) => expected === 'refused')
  if (refused === 0 || routes === 0) {
    return {
      verdict: 'unknown',
      code: 'nothing-tried',
      observed: text('Es kam kein Versuch zustande.', 'No attempt took place.'),
    }
  }
  if (open.length > 0) {
    const [first] = open
    const list = `${first?.who}: ${first?.route}`
    return {
      verdict: 'fails',
      code: 'not-refused',
      population,
      observed: text(
        `${open.length} von ${calls} Aufrufen wurden nicht abgewiesen, obwohl die Rolle sie nicht darf, zum Beispiel ${list}.`,
        `${open.length} of ${calls} calls were not refused although the role may not make them, for example ${list}.`,
      ),
    }
  }
  if (surprises.length > 0) {
    const [first] = surprises
    const list = `${first?.who}: ${first?.route} (${first?.status} ${first?.reason ?? ''})`
    return {
      verdict: 'fails',
      code: 'refused-wrongly',
      population,
      observed: text(
        `${surprises.length} von ${calls} Aufrufen wurden abgewiesen, obwohl die Rolle sie darf, zum Beispiel ${list}.`,
        `${surprises.length} of ${calls} calls were refused although the role may make them, for example ${list}.`,
      ),
    }
  }
  return {
    verdict: 'holds',
    code: 'as-the-matrix-says',
    population,
    observed: text(
      `${calls} Aufrufe auf ${routes} Funktionen, als jede Rolle, ohne Anmeldung und gegen ein fremdes Unternehmen: ${refused} wurden abgewiesen, jeder so, wie es die Rechtetabelle vorsieht.`,
      `${calls} calls to ${routes} functions, as every role, without sign-in and against another company: ${refused} were refused, each as the table of permissions says.`,
    ),
  }
}

export const limited = defineCheck<Target, RolesObserved, Record<string, never>>({
  version: 1,
  method: text(
    'Wir legen für jede Rolle ein Wegwerf-Konto an, melden es an und rufen damit jede Funktion unserer Schnittstelle auf, im eigenen und in einem fremden Unternehmen; danach löschen wir die Konten.',
    'We make a throw-away account for every role, sign it in and call every function of our interface with it, in its own and in another company; afterwards we delete the accounts.',
  ),
  validityMs: 24 * hour,
  observer: rolesTried,
  judge: judgeLimited,
})
