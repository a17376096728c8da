import { defineClaim, defineMeasure } from '../../../engine/claims/index.ts'
import { text } from '../../../kernel/language.ts'
import { certificate } from './checks/certificate.ts'
import { cipherSuites } from './checks/cipher-suites.ts'
import { keySize } from './checks/key-size.ts'
import { protocols } from './checks/protocols.ts'

const noEndpoint = text(
  'Es fehlt ein Server, der geprüft werden kann: Der eigene TLS-Anschluss ist ausgeschaltet und in nachweis.yaml steht unter „endpoints“ noch keine Adresse.',
  'There is no server to check yet: our own TLS listener is off and nachweis.yaml names no address under “endpoints”.',
)

const noTelephony = text(
  'Es fehlt ein Messpunkt in der Telefonie (SIP), der Anrufe über TLS und SRTP aufbaut und prüft, ob sie unverschlüsselt zustande kommen.',
  'A measuring point in the telephone network (SIP) is missing that makes calls over TLS and SRTP and checks whether they fall back to plain text.',
)

export const measure = defineMeasure({
  id: 'encryption-in-transit',
  chapter: 'data',
  title: text('Verschlüsselung bei der Übertragung', 'Encryption in transit'),
  claims: [
    defineClaim({
      id: 'protocols',
      text: text(
        'Unsere Server nehmen verschlüsselte Verbindungen nur mit {versions} an; ältere Protokollversionen lehnen sie ab.',
        'Our servers accept encrypted connections with {versions} only; they refuse older protocol versions.',
      ),
      parameters: { versions: ['TLS 1.2', 'TLS 1.3'] },
      basis: 'executed',
      check: protocols,
      needs: noEndpoint,
    }),
    defineClaim({
      id: 'cipher-suites',
      text: text(
        'Jedes Verfahren, das unsere Server annehmen, verschlüsselt mit AEAD und bietet Forward Secrecy: Wer später den Schlüssel eines Servers erbeutet, kann aufgezeichnete Verbindungen damit nicht entschlüsseln. Diffie-Hellman-Gruppen haben mindestens {dhBits Bit}.',
        'Every cipher suite that our servers accept encrypts with AEAD and has forward secrecy: whoever gets hold of a server’s key later cannot decrypt recorded connections with it. Diffie-Hellman groups have at least {dhBits bits}.',
      ),
      parameters: { dhBits: 2048 },
      basis: 'executed',
      check: cipherSuites,
      needs: noEndpoint,
    }),
    defineClaim({
      id: 'key-size',
      text: text(
        'Die Schlüssel unserer Zertifikate und des Schlüsselaustauschs haben mindestens {rsaBits Bit} (RSA und Diffie-Hellman) oder {ecBits Bit} (elliptische Kurven).',
        'The keys of our certificates and of the key exchange have at least {rsaBits bits} (RSA and Diffie-Hellman) or {ecBits bits} (elliptic curves).',
      ),
      parameters: { rsaBits: 2048, ecBits: 256 },
      basis: 'executed',
      check: keySize,
      needs: noEndpoint,
    }),
    defineClaim({
      id: 'certificate',
      text: text(
        'Die Zertifikate unserer Server lauten auf den richtigen Namen, führen lückenlos zu einer anerkannten Zertifizierungsstelle und sind noch mindestens {days Tage} gültig.',
        'The certificates of our servers bear the right name, lead without a gap to a recognised authority and are valid for at least {days more days}.',
      ),
      parameters: { days: 14 },
      basis: 'executed',
      check: certificate,
      needs: noEndpoint,
    }),
    defineClaim({
      id: 'calls',
      text: text(
        'Anrufe und Faxe lassen sich auf Wunsch mit TLS verschlüsselt übertragen.',
        'Calls and faxes can be transmitted encrypted with TLS on request.',
      ),
      parameters: {},
      basis: 'executed',
      needs: noTelephony,
    }),
    defineClaim({
      id: 'call-share',
      text: text(
        'Wir veröffentlichen, welcher Anteil der Anrufe verschlüsselt übertragen wird.',
        'We publish the share of calls that are transmitted encrypted.',
      ),
      parameters: {},
      basis: 'observed',
      needs: text(
        'Es fehlt eine Zählung aus der Telefonanlage, die verschlüsselte und unverschlüsselte Anrufe unterscheidet.',
        'Figures from the telephone system are missing that tell encrypted calls from plain ones.',
      ),
    }),
  ],
})
