import type { Text } from 'nachweis-verify'
import { text } from '@nachweis/console'
import type { ShownEvent } from './search-event.ts'

/** What a field of the query language is called. */
export const fieldWords: Readonly<Record<string, Text>> = {
  actor: text('Akteur', 'Actor'),
  action: text('Aktion', 'Action'),
  target: text('Ziel', 'Target'),
  outcome: text('Ergebnis', 'Outcome'),
  ip: text('Adresse', 'Address'),
  address: text('Adresse', 'Address'),
  session: text('Sitzung', 'Session'),
  source: text('Quelle', 'Source'),
  customer: text('Kunde', 'Customer'),
  organisation: text('Kunde', 'Customer'),
  type: text('Art der Daten', 'Type of data'),
  dataType: text('Art der Daten', 'Type of data'),
  purpose: text('Zweck', 'Purpose'),
  flag: text('Auffälligkeit', 'Flag'),
  time: text('Zeit', 'Time'),
  received: text('Empfangen', 'Received'),
}

/** What a field is called; one that only a source knows has its own name. */
export const fieldName = (field: string): Text =>
  (Object.hasOwn(fieldWords, field) ? fieldWords[field] : undefined) ?? text(field, field)

export const outcomeWords: Readonly<Record<ShownEvent['outcome'], Text>> = {
  success: text('erfolgreich', 'succeeded'),
  failure: text('fehlgeschlagen', 'failed'),
  unknown: text('Ergebnis offen', 'outcome open'),
}

export const dataTypeWords: Readonly<Record<string, Text>> = {
  traffic: text('Verkehrsdaten', 'Traffic data'),
  'sign-in': text('Anmeldungen', 'Sign-ins'),
  contract: text('Vertragsdaten', 'Contract data'),
  security: text('Sicherheitsereignisse', 'Security events'),
  change: text('Änderungen', 'Changes'),
  content: text('Inhalte', 'Contents'),
  operation: text('Betrieb', 'Operation'),
}

export const purposeWords: Readonly<Record<string, Text>> = {
  billing: text('Abrechnung', 'Billing'),
  fault: text('Störungen und Missbrauch', 'Faults and abuse'),
  security: text('Sicherheit', 'Security'),
  proof: text('Nachweis', 'Proof'),
  operation: text('Betrieb', 'Operation'),
}

type Flag = ShownEvent['flags'][number]

export const flagWords: Readonly<Record<Flag, { readonly name: Text; readonly why: Text }>> = {
  late: {
    name: text('verspätet', 'late'),
    why: text(
      'Es kam mehr als eine Stunde nach der Zeit an, die es nennt: Die Quelle war abgeschnitten, hat gesammelt, oder ihre Uhr geht nach.',
      'It arrived more than an hour after the time that it names: the source was cut off, collected events, or its clock is slow.',
    ),
  },
  future: {
    name: text('Zeit in der Zukunft', 'time in the future'),
    why: text(
      'Es nannte eine Zeit, die beim Empfang noch in der Zukunft lag. Statt ihrer gilt die Zeit des Empfangs; die genannte steht unverändert im Inhalt. Die Uhr der Quelle geht wahrscheinlich vor.',
      'It named a time that lay in the future when it was received. The time of receipt counts instead; the one named stands unchanged in the content. The clock of the source is probably fast.',
    ),
  },
  'time-missing': {
    name: text('ohne Zeit', 'without a time'),
    why: text(
      'Es nannte keine Zeit, die zu verstehen ist. Statt ihrer gilt die Zeit des Empfangs.',
      'It named no time that can be understood. The time of receipt counts instead.',
    ),
  },
  unmapped: {
    name: text('nicht zugeordnet', 'not mapped'),
    why: text(
      'Weder Akteur noch Aktion wurden darin gefunden. Die Zuordnung der Quelle kann sagen, wo sie stehen; gesucht werden kann das Ereignis trotzdem über jedes Wort.',
      'Neither actor nor action was found in it. The mapping of the source can say where they stand; the event can be searched by every word all the same.',
    ),
  },
}

/** What a value of a field is called where it is one of ours; else the value itself. */
export function valueName(field: string, value: string): Text {
  const known = valuesOf[field]
  return (known && Object.hasOwn(known, value) ? known[value] : undefined) ?? text(value, value)
}

const valuesOf: Readonly<Record<string, Readonly<Record<string, Text>>>> = {
  outcome: outcomeWords,
  type: dataTypeWords,
  dataType: dataTypeWords,
  purpose: purposeWords,
  flag: Object.fromEntries(Object.entries(flagWords).map(([id, { name }]) => [id, name])),
}
