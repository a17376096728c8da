import { defineCheck, type Finding, type Target } from '../../../../engine/claims/index.ts'
import { hour } from '../../../../kernel/clock.ts'
import { text } from '../../../../kernel/language.ts'
import { passwordsTried, type PasswordsObserved } from '../observe.ts'

interface Parameters {
  readonly [name: string]: number
  readonly characters: number
}

/** Holds when every password that must not be taken was refused, one of them for being a character short, and a good one was taken. */
export function judgePasswords({ tried }: PasswordsObserved, { characters }: Parameters): Finding {
  const bad = tried.filter(({ refusedFor }) => refusedFor !== null)
  const taken = bad.filter((each) => each.taken)
  const goodTaken = tried.some(({ refusedFor, taken: accepted }) => refusedFor === null && accepted)
  const shortTried = bad.some((each) => each.refusedFor === 'too-short' && each.characters === characters - 1)
  const leakedTried = bad.some(({ refusedFor }) => refusedFor === 'breached')
  const population = { checked: bad.length - taken.length, total: bad.length }
  if (!goodTaken || !shortTried || !leakedTried) {
    return {
      verdict: 'unknown',
      code: 'control-refused',
      observed: text(
        'Auch ein gutes Passwort wurde nicht angenommen, oder es wurde nicht alles versucht: So sagt die Prüfung nichts.',
        'A good password was not taken either, or not everything was tried: so the check says nothing.',
      ),
    }
  }
  if (taken.length > 0) {
    const kinds = [...new Set(taken.map(({ refusedFor }) => refusedFor))].join(', ')
    return {
      verdict: 'fails',
      code: 'bad-password-taken',
      population,
      observed: text(
        `${taken.length} von ${bad.length} Passwörtern, die abgelehnt gehören, wurden angenommen: ${kinds}.`,
        `${taken.length} of ${bad.length} passwords that must be rejected were taken: ${kinds}.`,
      ),
    }
  }
  return {
    verdict: 'holds',
    code: 'all-rejected',
    population,
    observed: text(
      `${bad.length} von ${bad.length} Passwörtern wurden abgelehnt, darunter eines mit ${characters - 1} Zeichen und bekannte aus Datenlecks; ein gutes wurde angenommen.`,
      `${bad.length} of ${bad.length} passwords were rejected, among them one of ${characters - 1} characters and known ones from data leaks; a good one was taken.`,
    ),
  }
}

export const passwords = defineCheck<Target, PasswordsObserved, Parameters>({
  version: 1,
  method: text(
    'Ein Wegwerf-Konto versucht, zu kurze, geleakte, vorhersehbare und zu lange Passwörter zu setzen, und zum Vergleich ein gutes.',
    'A throw-away account tries to set passwords that are too short, leaked, predictable and too long, and for comparison a good one.',
  ),
  validityMs: 24 * hour,
  observer: passwordsTried,
  judge: judgePasswords,
})
