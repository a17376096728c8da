import { defineClaim, defineMeasure } from '../../../engine/claims/index.ts'
import { text } from '../../../kernel/language.ts'
import { available } from './checks/available.ts'
import { encouraged } from './checks/encouraged.ts'
import { everyPathway } from './checks/every-pathway.ts'

export const measure = defineMeasure({
  id: 'second-factor',
  chapter: 'product',
  title: text('Zweiter Faktor', 'Second factor'),
  claims: [
    defineClaim({
      id: 'available',
      text: text(
        'Sie können jedes Konto mit einem zweiten Faktor schützen, mit einer Authenticator-App oder einem Passkey.',
        'You can protect every account with a second factor, using an authenticator app or a passkey.',
      ),
      parameters: {},
      basis: 'executed',
      check: available,
      needs: text(
        'Noch kein Messpunkt: Es fehlen die Einrichtung im Kundenkonto und ein Testkonto, das sie durchläuft; die Entwicklung stellt beides bereit.',
        'No measuring point yet: the set-up in the customer account and a test account that goes through it are missing; development provides both.',
      ),
    }),
    defineClaim({
      id: 'every-pathway',
      text: text(
        'Ist ein zweiter Faktor eingerichtet, gelingt auf keinem Weg eine Anmeldung ohne ihn.',
        'Once a second factor is set up, no pathway allows a sign-in without it.',
      ),
      parameters: {},
      basis: 'executed',
      check: everyPathway,
      needs: text(
        'Noch kein Messpunkt: Es fehlt ein Testkonto mit zweitem Faktor, mit dem wir jeden Weg der Anmeldung versuchen; die Entwicklung richtet es ein.',
        'No measuring point yet: a test account with a second factor, with which we try every pathway of sign-in, is missing; development sets it up.',
      ),
    }),
    defineClaim({
      id: 'encouraged',
      text: text(
        'Wer noch keinen zweiten Faktor nutzt, erhält nach der Anmeldung die Empfehlung, einen einzurichten.',
        'Anyone who does not use a second factor yet is advised after signing in to set one up.',
      ),
      parameters: {},
      basis: 'executed',
      check: encouraged,
      needs: text(
        'Noch kein Messpunkt: Es fehlt ein Testkonto ohne zweiten Faktor, mit dem wir die Empfehlung nach der Anmeldung suchen; die Entwicklung richtet es ein.',
        'No measuring point yet: a test account without a second factor, with which we look for the advice after sign-in, is missing; development sets it up.',
      ),
    }),
  ],
})
