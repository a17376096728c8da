import { defineClaim, defineMeasure } from '../../../engine/claims/index.ts'
import { text } from '../../../kernel/language.ts'

export const measure = defineMeasure({
  id: 'risks',
  chapter: 'corporate',
  title: text('Risiken', 'Risk management'),
  claims: [
    defineClaim({
      id: 'rated',
      text: text(
        'Ein internes Gremium bewertet jedes Risiko in unserem Verzeichnis mindestens alle {months Monate} nach Wahrscheinlichkeit und Auswirkung.',
        'An internal board rates every risk in our register by likelihood and impact at least every {months months}.',
      ),
      parameters: { months: 6 },
      basis: 'observed',
      needs: text(
        'Noch kein Verzeichnis: Es fehlen das Risikoverzeichnis und die Beschlüsse des Gremiums; die Geschäftsführung setzt das Gremium ein.',
        'No register yet: the risk register and the decisions of the board are missing; the management appoints the board.',
      ),
    }),
    defineClaim({
      id: 'treated',
      text: text(
        'Für jedes Risiko, das wir mindern, gibt es Aufgaben mit Termin, deren Fortschritt wir mindestens alle {months Monate} überprüfen.',
        'For every risk that we reduce there are scheduled actions whose progress we review at least every {months months}.',
      ),
      parameters: { months: 3 },
      basis: 'observed',
      needs: text(
        'Noch kein Verzeichnis: Es fehlen die Aufgaben zu den Risiken mit Termin und Fortschritt; die Verantwortlichen der Risiken tragen sie ein.',
        'No register yet: the actions on the risks with dates and progress are missing; the owners of the risks enter them.',
      ),
    }),
  ],
})
