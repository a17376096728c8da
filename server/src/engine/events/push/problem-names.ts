import { text, type Text } from '../../../kernel/language.ts'

/** What went wrong with a try, and what its receiver can do about it. */
export interface ProblemWords {
  readonly name: Text
  readonly what: Text
}

/** Why a receiver did not take something, in words; `problem` as a try names it: a refusal of ours, or `status-503`. */
export function problemWords(problem: string): ProblemWords {
  const status = /^status-(\d{3})$/.exec(problem)?.[1]
  if (status !== undefined) return statusWords(Number(status))
  return (Object.hasOwn(refusals, problem) ? refusals[problem] : undefined) ?? unknown(problem)
}

function statusWords(status: number): ProblemWords {
  const named = Object.hasOwn(statuses, status) ? statuses[status] : undefined
  const { name, what } = named ?? (status >= 500 ? broken : declined)
  return { name: text(`${name.de} (${status})`, `${name.en} (${status})`), what }
}

const unknown = (problem: string): ProblemWords => ({
  name: text('Nicht zugestellt', 'Not delivered'),
  what: text(`Grund: ${problem}.`, `Reason: ${problem}.`),
})

const broken: ProblemWords = {
  name: text('Fehler beim Empfänger', 'Error at the receiver'),
  what: text(
    'Die Anfrage kam an, aber der Empfänger hat sie nicht verarbeitet. Der Grund steht in seinem Protokoll.',
    'The request arrived, but the receiver did not process it. Its log names the reason.',
  ),
}

const declined: ProblemWords = {
  name: text('Vom Empfänger abgelehnt', 'Declined by the receiver'),
  what: text(
    'Angenommen ist eine Zustellung, wenn der Empfänger mit 200 bis 299 antwortet.',
    'A delivery is taken when the receiver answers with 200 to 299.',
  ),
}

const signIn: ProblemWords = {
  name: text('Zugang verweigert', 'Access refused'),
  what: text(
    'Der Empfänger hat die Signatur nicht anerkannt oder verlangt eine Anmeldung. Prüfen Sie, ob er das richtige Geheimnis kennt.',
    'The receiver did not accept the signature, or demands a sign-in. Check whether it knows the right secret.',
  ),
}

const statuses: Readonly<Record<number, ProblemWords>> = {
  401: signIn,
  403: signIn,
  404: {
    name: text('Dort gibt es nichts', 'Nothing there'),
    what: text(
      'Der Server antwortet, kennt aber diese Adresse nicht. Prüfen Sie den Teil hinter dem Namen.',
      'The server answers but does not know this address. Check the part after the host name.',
    ),
  },
  410: {
    name: text('Gibt es nicht mehr', 'Gone'),
    what: text(
      'Der Empfänger sagt, dass es ihn nicht mehr gibt. Dorthin wird nichts mehr gesendet, bis jemand den Webhook wieder einschaltet.',
      'The receiver says that it no longer exists. Nothing more is sent there until somebody switches the webhook on again.',
    ),
  },
  429: {
    name: text('Empfänger bittet um Pause', 'The receiver asks for a pause'),
    what: text(
      'Es waren ihm zu viele Zustellungen. Wir warten mindestens so lange, wie er verlangt, höchstens vier Stunden.',
      'There were too many deliveries for it. We wait at least as long as it asks for, four hours at most.',
    ),
  },
}

const refusals: Readonly<Record<string, ProblemWords>> = {
  'address-not-allowed': {
    name: text('Privates Netz', 'Private network'),
    what: text(
      'Der Name führt zu einer Adresse in einem privaten Netz. Gesendet wurde nichts: Zugestellt wird nur ins öffentliche Internet, außer der Betreiber hat den Rechner unter outgoing.privateHosts eingetragen.',
      'The name leads to an address in a private network. Nothing was sent: deliveries go to the public internet only, unless the operator has named the host in outgoing.privateHosts.',
    ),
  },
  'not-encrypted': {
    name: text('Nicht verschlüsselt', 'Not encrypted'),
    what: text(
      'Zugestellt wird nur über https. Gesendet wurde nichts.',
      'Deliveries go over https only. Nothing was sent.',
    ),
  },
  unreachable: {
    name: text('Nicht erreichbar', 'Unreachable'),
    what: text(
      'Der Name lässt sich nicht auflösen, oder dort nimmt niemand die Verbindung an. Läuft der Empfänger, und lässt seine Firewall uns durch?',
      'The name cannot be resolved, or nobody accepts the connection there. Is the receiver running, and does its firewall let us through?',
    ),
  },
  timeout: {
    name: text('Keine Antwort in 15 Sekunden', 'No answer within 15 seconds'),
    what: text(
      'Nehmen Sie die Nachricht an, antworten Sie sofort, und verarbeiten Sie sie danach.',
      'Take the message, answer at once, and process it afterwards.',
    ),
  },
  'bad-answer': {
    name: text('Keine brauchbare Antwort', 'No usable answer'),
    what: text(
      'Die Verbindung brach ab, das Zertifikat gilt nicht, oder die Antwort war kein HTTP.',
      'The connection broke off, the certificate is not valid, or the answer was no HTTP.',
    ),
  },
  'too-many-redirects': {
    name: text('Weiterleitung', 'Redirect'),
    what: text(
      'Der Empfänger leitet weiter. Dem folgen wir nicht; tragen Sie die Adresse ein, zu der er führt.',
      'The receiver redirects. We do not follow; enter the address that it leads to.',
    ),
  },
  'body-too-large': {
    name: text('Antwort zu lang', 'Answer too long'),
    what: text(
      'Die Antwort war länger als 64 KiB. Ein leerer Körper genügt.',
      'The answer was longer than 64 KiB. An empty body is enough.',
    ),
  },
  'header-too-large': {
    name: text('Kopf der Antwort zu lang', 'Header of the answer too long'),
    what: text(
      'Die Kopfzeilen der Antwort waren länger als 32 KiB.',
      'The header fields of the answer were longer than 32 KiB.',
    ),
  },
  'bad-url': {
    name: text('Keine gültige Adresse', 'Not a valid address'),
    what: text('Ändern Sie die Adresse.', 'Change the address.'),
  },
}
