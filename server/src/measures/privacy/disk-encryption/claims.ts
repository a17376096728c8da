import { defineClaim, defineMeasure } from '../../../engine/claims/index.ts'
import { text } from '../../../kernel/language.ts'

export const measure = defineMeasure({
  id: 'disk-encryption',
  chapter: 'privacy',
  title: text('Verschlüsselte Datenträger', 'Disk encryption'),
  claims: [
    defineClaim({
      id: 'devices',
      text: text(
        'Auch auf unseren Arbeitsgeräten liegen Ihre Daten nur verschlüsselt.',
        'On our work devices, too, your data is stored only in encrypted form.',
      ),
      parameters: {},
      basis: 'observed',
      restsOn: ['devices/encrypted', 'devices/enforced', 'devices/reported'],
      needs: text(
        'Nichts Eigenes: Der Stand folgt allein aus den Aussagen zu den Firmengeräten.',
        'Nothing of its own: the status follows solely from the claims about company devices.',
      ),
    }),
  ],
})
