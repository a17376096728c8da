import type { Text } from 'nachweis-verify'
import { text } from '@nachweis/console'
import { retentionClasses } from '../classes.ts'
import type { MappedField } from '../sources/settings.ts'
import type { SourceState } from '../sources/state-names.ts'
import { dataTypeWords, purposeWords } from './search-words.ts'

/** What a state is called, what it means, and the sign that goes with it. */
export const stateWords: Readonly<
  Record<SourceState, { readonly name: Text; readonly why: Text; readonly tone: 'good' | 'bad' | 'calm' }>
> = {
  receiving: {
    name: text('Empfängt', 'Receiving'),
    why: text('Es kommen Ereignisse, pünktlich und ohne Lücken.', 'Events arrive, in time and without gaps.'),
    tone: 'good',
  },
  idle: {
    name: text('Ruhig', 'Quiet'),
    why: text(
      'Seit über einer Stunde kam nichts. Das darf so sein, weil kein Lebenszeichen vereinbart ist.',
      'Nothing has come for more than an hour. That may be so, since no sign of life is agreed.',
    ),
    tone: 'calm',
  },
  gaps: {
    name: text('Lücken', 'Gaps'),
    why: text(
      'In den Nummern, die die Quelle vergibt, fehlen welche: Ereignisse sind unterwegs verloren gegangen oder noch nicht angekommen.',
      'Among the numbers that the source gives, some are missing: events were lost on the way or have not arrived yet.',
    ),
    tone: 'bad',
  },
  'clock-wrong': {
    name: text('Uhr geht falsch', 'Clock is wrong'),
    why: text(
      'Die Zeiten der Ereignisse und die ihres Empfangs passen nicht zusammen.',
      'The times of the events and those of their receipt do not fit together.',
    ),
    tone: 'bad',
  },
  silent: {
    name: text('Verstummt', 'Silent'),
    why: text(
      'Seit länger, als für diese Quelle vereinbart ist, kam kein Ereignis.',
      'No event has come for longer than is agreed for this source.',
    ),
    tone: 'bad',
  },
  'never-heard': {
    name: text('Noch nie gehört', 'Never heard'),
    why: text(
      'Von dieser Quelle kam noch kein Ereignis. Erzeugen Sie ein Token und richten Sie den Absender ein.',
      'No event has come from this source yet. Create a token and set the sender up.',
    ),
    tone: 'calm',
  },
  paused: {
    name: text('Angehalten', 'Paused'),
    why: text(
      'Jemand hat sie angehalten: Was sie sendet, wird nicht angenommen, und gute Absender versuchen es später wieder.',
      'Somebody paused it: what it sends is not taken, and good senders try again later.',
    ),
    tone: 'calm',
  },
}

/** Fields of an event, and what stands in them. */
export const mappedFieldWords: Readonly<Record<MappedField, { readonly name: Text; readonly what: Text }>> = {
  time: { name: text('Zeit', 'Time'), what: text('Wann es geschah.', 'When it happened.') },
  actor: {
    name: text('Akteur', 'Actor'),
    what: text('Wer es tat: ein Mensch oder ein Programm.', 'Who did it: a person or a program.'),
  },
  action: {
    name: text('Aktion', 'Action'),
    what: text('Was geschah, z. B. login.', 'What happened, e.g. login.'),
  },
  target: { name: text('Ziel', 'Target'), what: text('Womit es geschah.', 'What it was done to.') },
  outcome: {
    name: text('Ergebnis', 'Outcome'),
    what: text('Gelungen oder gescheitert.', 'Whether it succeeded or failed.'),
  },
  address: {
    name: text('Adresse', 'Address'),
    what: text('IP-Adresse, von der es kam.', 'IP address it came from.'),
  },
  session: {
    name: text('Sitzung', 'Session'),
    what: text('Verbindet, was zusammengehört.', 'Connects what belongs together.'),
  },
  customer: {
    name: text('Kunde', 'Customer'),
    what: text(
      'Name oder Kennung des Kunden, den es betrifft; er sieht es.',
      'Name or id of the customer whom it concerns, and who sees it.',
    ),
  },
  dataType: {
    name: text('Art der Daten', 'Type of data'),
    what: text('Eine der sieben Arten, z. B. sign-in.', 'One of the seven types, e.g. sign-in.'),
  },
  purpose: {
    name: text('Zweck', 'Purpose'),
    what: text('Wozu es aufgehoben wird, z. B. security.', 'What it is kept for, e.g. security.'),
  },
}

/** Type of data and purpose together, as they are chosen, with the period that follows. */
export const kindOptions = retentionClasses.map(({ dataType, purpose, days, source }) => ({
  id: `${dataType} ${purpose}`,
  label: kindWords(dataType, purpose),
  description: text(`${days} Tage. ${source.de}`, `${days} days. ${source.en}`),
}))

/** "Anmeldungen · Sicherheit". */
export function kindWords(dataType: string, purpose: string): Text {
  const [type, why] = [dataTypeWords[dataType], purposeWords[purpose]]
  if (type && why && type.de === why.de) return type
  return text(
    `${type?.de ?? dataType} · ${why?.de ?? purpose}`,
    `${type?.en ?? dataType} · ${why?.en ?? purpose}`,
  )
}
