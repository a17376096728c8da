import { defineClaim, defineMeasure } from '../../../engine/claims/index.ts'
import { text } from '../../../kernel/language.ts'

export const measure = defineMeasure({
  id: 'suppliers',
  chapter: 'corporate',
  title: text('Lieferanten', 'Suppliers'),
  claims: [
    defineClaim({
      id: 'listed',
      text: text(
        'Jeder Lieferant, der Zugang zu unseren Systemen oder zu Daten hat, steht mit seiner Leistung und den Arten der Daten in unserem Verzeichnis.',
        'Every supplier with access to our systems or to data is listed in our register with its service and the kinds of data.',
      ),
      parameters: {},
      basis: 'observed',
      needs: text(
        'Noch kein Verzeichnis: Es fehlt das Lieferantenverzeichnis; der Einkauf trägt die Lieferanten ein und gleicht sie mit den Rechnungen ab.',
        'No register yet: the supplier register is missing; procurement enters the suppliers and compares them with the invoices.',
      ),
    }),
    defineClaim({
      id: 'reviewed',
      text: text(
        'Mindestens alle {months Monate} überprüfen wir bei jedem Lieferanten mit Zugang zu unseren Systemen oder zu Daten, ob sein Schutz zu Leistung und Daten passt.',
        'At least every {months months} we review, for every supplier with access to our systems or to data, whether its protection fits the service and the data.',
      ),
      parameters: { months: 12 },
      basis: 'observed',
      needs: text(
        'Noch kein Verzeichnis: Es fehlen die Vorgänge der Überprüfungen mit Ergebnis und nächstem Termin; Einkauf und Sicherheitsteam führen sie.',
        'No register yet: the cases of the reviews with result and next date are missing; procurement and the security team keep them.',
      ),
    }),
    defineClaim({
      id: 'subprocessors',
      text: text(
        'Jeder Lieferant, der Daten in Ihrem Auftrag verarbeitet, ist im Vertrag zur Auftragsverarbeitung aufgeführt.',
        'Every supplier that processes data on your behalf is listed in the data processing agreement.',
      ),
      parameters: {},
      basis: 'executed',
      restsOn: ['processing-agreement/subprocessors'],
      needs: text(
        'Nichts Eigenes: Der Stand folgt allein aus der Aussage zur Auftragsverarbeitung.',
        'Nothing of its own: the status follows solely from the claim about the processing agreement.',
      ),
    }),
  ],
})
