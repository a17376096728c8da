import { defineCheck, defineObserver, type Finding, type Target } from '../../../../engine/claims/index.ts'
import { storedPasswords, withThrowaway, type StoredPasswords } from '../../../../engine/identity/index.ts'
import { hour, minute } from '../../../../kernel/clock.ts'
import { text } from '../../../../kernel/language.ts'

interface Observation {
  readonly forms: readonly StoredPasswords[]
}

interface Parameters {
  readonly [name: string]: string
  readonly algorithm: string
}

/** OWASP's weakest choice: 19 MiB, two passes. */
const memoryKibMin = 19_456
const passesMin = 2
/** Base64 of 16 bytes of salt, a `$`, and 32 bytes of hash. */
const charactersMin = 66

const isGood = ({ head, characters }: StoredPasswords, algorithm: string): boolean => {
  const [, name, memory, passes] = /^\$([a-z0-9-]+)\$v=19\$m=(\d+),t=(\d+),p=\d+\$$/.exec(head) ?? []
  return (
    name === algorithm.toLowerCase() &&
    Number(memory) >= memoryKibMin &&
    Number(passes) >= passesMin &&
    characters >= charactersMin
  )
}

/** Holds when every stored password is such a hash, with parameters as strong as best practice asks or stronger. */
export function judgePasswords({ forms }: Observation, { algorithm }: Parameters): Finding {
  const total = forms.reduce((sum, { count }) => sum + count, 0)
  const bad = forms.filter((form) => !isGood(form, algorithm)).reduce((sum, { count }) => sum + count, 0)
  const population = { checked: total - bad, total }
  if (total === 0) {
    return {
      verdict: 'unknown',
      code: 'none-stored',
      observed: text('Es ist kein Passwort gespeichert.', 'No password is stored.'),
    }
  }
  if (bad > 0) {
    return {
      verdict: 'fails',
      code: 'not-hashed-well',
      population,
      observed: text(
        `${bad} von ${total} gespeicherten Passwörtern liegen nicht als ${algorithm}-Hashwert mit ausreichenden Parametern vor.`,
        `${bad} of ${total} stored passwords are not ${algorithm} hashes with sufficient parameters.`,
      ),
    }
  }
  const used = [...new Set(forms.map(({ head }) => head.split('$')[3]))].join('; ')
  return {
    verdict: 'holds',
    code: 'all-hashed',
    population,
    observed: text(
      `${total} von ${total} gespeicherten Passwörtern sind ${algorithm}-Hashwerte (${used}).`,
      `${total} of ${total} stored passwords are ${algorithm} hashes (${used}).`,
    ),
  }
}

/** What is stored, with at least one password that was just set by way of a throw-away account. */
const stored = defineObserver<Target, Observation>({
  id: 'stored-passwords',
  everyMs: 6 * hour,
  budgetMs: minute,
  targets: () => [{ id: 'installation' }],
  observe: ({ platform }) =>
    withThrowaway(platform, 'customer', async ({ addPerson }) => {
      await addPerson(['member'])
      return { forms: await storedPasswords(platform.database.reader) }
    }),
})

export const passwords = defineCheck<Target, Observation, Parameters>({
  version: 1,
  method: text(
    'Wir setzen ein Passwort auf einem Wegwerf-Konto und lesen dann von jedem gespeicherten Passwort Verfahren, Parameter und Länge.',
    'We set a password on a throw-away account and then read the algorithm, parameters and length of every stored password.',
  ),
  validityMs: 24 * hour,
  observer: stored,
  judge: judgePasswords,
})
