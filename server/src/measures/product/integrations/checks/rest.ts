import { defineCheck, defineObserver, type Finding, type Target } from '../../../../engine/claims/index.ts'
import { hour, minute } from '../../../../kernel/clock.ts'
import { text } from '../../../../kernel/language.ts'
import { tryRest, type RestObserved } from '../try-rest.ts'

const restTried = defineObserver<Target, RestObserved>({
  id: 'rest-tried',
  everyMs: 6 * hour,
  budgetMs: 5 * minute,
  targets: () => [{ id: 'installation' }],
  observe: tryRest,
})

const namedMax = 3

/** Holds when every answer of every described operation was as the document says, and the validator refused spoiled ones. */
export function judgeRest(seen: RestObserved, { format }: { readonly format: string }): Finding {
  const { operations, right } = seen
  const population = { checked: right, total: operations }
  if (seen.spoiled === 0 || seen.spoiledRefused < seen.spoiled || operations === 0)
    return {
      verdict: 'unknown',
      code: operations === 0 ? 'nothing-described' : 'control-accepted',
      observed: text(
        `Die Gegenprobe misslang: ${seen.spoiledRefused} von ${seen.spoiled} verfälschten Antworten wurden erkannt. So sagt die Prüfung nichts.`,
        `The control failed: ${seen.spoiledRefused} of ${seen.spoiled} spoiled answers were noticed. So the check says nothing.`,
      ),
    }
  const version = `OpenAPI ${seen.format.split('.').slice(0, 2).join('.')}`
  if (version !== format)
    return {
      verdict: 'fails',
      code: 'other-format',
      population,
      observed: text(
        `Veröffentlicht ist eine Beschreibung in ${version}.`,
        `What is published is a description in ${version}.`,
      ),
    }
  if (right < operations) return different(seen, population)
  if (seen.busy > 0)
    return {
      verdict: 'unknown',
      code: 'busy',
      observed: text(
        `${seen.busy} von ${seen.answers} Aufrufen lehnte die Installation ab, weil sie beschäftigt war.`,
        `${seen.busy} of ${seen.answers} calls were refused because the installation was busy.`,
      ),
    }
  return asDescribed(seen, population)
}

function different(
  { operations, right, surprises }: RestObserved,
  population: NonNullable<Finding['population']>,
): Finding {
  const names = [...new Set(surprises.map(({ operation }) => operation))].slice(0, namedMax).join(', ')
  return {
    verdict: 'fails',
    code: 'not-as-described',
    population,
    observed: text(
      `${operations - right} von ${operations} Funktionen antworteten anders, als die Beschreibung festlegt, darunter ${names}.`,
      `${operations - right} of ${operations} functions answered other than the description specifies, among them ${names}.`,
    ),
  }
}

function asDescribed(
  { operations, answers, read, validated, empty }: RestObserved,
  population: NonNullable<Finding['population']>,
): Finding {
  const changing = operations - read - empty
  return {
    verdict: 'holds',
    code: 'as-described',
    population,
    observed: text(
      `${operations} von ${operations} Funktionen antworteten wie beschrieben, mit ${answers} Antworten: ${read} lieferten, was sie zeigen sollen (${validated} davon nach einem JSON-Schema), ${empty} hatten dem Prüfkonto nichts zu zeigen und lehnten so ab, wie es beschrieben ist, ${changing} ändern etwas und wiesen Aufrufe ohne Berechtigung oder mit falscher Eingabe ab.`,
      `${operations} of ${operations} functions answered as described, with ${answers} answers: ${read} gave what they are to show (${validated} of them by a JSON Schema), ${empty} had nothing to show to the check's account and refused as described, ${changing} change something and refused calls without permission or with wrong input.`,
    ),
  }
}

export const rest = defineCheck<Target, RestObserved, { readonly format: string }>({
  version: 1,
  method: text(
    'Ein Programm, das nur die veröffentlichte Beschreibung kennt, ruft mit einem Wegwerf-Konto und dessen Zugangsschlüssel jede lesende Funktion auf und vergleicht Status, Medientyp und Inhalt mit der Beschreibung; den Inhalt prüft ajv, eine fremde Umsetzung von JSON Schema 2020-12. Es ruft auch ohne Anmeldung, mit unbekannten Kennungen und mit falschen Angaben auf; was etwas ändert, nur so. Zur Gegenprobe muss ajv verfälschte Antworten ablehnen.',
    "A program that knows nothing but the published description calls every reading function with a throw-away account and its token, and compares status, media type and content with the description; the content is verified by ajv, somebody else's implementation of JSON Schema 2020-12. It also calls without credentials, with unknown ids and with wrong input; what changes something, only so. As a control, ajv must refuse spoiled answers.",
  ),
  validityMs: 24 * hour,
  observer: restTried,
  judge: judgeRest,
})
