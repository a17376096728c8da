import { defineClaim, defineMeasure } from '../../../engine/claims/index.ts'
import { text } from '../../../kernel/language.ts'

export const measure = defineMeasure({
  id: 'breaches',
  chapter: 'privacy',
  title: text('Datenschutzverletzungen', 'Personal-data breaches'),
  claims: [
    defineClaim({
      id: 'told',
      text: text(
        'Wird uns eine Verletzung des Schutzes Ihrer Daten bekannt, informieren wir Sie unverzüglich, spätestens nach {hours Stunden}.',
        'When a breach of your data becomes known to us, we inform you without undue delay, after {hours hours} at the latest.',
      ),
      parameters: { hours: 24 },
      basis: 'executed',
      needs: text(
        'Noch kein Messpunkt: Es fehlen der Versand der Mitteilungen mit Zustellnachweis und eine Übung, die die Zeit misst; das Sicherheitsteam führt sie durch.',
        'No measuring point yet: sending notices with proof of delivery and an exercise that measures the time are missing; the security team carries it out.',
      ),
    }),
    defineClaim({
      id: 'updates',
      text: text(
        'Neue Erkenntnisse zu einer Verletzung des Schutzes Ihrer Daten teilen wir Ihnen mit, sobald sie vorliegen, und bis zum Abschluss hören Sie mindestens alle {hours Stunden} von uns.',
        'We pass on new findings about a breach of your data as they become known, and until it is closed you hear from us at least every {hours hours}.',
      ),
      parameters: { hours: 72 },
      basis: 'executed',
      needs: text(
        'Noch kein Messpunkt: Es fehlen die Vorgänge zu Verletzungen, aus denen die Folgemitteilungen entstehen; die Entwicklung stellt sie bereit.',
        'No measuring point yet: the cases on breaches from which the follow-up notices are made are missing; development provides them.',
      ),
    }),
    defineClaim({
      id: 'support',
      text: text(
        'Unsere Mitteilung über eine Verletzung enthält, soweit bekannt, die Angaben, die Sie nach Art. 33 und 34 DSGVO für Ihre Meldungen an Behörden und betroffene Personen brauchen.',
        'Our notice of a breach contains, as far as known, the information that you need under Art. 33 and 34 GDPR for your own reports to authorities and persons concerned.',
      ),
      parameters: {},
      basis: 'executed',
      needs: text(
        'Noch kein Dokument: Es fehlt das Muster der Mitteilung mit allen gesetzlichen Angaben; die datenschutzbeauftragte Person erstellt es.',
        'No document yet: the template of the notice with all statutory information is missing; the data-protection officer writes it.',
      ),
    }),
  ],
})
