import { defineClaim, defineMeasure } from '../../../engine/claims/index.ts'
import { text } from '../../../kernel/language.ts'

export const measure = defineMeasure({
  id: 'provider',
  chapter: 'legal',
  title: text('Der Anbieter', 'The provider'),
  claims: [
    defineClaim({
      id: 'established',
      text: text(
        'Wir sind ein Unternehmen mit Sitz in Deutschland und unterliegen deutschem und europäischem Recht.',
        'We are a company established in Germany and subject to German and European law.',
      ),
      parameters: {},
      basis: 'attested',
      needs: text(
        'Noch kein Dokument: Es fehlt ein aktueller Handelsregisterauszug, den die Geschäftsführung hinterlegt und als zutreffend unterzeichnet.',
        'No document yet: a current extract from the commercial register is missing, which the management files and signs as accurate.',
      ),
    }),
    defineClaim({
      id: 'security-concept',
      text: text(
        'Wir führen das Sicherheitskonzept, zu dem uns das Telekommunikationsrecht verpflichtet; es regelt Datensicherheit und Notfallpläne, und wir überprüfen es mindestens alle {months Monate}.',
        'We maintain the security concept that telecommunications law requires of us; it covers data security and emergency plans, and we review it at least every {months months}.',
      ),
      parameters: { months: 12 },
      basis: 'attested',
      needs: text(
        'Noch kein Dokument: Das Sicherheitskonzept ist hier noch nicht mit Fassung und Überprüfungsdatum hinterlegt; die sicherheitsbeauftragte Person hinterlegt und unterzeichnet es.',
        'No document yet: the security concept has not been filed here with its version and review date; the security officer files and signs it.',
      ),
    }),
    defineClaim({
      id: 'authority-review',
      text: text(
        'Die Aufsichtsbehörde ({authority}) überprüft unser Sicherheitskonzept; die letzte Überprüfung liegt höchstens {years Jahre} zurück.',
        'The supervisory authority ({authority}) reviews our security concept; its last review was no more than {years years} ago.',
      ),
      parameters: { authority: 'Bundesnetzagentur', years: 2 },
      basis: 'certified',
      needs: text(
        'Noch kein Dokument: Es fehlt das letzte Schreiben der Behörde zu unserem Sicherheitskonzept; die Rechtsabteilung hinterlegt es.',
        'No document yet: the latest letter of the authority about our security concept is missing; the legal department files it.',
      ),
    }),
  ],
})
