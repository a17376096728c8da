import { text, type Text } from '../../../../kernel/language.ts'

const reasons: Readonly<Record<string, Text>> = {
  'no-answer-in-time': text('keine verwertbare Antwort innerhalb der Frist', 'no usable answer in time'),
  'name-not-resolved-in-time': text('Name nicht rechtzeitig aufgelöst', 'name not resolved in time'),
  'too-many-answers': text('zu viele Antworten auf eine Anfrage', 'too many answers to one request'),
  'times-contradict': text(
    'die Zeiten in der Antwort widersprechen sich',
    'the times in the answer contradict each other',
  ),
  'clock-set': text(
    'die eigene Uhr wurde während der Messung gestellt',
    'our own clock was set during the measurement',
  ),
  ECONNREFUSED: text('Anfrage abgelehnt', 'request refused'),
  ENOTFOUND: text('der Name ist unbekannt', 'the name is unknown'),
  EHOSTUNREACH: text('kein Weg zum Server', 'no route to the server'),
  ENETUNREACH: text('kein Weg zum Netz des Servers', 'no route to the network of the server'),
}

const charactersMax = 80

/** Why there is no measurement, in words; codes of the operating system stand as they are. */
export function reason(problem: string | null): Text {
  if (problem === null) return text('ohne nähere Angabe', 'no further detail')
  const code = problem.replace(/[^\w .:/-]/g, '?').slice(0, charactersMax)
  return reasons[problem] ?? text(`Fehler ${code}`, `error ${code}`)
}
