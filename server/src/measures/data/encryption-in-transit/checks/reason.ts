import { text, type Text } from '../../../../kernel/language.ts'

const reasons: Readonly<Record<string, Text>> = {
  'no-connection-in-time': text('keine Verbindung innerhalb der Frist', 'no connection in time'),
  'no-answer-in-time': text('keine Antwort innerhalb der Frist', 'no answer in time'),
  'handshake-not-finished-in-time': text(
    'Verbindungsaufbau nicht rechtzeitig beendet',
    'handshake not finished in time',
  ),
  'name-not-resolved-in-time': text('Name nicht rechtzeitig aufgelöst', 'name not resolved in time'),
  'no-address': text('der Name hat keine Adresse', 'the name has no address'),
  'not-tls': text('die Antwort war kein gültiges TLS', 'the answer was not valid TLS'),
  'suite-not-offered': text(
    'der Server wählte ein Verfahren, das ihm niemand anbot',
    'the server chose a suite that nobody had offered',
  ),
  'stopped-answering': text(
    'der Server antwortete während der Prüfung nicht mehr',
    'the server stopped answering during the check',
  ),
  'time-used-up': text('die Zeit für die Prüfung war aufgebraucht', 'the time for the check was used up'),
  'connections-used-up': text(
    'zu viele Verbindungen wären nötig gewesen',
    'too many connections would have been needed',
  ),
  'bytes-used-up': text('der Server schickte zu viele Daten', 'the server sent too much data'),
  'no-certificate': text('der Server zeigte kein Zertifikat', 'the server showed no certificate'),
  closed: text('der Server beendete die Verbindung', 'the server closed the connection'),
  ECONNREFUSED: text('Verbindung abgelehnt', 'connection refused'),
  ECONNRESET: text('der Server brach die Verbindung ab', 'the server reset the connection'),
  ENOTFOUND: text('der Name ist unbekannt', 'the name is unknown'),
  EHOSTUNREACH: text('kein Weg zum Server', 'no route to the server'),
  ENETUNREACH: text('kein Weg zum Netz des Servers', 'no route to the network of the server'),
}

const charactersMax = 80

/** A problem of a scan in words; codes of other software stand as they are. */
export function reason(problem: string | null): Text {
  if (problem === null) return text('ohne nähere Angabe', 'no further detail')
  const code = problem.replace(/[^\w .:/-]/g, '?').slice(0, charactersMax)
  return reasons[problem] ?? text(`Fehler ${code}`, `error ${code}`)
}
