import { defineClaim, defineMeasure } from '../../../engine/claims/index.ts'
import { text } from '../../../kernel/language.ts'

export const measure = defineMeasure({
  id: 'documents',
  chapter: 'documents',
  title: text('Unterlagen', 'Document library'),
  claims: [
    defineClaim({
      id: 'one-place',
      text: text(
        'Alle wichtigen Unterlagen stehen an einer Stelle zum Herunterladen bereit, jede in der geltenden Fassung.',
        'All important documents are available for download in one place, each in the version in force.',
      ),
      parameters: {},
      basis: 'executed',
      needs: text(
        'Noch kein Verzeichnis: Es fehlt die Sammlung der Unterlagen mit Fassungen; Rechtsabteilung und Sicherheitsteam stellen sie ein.',
        'No register yet: the collection of documents with their versions is missing; the legal department and the security team add them.',
      ),
    }),
    defineClaim({
      id: 'on-request',
      text: text(
        'Vertrauliche Unterlagen geben wir auf Anfrage frei; der Zugang endet nach {days Tagen} von selbst.',
        'We release confidential documents on request; access ends by itself after {days days}.',
      ),
      parameters: { days: 30 },
      basis: 'executed',
      needs: text(
        'Noch kein Messpunkt: Es fehlen die Freigabe auf Anfrage und ein Testzugang, der nach Ablauf abgewiesen werden muss; die Entwicklung stellt beides bereit.',
        'No measuring point yet: release on request and a test access that must be refused after its end are missing; development provides both.',
      ),
    }),
  ],
})
