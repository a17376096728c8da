import { defineClaim, defineMeasure } from '../../../engine/claims/index.ts'
import { text } from '../../../kernel/language.ts'

export const measure = defineMeasure({
  id: 'ddos',
  chapter: 'infrastructure',
  title: text('Schutz vor Überlastangriffen', 'DDoS protection'),
  claims: [
    defineClaim({
      id: 'in-front',
      text: text(
        'Vor allen unseren öffentlichen Endpunkten steht das Netz eines spezialisierten Anbieters, der Überlastangriffe (DDoS) abwehrt.',
        'The network of a specialised provider that fends off denial-of-service attacks (DDoS) stands in front of all our public endpoints.',
      ),
      parameters: {},
      basis: 'executed',
      needs: text(
        'Noch kein Messpunkt: Es fehlen die Adressbereiche des Schutzanbieters, mit denen wir Namensauflösung und Verbindungen vergleichen; der Netzbetrieb hinterlegt sie.',
        'No measuring point yet: the address ranges of the mitigation provider, with which we compare name resolution and connections, are missing; network operations file them.',
      ),
    }),
    defineClaim({
      id: 'origin-closed',
      text: text(
        'Verbindungen, die den Schutz vor Überlastangriffen umgehen, nehmen unsere Systeme nicht an.',
        'Our systems do not accept connections that bypass the protection against denial-of-service attacks.',
      ),
      parameters: {},
      basis: 'executed',
      needs: text(
        'Noch kein Messpunkt: Es fehlt eine Messung von außen gegen die Adressen unserer Systeme hinter dem Schutz; der Netzbetrieb benennt die Adressen.',
        'No measuring point yet: a measurement from outside against the addresses of our systems behind the protection is missing; network operations name the addresses.',
      ),
    }),
  ],
})
