import { defineClaim, defineMeasure } from '../../../engine/claims/index.ts'
import { text } from '../../../kernel/language.ts'

export const measure = defineMeasure({
  id: 'hiring',
  chapter: 'corporate',
  title: text('Einstellung', 'Hiring'),
  claims: [
    defineClaim({
      id: 'policies',
      text: text(
        'Alle Mitarbeitenden haben bei ihrer Einstellung die Nutzungsrichtlinie und den Verhaltenskodex angenommen.',
        'All employees accepted the acceptable-use policy and the code of conduct when they were hired.',
      ),
      parameters: {},
      basis: 'observed',
      needs: text(
        'Noch kein Verzeichnis: Es fehlen die Zustimmungen zu den jeweils geltenden Fassungen; die Personalabteilung holt sie ein und gleicht sie mit der Zahl der Mitarbeitenden ab.',
        'No register yet: the acceptances of the versions in force are missing; human resources collect them and compare them with the number of employees.',
      ),
    }),
    defineClaim({
      id: 'confidentiality',
      text: text(
        'Alle Mitarbeitenden haben sich bei ihrer Einstellung zur Vertraulichkeit verpflichtet.',
        'All employees committed themselves to confidentiality when they were hired.',
      ),
      parameters: {},
      basis: 'observed',
      needs: text(
        'Noch kein Verzeichnis: Es fehlen die unterzeichneten Verpflichtungen; die Personalabteilung hinterlegt sie.',
        'No register yet: the signed commitments are missing; human resources file them.',
      ),
    }),
  ],
})
