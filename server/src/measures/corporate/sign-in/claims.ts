import { defineClaim, defineMeasure } from '../../../engine/claims/index.ts'
import { staffCharacters } from '../../../engine/identity/index.ts'
import { text } from '../../../kernel/language.ts'
import { passwords } from './checks/passwords.ts'
import { secondFactor } from './checks/second-factor.ts'

export const measure = defineMeasure({
  id: 'sign-in',
  chapter: 'corporate',
  title: text('Anmeldung im Unternehmen', 'Company sign-in'),
  claims: [
    defineClaim({
      id: 'second-factor',
      text: text(
        'Unsere Mitarbeitenden melden sich zentral an, und auf keinem Weg gelingt eine Anmeldung ohne zweiten Faktor.',
        'Our employees sign in centrally, and no pathway allows a sign-in without a second factor.',
      ),
      parameters: {},
      basis: 'executed',
      check: secondFactor,
      needs: text(
        'Sobald die Installation läuft, versucht die Prüfung mit einem eigenen Konto jeden Weg ohne zweiten Faktor.',
        'Once the installation runs, the check tries every pathway without a second factor with an account of its own.',
      ),
    }),
    defineClaim({
      id: 'remote-access',
      text: text(
        'Aus der Ferne sind unsere internen Systeme nur über das VPN des Unternehmens erreichbar.',
        'Remotely, our internal systems can be reached only through the company VPN.',
      ),
      parameters: {},
      basis: 'executed',
      needs: text(
        'Noch kein Messpunkt: Es fehlt eine Messung von außen gegen alle internen Systeme; die interne IT liefert die Liste der Adressen.',
        'No measuring point yet: a measurement from outside against all internal systems is missing; internal IT supplies the list of addresses.',
      ),
    }),
    defineClaim({
      id: 'single-sign-on',
      text: text(
        'Jeder Cloud-Dienst, den wir im Unternehmen nutzen, ist an die zentrale Anmeldung angebunden.',
        'Every cloud service that we use in the company is connected to central sign-in.',
      ),
      parameters: {},
      basis: 'observed',
      needs: text(
        'Noch kein Verzeichnis: Es fehlt das Verzeichnis der genutzten Cloud-Dienste mit ihrer Art der Anmeldung; die interne IT trägt sie ein.',
        'No register yet: the register of cloud services in use with their kind of sign-in is missing; internal IT enters them.',
      ),
    }),
    defineClaim({
      id: 'passwords',
      text: text(
        'Die zentrale Anmeldung lehnt Passwörter ab, die kürzer als {characters Zeichen} sind oder in bekannten Datenlecks vorkommen.',
        'Central sign-in rejects passwords that are shorter than {characters characters} or appear in known data leaks.',
      ),
      parameters: { characters: staffCharacters },
      basis: 'executed',
      check: passwords,
      needs: text(
        'Sobald die Installation läuft, versucht die Prüfung, einem eigenen Konto solche Passwörter zu geben.',
        'Once the installation runs, the check tries to give an account of its own such passwords.',
      ),
    }),
  ],
})
