import { defineCheck, type Finding, type Target } from '../../../../engine/claims/index.ts'
import { hour } from '../../../../kernel/clock.ts'
import { text } from '../../../../kernel/language.ts'
import { rolesTried, type RolesObserved } from '../observe.ts'

/** Holds when the administrator could do everything that the role is for. */
export function judgeAdministration({ functions }: RolesObserved): Finding {
  const failed = functions.filter(({ done }) => !done)
  const population = { checked: functions.length - failed.length, total: functions.length }
  const [first] = failed
  if (functions.length === 0) {
    return {
      verdict: 'unknown',
      code: 'nothing-tried',
      observed: text('Es kam kein Versuch zustande.', 'No attempt took place.'),
    }
  }
  if (first) {
    return {
      verdict: 'fails',
      code: 'function-refused',
      population,
      observed: text(
        `${failed.length} von ${functions.length} Funktionen der Administration gelangen nicht, zuerst „${first.name}“ (${first.status} ${first.reason ?? ''}).`,
        `${failed.length} of ${functions.length} functions of administrators did not work, first “${first.name}” (${first.status} ${first.reason ?? ''}).`,
      ),
    }
  }
  return {
    verdict: 'holds',
    code: 'all-functions-done',
    population,
    observed: text(
      `Ein Konto mit der Rolle Administration hat alle ${functions.length} Funktionen ausgeführt: Personen einladen, auflisten und löschen, Rollen ändern, die Anmelderegel setzen, Zugangsschlüssel und Aktivität sehen.`,
      `An account with the administrator role carried out all ${functions.length} functions: invite, list and delete people, change roles, set the sign-in rule, see tokens and activity.`,
    ),
  }
}

export const administration = defineCheck<Target, RolesObserved, Record<string, never>>({
  version: 1,
  method: text(
    'Ein Wegwerf-Konto mit der Rolle Administration führt in einem Wegwerf-Unternehmen jede dieser Funktionen aus.',
    'A throw-away account with the administrator role carries out each of these functions in a throw-away company.',
  ),
  validityMs: 24 * hour,
  observer: rolesTried,
  judge: judgeAdministration,
})
