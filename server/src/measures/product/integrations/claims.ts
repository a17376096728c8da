import { defineClaim, defineMeasure } from '../../../engine/claims/index.ts'
import { text } from '../../../kernel/language.ts'
import { push } from './checks/push.ts'
import { rest } from './checks/rest.ts'
import { stream } from './checks/stream.ts'

export const measure = defineMeasure({
  id: 'integrations',
  chapter: 'product',
  title: text('Schnittstellen', 'Integrations'),
  claims: [
    defineClaim({
      id: 'rest',
      text: text(
        'Unsere REST-API verhält sich so, wie es ihre veröffentlichte Beschreibung ({format}) festlegt.',
        'Our REST API behaves as its published description ({format}) specifies.',
      ),
      parameters: { format: 'OpenAPI 3.1' },
      basis: 'executed',
      check: rest,
      needs: text(
        'Sobald die Installation läuft, ruft die Prüfung jede Funktion der Beschreibung mit einem eigenen Konto auf.',
        'Once the installation runs, the check calls every function of the description with an account of its own.',
      ),
    }),
    defineClaim({
      id: 'push',
      text: text(
        'Unsere Push-API stellt jedes Ereignis, das Sie auswählen, unterschrieben, einmal und in der richtigen Reihenfolge an die Adresse zu, die Sie festlegen.',
        'Our Push API delivers every event that you choose, signed, once and in the right order, to the address that you determine.',
      ),
      parameters: {},
      basis: 'executed',
      check: push,
      needs: text(
        'Sobald die Installation läuft, lässt sich die Prüfung Ereignisse an einen eigenen Empfänger zustellen.',
        'Once the installation runs, the check has events delivered to a receiver of its own.',
      ),
    }),
    defineClaim({
      id: 'stream',
      text: text(
        'Ihre Ereignisse können Sie über unsere Schnittstelle live mitlesen; nach einer Unterbrechung geht es ohne Lücke und ohne Doppel weiter.',
        'You can read your events live through our interface; after an interruption it goes on without a gap and without doubles.',
      ),
      parameters: {},
      basis: 'executed',
      check: stream,
      needs: text(
        'Sobald die Installation läuft, liest die Prüfung eigene Ereignisse mit und unterbricht die Verbindung.',
        'Once the installation runs, the check reads events of its own along and interrupts the connection.',
      ),
    }),
    defineClaim({
      id: 'real-time',
      text: text(
        'Unsere Echtzeit-API meldet jede Änderung eines laufenden Anrufs binnen {seconds Sekunden}.',
        'Our real-time call API reports every change of a call in progress within {seconds seconds}.',
      ),
      parameters: { seconds: 2 },
      basis: 'executed',
      needs: text(
        'Noch kein Messpunkt: Es fehlen die Anbindung der Telefonanlage und ein Testanschluss, dessen Anrufe über die Echtzeit-API mitgelesen und gemessen werden; die Entwicklung stellt beides bereit.',
        'No measuring point yet: the connection of the telephone system and a test line whose calls are followed and timed through the real-time API are missing; development provides both.',
      ),
    }),
    defineClaim({
      id: 'own',
      text: text(
        'Push-API, Echtzeit-API und REST-API entwickeln und betreiben wir selbst.',
        'We develop and operate the Push API, the real-time call API and the REST API ourselves.',
      ),
      parameters: {},
      basis: 'attested',
      needs: text(
        'Noch keine Bestätigung: Es fehlt die unterzeichnete Erklärung der Entwicklungsleitung zu Herkunft und Betrieb der drei Schnittstellen.',
        'No attestation yet: the signed statement of the head of development on origin and operation of the three interfaces is missing.',
      ),
    }),
  ],
})
