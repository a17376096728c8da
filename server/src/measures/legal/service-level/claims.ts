import { defineClaim, defineMeasure } from '../../../engine/claims/index.ts'
import { text } from '../../../kernel/language.ts'

export const measure = defineMeasure({
  id: 'service-level',
  chapter: 'legal',
  title: text('Verfügbarkeit', 'Service level'),
  claims: [
    defineClaim({
      id: 'availability',
      text: text(
        'Der Dienst {service} ist im Jahr zu mindestens {percent %} verfügbar.',
        'The {service} service is available for at least {percent %} of the year.',
      ),
      parameters: { service: 'Telefonie', percent: 99.95 },
      basis: 'executed',
      needs: text(
        'Noch kein Messpunkt: Es fehlen fortlaufende Messungen des Dienstes von mehreren Orten aus; der Netzbetrieb richtet die Messpunkte ein.',
        'No measuring point yet: continuous measurements of the service from several locations are missing; network operations set up the measuring points.',
      ),
    }),
    defineClaim({
      id: 'definition',
      text: text(
        'Wir veröffentlichen, wie wir die Verfügbarkeit berechnen: was als Ausfall zählt, von wo wir messen und wie Wartungen und Messlücken eingehen.',
        'We publish how we calculate availability: what counts as downtime, where we measure from, and how maintenance and gaps in measurement are counted.',
      ),
      parameters: {},
      basis: 'observed',
      needs: text(
        'Noch kein Dokument: Es fehlt die veröffentlichte Berechnungsvorschrift; Netzbetrieb und Rechtsabteilung legen sie gemeinsam fest.',
        'No document yet: the published rule of calculation is missing; network operations and the legal department define it together.',
      ),
    }),
    defineClaim({
      id: 'public',
      text: text(
        'Den aktuellen und den früheren Betriebsstatus unserer Dienste können alle einsehen.',
        'Anyone can see the current and past status of our services.',
      ),
      parameters: {},
      basis: 'executed',
      restsOn: ['status/live', 'status/history'],
      needs: text(
        'Nichts Eigenes: Der Stand folgt allein aus den Aussagen zum Betriebsstatus.',
        'Nothing of its own: the status follows solely from the claims about service status.',
      ),
    }),
  ],
})
