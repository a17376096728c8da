import { defineClaim, defineMeasure } from '../../../engine/claims/index.ts'
import { text } from '../../../kernel/language.ts'

export const measure = defineMeasure({
  id: 'physical',
  chapter: 'data',
  title: text('Physische Sicherheit', 'Physical security'),
  claims: [
    defineClaim({
      id: 'certified',
      text: text(
        'Unsere Rechenzentren sind zertifiziert, und die Zertifikate werden rechtzeitig erneuert.',
        'Our data centres are certified, and the certificates are renewed in time.',
      ),
      parameters: {},
      basis: 'certified',
      restsOn: ['locations/certified', 'locations/recertified'],
      needs: text(
        'Nichts Eigenes: Der Stand folgt allein aus den Aussagen zu den Standorten.',
        'Nothing of its own: the status follows solely from the claims about locations.',
      ),
    }),
    defineClaim({
      id: 'redundant',
      text: text(
        'Unsere Rechenzentren sind redundant: Jeder Dienst läuft in mehr als einem davon.',
        'Our data centres are redundant: every service runs in more than one of them.',
      ),
      parameters: {},
      basis: 'executed',
      restsOn: ['locations/redundant'],
      needs: text(
        'Nichts Eigenes: Der Stand folgt allein aus der Aussage zur Zahl der Standorte.',
        'Nothing of its own: the status follows solely from the claim about the number of locations.',
      ),
    }),
  ],
})
