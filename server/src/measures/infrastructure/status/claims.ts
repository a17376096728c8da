import { defineClaim, defineMeasure } from '../../../engine/claims/index.ts'
import { text } from '../../../kernel/language.ts'

export const measure = defineMeasure({
  id: 'status',
  chapter: 'infrastructure',
  title: text('Betriebsstatus', 'Service status'),
  claims: [
    defineClaim({
      id: 'live',
      text: text(
        'Eine Störung unserer Dienste steht spätestens {minutes Minuten} nach ihrem Beginn auf unserer Statusseite.',
        'A disruption of our services appears on our status page no later than {minutes minutes} after it begins.',
      ),
      parameters: { minutes: 5 },
      basis: 'executed',
      needs: text(
        'Noch kein Messpunkt: Es fehlen die Überwachung der Dienste und die Statusseite, die sie speist; der Netzbetrieb richtet beide ein.',
        'No measuring point yet: the monitoring of the services and the status page that it feeds are missing; network operations set up both.',
      ),
    }),
    defineClaim({
      id: 'history',
      text: text(
        'Auf unserer Statusseite stehen alle Störungen und Wartungen der letzten {months Monate} mit Beginn und Ende.',
        'Our status page shows all disruptions and maintenance of the last {months months} with beginning and end.',
      ),
      parameters: { months: 24 },
      basis: 'executed',
      needs: text(
        'Noch kein Messpunkt: Es fehlt die Aufzeichnung der Störungen und Wartungen, die erst mit der Überwachung der Dienste entsteht; der Netzbetrieb richtet sie ein.',
        'No measuring point yet: the record of disruptions and maintenance is missing and begins only with the monitoring of the services; network operations set it up.',
      ),
    }),
    defineClaim({
      id: 'maintenance',
      text: text(
        'Geplante Wartungen kündigen wir mindestens {days Tage} im Voraus auf unserer Statusseite an.',
        'We announce planned maintenance on our status page at least {days days} in advance.',
      ),
      parameters: { days: 3 },
      basis: 'executed',
      needs: text(
        'Noch kein Verzeichnis: Es fehlt das Verzeichnis der Wartungen mit dem Zeitpunkt ihrer Ankündigung; der Netzbetrieb trägt sie ein.',
        'No register yet: the register of maintenance with the time of each announcement is missing; network operations enter it.',
      ),
    }),
  ],
})
