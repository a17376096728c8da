import { defineClaim, defineMeasure } from '../../../engine/claims/index.ts'
import { text } from '../../../kernel/language.ts'

export const measure = defineMeasure({
  id: 'officer',
  chapter: 'privacy',
  title: text('Datenschutzbeauftragte Person', 'Data-protection officer'),
  claims: [
    defineClaim({
      id: 'appointed',
      text: text(
        'Wir haben eine datenschutzbeauftragte Person benannt und ihre Kontaktdaten der Aufsichtsbehörde mitgeteilt.',
        'We have appointed a data-protection officer and notified the supervisory authority of the contact details.',
      ),
      parameters: {},
      basis: 'attested',
      needs: text(
        'Noch kein Dokument: Es fehlen die Benennung und die Bestätigung der Mitteilung an die Behörde; die Geschäftsführung hinterlegt und unterzeichnet beides.',
        'No document yet: the appointment and the confirmation of the notification to the authority are missing; the management files and signs both.',
      ),
    }),
    defineClaim({
      id: 'reachable',
      text: text(
        'Nachrichten an die veröffentlichte Adresse der datenschutzbeauftragten Person kommen an.',
        'Messages to the published address of the data-protection officer arrive.',
      ),
      parameters: {},
      basis: 'executed',
      needs: text(
        'Noch kein Messpunkt: Es fehlen die veröffentlichte Adresse und ein Postfach, in dem wir die Ankunft von Testnachrichten sehen; die interne IT richtet es ein.',
        'No measuring point yet: the published address and a mailbox in which we see test messages arrive are missing; internal IT sets it up.',
      ),
    }),
  ],
})
