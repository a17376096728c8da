import { defineClaim, defineMeasure } from '../../../engine/claims/index.ts'
import { text } from '../../../kernel/language.ts'

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
      needs: text(
        'Noch kein Messpunkt: Es fehlen die veröffentlichte Beschreibung und ein Testkonto, mit dem ein fremdes Programm jede Funktion aufruft; die Entwicklung stellt beides bereit.',
        'No measuring point yet: the published description and a test account with which a third-party program calls every function are missing; development provides both.',
      ),
    }),
    defineClaim({
      id: 'push',
      text: text(
        'Unsere Push-API stellt Ereignisse zu Ihren Anrufen signiert an die Adresse zu, die Sie festlegen.',
        'Our Push API delivers events about your calls, signed, to the address that you choose.',
      ),
      parameters: {},
      basis: 'executed',
      needs: text(
        'Noch kein Messpunkt: Es fehlen ein Testanschluss, der Anrufe auslöst, und ein Empfänger, der die Signatur prüft; die Entwicklung richtet beide ein.',
        'No measuring point yet: a test line that places calls and a receiver that verifies the signature are missing; development sets up both.',
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
        'Noch kein Messpunkt: Es fehlt ein Testanschluss, dessen Anrufe über die Echtzeit-API mitgelesen und gemessen werden; die Entwicklung richtet ihn ein.',
        'No measuring point yet: a test line whose calls are followed and timed through the real-time API is missing; development sets it up.',
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
