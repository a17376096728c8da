import { defineClaim, defineMeasure } from '../../../engine/claims/index.ts'
import { text } from '../../../kernel/language.ts'

export const measure = defineMeasure({
  id: 'privacy-notice',
  chapter: 'legal',
  title: text('Datenschutzhinweise', 'Privacy notice'),
  claims: [
    defineClaim({
      id: 'complete',
      text: text(
        'Unsere Datenschutzhinweise nennen zu jeder Verarbeitung in unserem Verzeichnis, welche personenbezogenen Daten wir verarbeiten, wozu und wie lange wir das tun und an wen wir sie weitergeben.',
        'For every processing activity in our register, our privacy notice states which personal data we process, why and for how long we do so, and to whom we pass it on.',
      ),
      parameters: {},
      basis: 'observed',
      needs: text(
        'Noch kein Verzeichnis: Es fehlt das Verzeichnis der Verarbeitungstätigkeiten, aus dem die Hinweise entstehen; die datenschutzbeauftragte Person legt die Einträge an.',
        'No register yet: the register of processing activities from which the notice is generated is missing; the data-protection officer creates its entries.',
      ),
    }),
  ],
})
