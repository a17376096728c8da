import type { Finding } from '../../../../engine/claims/index.ts'
import { text } from '../../../../kernel/language.ts'
import type { Try } from '../pathways.ts'

const [tooManyRequests, serverFault] = [429, 500]

/**
 * Holds when every try without a good second factor was refused. The controls with a good one must get in, or the check
 * says nothing: a broken door refuses everybody. Neither does a try that a fault or a brake ended.
 */
export function judgePathways(tries: readonly Try[]): Finding {
  const controls = tries.filter(({ attempt }) => attempt === 'right')
  const attacks = tries.filter(({ attempt }) => attempt !== 'right')
  const shut = controls.filter(({ admitted }) => !admitted)
  const open = attacks.filter(({ admitted }) => admitted)
  const disturbed = attacks.filter(({ status }) => status === tooManyRequests || status >= serverFault)
  const pathways = new Set(tries.map(({ pathway }) => pathway)).size
  const population = { checked: attacks.length - open.length, total: attacks.length }
  if (open.length > 0) {
    const list = open.map(({ pathway, attempt }) => `${pathway}/${attempt}`).join(', ')
    return {
      verdict: 'fails',
      code: 'admitted-without',
      population,
      observed: text(
        `Auf ${open.length} von ${attacks.length} Versuchen gelang eine Anmeldung ohne gültigen zweiten Faktor: ${list}.`,
        `${open.length} of ${attacks.length} attempts signed in without a valid second factor: ${list}.`,
      ),
    }
  }
  if (controls.length === 0 || attacks.length === 0 || shut.length > 0) {
    const [first] = shut
    return {
      verdict: 'unknown',
      code: 'control-refused',
      observed: text(
        `Auch mit dem richtigen zweiten Faktor gelang eine Anmeldung nicht (${first?.pathway ?? 'kein Versuch'}): So sagt die Prüfung nichts.`,
        `A sign-in failed even with the right second factor (${first?.pathway ?? 'no attempt'}): so the check says nothing.`,
      ),
    }
  }
  if (disturbed.length > 0) {
    return {
      verdict: 'unknown',
      code: 'disturbed',
      observed: text(
        `${disturbed.length} von ${attacks.length} Versuchen scheiterten an einer Störung oder Bremse, nicht am fehlenden zweiten Faktor: So sagt die Prüfung nichts.`,
        `${disturbed.length} of ${attacks.length} attempts failed by a fault or a brake, not by the missing second factor: so the check says nothing.`,
      ),
    }
  }
  return {
    verdict: 'holds',
    code: 'all-refused',
    population,
    observed: text(
      `${attacks.length} von ${attacks.length} Versuchen auf ${pathways} Wegen wurden abgewiesen: ohne zweiten Faktor, mit falschem, abgelaufenem, schon benutztem und fremdem. Mit dem richtigen gelang die Anmeldung jedes Mal.`,
      `${attacks.length} of ${attacks.length} attempts on ${pathways} pathways were refused: without a second factor, with a wrong, an expired, a used and a foreign one. With the right one sign-in worked every time.`,
    ),
  }
}
