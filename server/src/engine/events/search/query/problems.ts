import { text } from '../../../../kernel/language.ts'
import { fieldNames, nearestName } from './fields.ts'
import { queryCharactersMax, queryDepthMax, queryTermsMax } from './ast.ts'

const excerptCharactersMax = 40

const shown = (word: string) =>
  word.length <= excerptCharactersMax ? word : `${word.slice(0, excerptCharactersMax)}…`

export const tooLong = text(
  `Die Suche ist zu lang: Höchstens ${queryCharactersMax} Zeichen sind möglich.`,
  `The search is too long: ${queryCharactersMax} characters are the most.`,
)

export const notAllowed = text(
  'Dieses Zeichen kann in keinem Ereignis stehen. Bitte löschen Sie es.',
  'This character cannot stand in any event. Please delete it.',
)

export const tooManyTerms = text(
  `Die Suche hat zu viele Teile: Höchstens ${queryTermsMax} Wörter und Werte sind möglich.`,
  `The search has too many parts: ${queryTermsMax} words and values are the most.`,
)

export const tooDeep = text(
  `Die Suche ist zu tief verschachtelt: Höchstens ${queryDepthMax} Klammern und Verneinungen sind ineinander möglich.`,
  `The search is nested too deeply: ${queryDepthMax} parentheses and negations within one another are the most.`,
)

export const quoteOpen = text(
  'Das schließende Anführungszeichen fehlt.',
  'The closing quotation mark is missing.',
)

export const bracketOpen = text('Die schließende Klammer fehlt.', 'The closing parenthesis is missing.')

export const bracketAlone = text(
  'Zu dieser Klammer fehlt die öffnende.',
  'This parenthesis was never opened.',
)

export const bracketsEmpty = text('In der Klammer steht nichts.', 'There is nothing between the parentheses.')

export const operandMissing = (operator: string) =>
  text(
    `Bei „${operator}“ fehlt ein Teil der Suche. Wenn Sie nach dem Wort selbst suchen, setzen Sie es in Anführungszeichen.`,
    `A part of the search is missing at “${operator}”. To look for the word itself, put it in quotation marks.`,
  )

export const noWord = text(
  'Hierin ist kein Wort, nach dem sich suchen lässt: Wörter bestehen aus Buchstaben, Ziffern und Unterstrichen.',
  'There is no word to look for in this: words are made of letters, digits and underscores.',
)

export const starInside = text(
  'Der Stern kann nur am Ende stehen. Ist er wörtlich gemeint, setzen Sie den Text in Anführungszeichen.',
  'The asterisk can only stand at the end. If it is meant literally, put the text in quotation marks.',
)

export const valueMissing = (name: string) =>
  text(
    `Hinter „${shown(name)}:“ fehlt der Wert; er folgt ohne Leerzeichen, z. B. ${shown(name)}:"ein Wert".`,
    `The value after “${shown(name)}:” is missing; it follows without a blank, e.g. ${shown(name)}:"a value".`,
  )

/** An unknown field, with the known one that it is closest to. */
export function unknownField(name: string, near: string | null) {
  const [de, en] = near === null ? ['', ''] : [` Meinten Sie „${near}“?`, ` Did you mean “${near}”?`]
  const known = fieldNames.join(', ')
  return text(
    `Das Feld „${shown(name)}“ gibt es nicht.${de} Bekannt sind ${known} und body.<Name> für Felder im Ereignis selbst; einen Text mit Doppelpunkt setzen Sie in Anführungszeichen.`,
    `There is no field “${shown(name)}”.${en} Known are ${known}, and body.<name> for fields of the event itself; put a text with a colon in quotation marks.`,
  )
}

/** A value that is none of those a field can have. */
export function unknownValue(value: string, known: readonly string[]) {
  const near = nearestName(value, known)
  const [de, en] = near === null ? ['', ''] : [` Meinten Sie „${near}“?`, ` Did you mean “${near}”?`]
  return text(
    `„${shown(value)}“ ist hier nicht möglich.${de} Möglich sind ${known.join(', ')}.`,
    `“${shown(value)}” is not possible here.${en} Possible are ${known.join(', ')}.`,
  )
}

export const notAddress = (value: string) =>
  text(
    `„${shown(value)}“ ist weder eine IP-Adresse noch ein Netz wie 10.0.0.0/8 oder 2001:db8::/32.`,
    `“${shown(value)}” is neither an IP address nor a network like 10.0.0.0/8 or 2001:db8::/32.`,
  )

export const notId = (value: string) =>
  text(
    `„${shown(value)}“ ist keine Kennung eines Ereignisses; sie besteht aus zwei Zahlen mit einem Punkt dazwischen.`,
    `“${shown(value)}” is not the id of an event; that is two numbers with a dot between them.`,
  )

export const notNumber = (value: string) =>
  text(
    `Vergleichen lässt sich nur mit einer einzelnen Zahl, z. B. >10; „${shown(value)}“ ist keine.`,
    `Only a single number can be compared with, e.g. >10; “${shown(value)}” is none.`,
  )

export const notTime = (value: string) =>
  text(
    `„${shown(value)}“ ist keine Zeitangabe. Möglich sind z. B. 30m, 24h, 7d, heute, gestern, 2026-11-20, 2026-11-01..2026-11-23 und >2026-11-20T10:00.`,
    `“${shown(value)}” is not a time. Possible are e.g. 30m, 24h, 7d, today, yesterday, 2026-11-20, 2026-11-01..2026-11-23 and >2026-11-20T10:00.`,
  )

export const notZone = (zone: string) =>
  text(`Die Zeitzone „${shown(zone)}“ gibt es nicht.`, `There is no time zone “${shown(zone)}”.`)

export const timeNotAlone = text(
  'Eine Zeitangabe gilt für die ganze Suche: Sie kann weder mit ODER verbunden noch verneint werden.',
  'A time counts for the whole search: it can neither be joined by OR nor negated.',
)

export const timeEmpty = text('Die Zeit endet, bevor sie beginnt.', 'The time ends before it begins.')

export const existsNotHere = text(
  'Der Stern allein ist hier nicht möglich, denn jedes Ereignis hat dieses Feld.',
  'The asterisk alone is not possible here, as every event has this field.',
)
