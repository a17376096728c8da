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
        'Sobald die Installation läuft, richtet die Prüfung in einem eigenen Konto beide Arten von zweitem Faktor ein.',
        'Once the installation runs, the check sets up both kinds of second factor in an account of its own.',
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
        'Sobald die Installation läuft, versucht die Prüfung mit einem eigenen Konto jeden Weg der Anmeldung.',
        'Once the installation runs, the check tries every pathway of sign-in with an account of its own.',
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
        'Sobald die Installation läuft, meldet sich die Prüfung mit einem eigenen Konto ohne zweiten Faktor an und sucht die Empfehlung.',
        'Once the installation runs, the check signs in with an account of its own without a second factor and looks for the advice.',
      ),
    }),
  ],
})
