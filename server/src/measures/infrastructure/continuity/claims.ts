import { defineClaim, defineMeasure } from '../../../engine/claims/index.ts'
import { text } from '../../../kernel/language.ts'

export const measure = defineMeasure({
  id: 'continuity',
  chapter: 'infrastructure',
  title: text('Notfallvorsorge', 'Continuity and recovery'),
  claims: [
    defineClaim({
      id: 'plans',
      text: text(
        'Für jeden wichtigen Teil unserer Infrastruktur und jeden wichtigen Lieferanten gibt es einen Wiederanlaufplan, den wir in den letzten {months Monaten} überprüft haben.',
        'For every important part of our infrastructure and every important supplier there is a recovery plan that we have reviewed in the last {months months}.',
      ),
      parameters: { months: 12 },
      basis: 'observed',
      needs: text(
        'Noch kein Verzeichnis: Es fehlt das Verzeichnis der Wiederanlaufpläne; Netzbetrieb und Einkauf stellen die Pläne mit dem Tag ihrer Überprüfung ein.',
        'No register yet: the register of recovery plans is missing; network operations and procurement add the plans with the day of their review.',
      ),
    }),
    defineClaim({
      id: 'exercised',
      text: text(
        'Jeden Wiederanlaufplan unserer Infrastruktur erproben wir mindestens alle {months Monate} und messen dabei Dauer und Datenverlust.',
        'We exercise every recovery plan of our infrastructure at least every {months months} and measure the duration and data loss.',
      ),
      parameters: { months: 12 },
      basis: 'executed',
      needs: text(
        'Noch kein Messpunkt: Es fehlen Übungen mit aufgezeichnetem Beginn, Ende und Ergebnis; der Netzbetrieb führt sie durch.',
        'No measuring point yet: exercises with recorded beginning, end and result are missing; network operations carry them out.',
      ),
    }),
    defineClaim({
      id: 'post-mortem',
      text: text(
        'Nach jeder Störung schreiben wir binnen {days Tagen} eine Nachbetrachtung nach festem Muster, die die Ursachen benennt und Aufgaben mit Priorität und Termin festlegt.',
        'After every disruption we write a post-mortem in a fixed form within {days days}; it names the causes and sets prioritised and scheduled actions.',
      ),
      parameters: { days: 14 },
      basis: 'observed',
      needs: text(
        'Noch kein Verzeichnis: Es fehlen die Vorgänge zu Störungen mit Nachbetrachtung und Aufgaben; der Netzbetrieb führt sie.',
        'No register yet: the cases on disruptions with their post-mortems and actions are missing; network operations keep them.',
      ),
    }),
  ],
})
