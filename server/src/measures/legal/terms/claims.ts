import { defineClaim, defineMeasure } from '../../../engine/claims/index.ts'
import { text } from '../../../kernel/language.ts'

export const measure = defineMeasure({
  id: 'terms',
  chapter: 'legal',
  title: text('Geschäftsbedingungen', 'Terms and service descriptions'),
  claims: [
    defineClaim({
      id: 'in-force',
      text: text(
        'Unsere Geschäftsbedingungen und Leistungsbeschreibungen sind öffentlich abrufbar: die geltende Fassung und jede frühere, jeweils mit dem Tag ihres Inkrafttretens.',
        'Our terms and service descriptions are publicly available: the version in force and every earlier one, each with the day it took effect.',
      ),
      parameters: {},
      basis: 'observed',
      needs: text(
        'Noch kein Verzeichnis: Es fehlt das Dokumentenverzeichnis mit den Fassungen und den Tagen ihres Inkrafttretens; die Rechtsabteilung stellt die Fassungen ein.',
        'No register yet: the register of documents with versions and effective dates is missing; the legal department adds the versions.',
      ),
    }),
  ],
})
