import { text, type Text } from '../../../../kernel/language.ts'
import type { ProblemCode } from '../../../../kernel/problem.ts'

const again = {
  de: 'Beginnen Sie die Anmeldung hier noch einmal.',
  en: 'Begin the sign-in here again.',
}
const administration = {
  de: 'Bitte wenden Sie sich an Ihre Administration.',
  en: 'Please turn to your administrators.',
}

const say = (de: string, en: string, then: Text = administration): Text =>
  text(`${de} ${then.de}`, `${en} ${then.en}`)

/** Per reason: what a caller is told, and the words for a person. */
export const samlWords = {
  'saml-too-large': [
    'too-large',
    say(
      'Die Antwort des Identitätsanbieters ist zu groß und wurde nicht gelesen.',
      'The answer of the identity provider is too large and was not read.',
    ),
  ],
  'saml-malformed': [
    'bad-request',
    say(
      'Die Antwort des Identitätsanbieters entspricht nicht SAML 2.0.',
      'The answer of the identity provider is not what SAML 2.0 prescribes.',
    ),
  ],
  'saml-dtd': [
    'bad-request',
    say(
      'Die Antwort enthält eine Dokumenttyp- oder Entitätsdeklaration und wurde nicht gelesen.',
      'The answer contains a document type or entity declaration and was not read.',
    ),
  ],
  'saml-comment': [
    'bad-request',
    say(
      'Die Antwort enthält Kommentare, Verarbeitungsanweisungen oder CDATA; das lässt mehrere Lesarten zu und wird nicht angenommen.',
      'The answer contains comments, processing instructions or CDATA, can be read in more than one way, and is not accepted.',
    ),
  ],
  'saml-duplicate-id': [
    'bad-request',
    say(
      'In der Antwort kommt eine Kennung mehrfach vor. Sie kann verfälscht sein und wurde abgelehnt.',
      'An ID occurs several times in the answer. It may be forged and was refused.',
    ),
  ],
  'saml-wrapped': [
    'forbidden',
    say(
      'Was unterschrieben ist, ist nicht das, was gelesen würde. Die Antwort wurde verfälscht und abgelehnt.',
      'What is signed is not what would be read. The answer was forged and refused.',
    ),
  ],
  'saml-encrypted': [
    'bad-request',
    say(
      'Verschlüsselte Aussagen werden nicht angenommen; die Übertragung ist durch TLS verschlüsselt. Schalten Sie die Verschlüsselung der Assertion beim Identitätsanbieter ab.',
      'Encrypted assertions are not accepted; TLS encrypts the transfer. Turn off assertion encryption at the identity provider.',
      text('', ''),
    ),
  ],
  'saml-algorithm': [
    'forbidden',
    say(
      'Die Antwort ist mit einem Verfahren unterschrieben, das nicht (mehr) als sicher gilt, etwa SHA-1. Stellen Sie den Identitätsanbieter auf RSA mit SHA-256 oder SHA-512 um.',
      'The answer is signed by a method that is not secure (any more), such as SHA-1. Change the identity provider to RSA with SHA-256 or SHA-512.',
      text('', ''),
    ),
  ],
  'saml-unsigned': [
    'forbidden',
    say(
      'Es fehlt eine Unterschrift. Der Identitätsanbieter muss die Antwort und die Aussage (Response und Assertion) unterschreiben.',
      'A signature is missing. The identity provider must sign both response and assertion.',
      text('', ''),
    ),
  ],
  'saml-signature': [
    'forbidden',
    say(
      'Die Unterschrift passt zu keinem der hinterlegten Zertifikate. Hat der Identitätsanbieter seinen Schlüssel gewechselt, muss das neue Zertifikat hier hinterlegt werden.',
      'The signature matches none of the certificates kept here. If the identity provider has changed its key, the new certificate must be added here.',
    ),
  ],
  'saml-certificate-expired': [
    'forbidden',
    say(
      'Kein hinterlegtes Zertifikat des Identitätsanbieters ist zurzeit gültig. Hinterlegen Sie ein neues.',
      'No certificate kept for the identity provider is valid at present. Add a new one.',
    ),
  ],
  'saml-denied': [
    'forbidden',
    say(
      'Der Identitätsanbieter hat die Anmeldung nicht bestätigt.',
      'The identity provider did not confirm the sign-in.',
      again,
    ),
  ],
  'saml-unsolicited': [
    'forbidden',
    say(
      'Diese Anmeldung wurde nicht hier begonnen. Anmeldungen, die beim Identitätsanbieter beginnen, werden nicht angenommen.',
      'This sign-in did not begin here. Sign-ins that begin at the identity provider are not accepted.',
      again,
    ),
  ],
  'saml-request-unknown': [
    'forbidden',
    say(
      'Diese Anmeldung ist abgelaufen, wurde schon benutzt oder gehört zu einer anderen Verbindung.',
      'This sign-in has expired, was used already, or belongs to another connection.',
      again,
    ),
  ],
  'saml-replayed': [
    'forbidden',
    say('Diese Antwort wurde schon einmal benutzt.', 'This answer was used before.', again),
  ],
  'saml-issuer': [
    'forbidden',
    say(
      'Die Antwort stammt von einem anderen Identitätsanbieter, als hier hinterlegt ist.',
      'The answer comes from another identity provider than the one kept here.',
    ),
  ],
  'saml-destination': [
    'forbidden',
    say('Die Antwort ist an eine andere Adresse gerichtet.', 'The answer is addressed to another place.'),
  ],
  'saml-recipient': [
    'forbidden',
    say('Die Aussage ist für eine andere Adresse bestimmt.', 'The assertion is meant for another address.'),
  ],
  'saml-audience': [
    'forbidden',
    say(
      'Die Aussage ist für einen anderen Dienst bestimmt (Audience).',
      'The assertion is meant for another service (audience).',
    ),
  ],
  'saml-condition': [
    'forbidden',
    say(
      'Die Aussage ist an eine Bedingung geknüpft, die hier nicht geprüft werden kann.',
      'The assertion depends on a condition that cannot be examined here.',
    ),
  ],
  'saml-clock': [
    'forbidden',
    say(
      'Die Uhr des Identitätsanbieters weicht zu stark von unserer ab, oder die Antwort kam zu spät an.',
      'The clock of the identity provider differs too much from ours, or the answer came too late.',
    ),
  ],
  'saml-not-yet-valid': [
    'forbidden',
    say('Die Aussage gilt erst in der Zukunft.', 'The assertion is only valid in the future.'),
  ],
  'saml-expired': [
    'forbidden',
    say('Die Aussage gilt nicht mehr.', 'The assertion is not valid any more.', again),
  ],
  'saml-subject': [
    'bad-request',
    say(
      'Die Aussage nennt keine brauchbare Kennung der Person (NameID).',
      'The assertion names no usable identifier of the person (NameID).',
    ),
  ],
  'saml-subject-transient': [
    'bad-request',
    say(
      'Der Identitätsanbieter sendet jedes Mal eine andere Kennung (transient). Stellen Sie eine dauerhafte NameID ein.',
      'The identity provider sends another identifier every time (transient). Set a persistent NameID.',
      text('', ''),
    ),
  ],
  'saml-authn-too-old': [
    'forbidden',
    say(
      'Der Identitätsanbieter hat Sie nicht noch einmal gefragt, obwohl das verlangt war.',
      'The identity provider did not ask you again, though this was required.',
      again,
    ),
  ],
  'saml-metadata-too-large': [
    'too-large',
    text(
      'Die Metadaten sind zu groß. Erwartet wird die Beschreibung eines einzigen Identitätsanbieters, nicht die einer Föderation.',
      'The metadata are too large. Expected is the description of a single identity provider, not of a federation.',
    ),
  ],
  'saml-metadata-malformed': [
    'bad-request',
    text(
      'Das sind keine lesbaren SAML-Metadaten. Kopieren Sie die ganze XML-Datei des Identitätsanbieters.',
      'These are no readable SAML metadata. Copy the whole XML file of the identity provider.',
    ),
  ],
  'saml-metadata-dtd': [
    'bad-request',
    text(
      'Die Metadaten enthalten eine Dokumenttyp- oder Entitätsdeklaration, eine Verarbeitungsanweisung oder CDATA und wurden nicht gelesen.',
      'The metadata contain a document type or entity declaration, a processing instruction or CDATA and were not read.',
    ),
  ],
  'saml-metadata-no-provider': [
    'bad-request',
    text(
      'Die Metadaten beschreiben keinen Identitätsanbieter mit SAML 2.0 (IDPSSODescriptor).',
      'The metadata describe no identity provider with SAML 2.0 (IDPSSODescriptor).',
    ),
  ],
  'saml-metadata-several': [
    'bad-request',
    text(
      'Die Metadaten beschreiben mehrere Identitätsanbieter. Geben Sie die eines einzigen an.',
      'The metadata describe several identity providers. Give those of a single one.',
    ),
  ],
  'saml-metadata-address': [
    'bad-request',
    text(
      'Die Metadaten nennen keine https-Adresse, die Anmeldungen über HTTP-Redirect annimmt.',
      'The metadata name no https address that takes sign-ins by HTTP-Redirect.',
    ),
  ],
  'saml-metadata-certificate': [
    'bad-request',
    text(
      'Die Metadaten enthalten kein brauchbares Zertifikat zum Unterschreiben (X.509, RSA mit 2048 Bit oder mehr), oder mehr als fünf.',
      'The metadata contain no usable signing certificate (X.509, RSA with 2048 bits or more), or more than five.',
    ),
  ],
} as const satisfies Record<string, readonly [ProblemCode, Text]>

export type SamlReason = keyof typeof samlWords
