import { defineClaim, defineMeasure } from '../../../engine/claims/index.ts'
import { text } from '../../../kernel/language.ts'

export const measure = defineMeasure({
  id: 'erasure',
  chapter: 'data',
  title: text('Löschung und Export', 'Erasure and export'),
  claims: [
    defineClaim({
      id: 'export',
      text: text(
        'Sie können Ihre Daten jederzeit selbst und vollständig exportieren.',
        'You can export all your data yourself at any time.',
      ),
      parameters: {},
      basis: 'executed',
      needs: text(
        'Noch kein Messpunkt: Es fehlen der Export im Kundenkonto und ein Testunternehmen, dessen Daten wir mit dem Export vergleichen; die Entwicklung stellt beides bereit.',
        'No measuring point yet: the export in the customer account and a test company whose data we compare with the export are missing; development provides both.',
      ),
    }),
    defineClaim({
      id: 'deletion',
      text: text(
        'Sie können Ihre Daten jederzeit selbst löschen; in unseren laufenden Systemen sind sie danach nicht mehr auffindbar, außer wo ein Gesetz die Aufbewahrung verlangt.',
        'You can delete your data yourself at any time; after that it can no longer be found in our live systems, except where a law requires us to keep it.',
      ),
      parameters: {},
      basis: 'executed',
      needs: text(
        'Noch kein Messpunkt: Es fehlen die Löschung im Kundenkonto und ein Testunternehmen, nach dessen Daten wir danach suchen; die Entwicklung stellt beides bereit.',
        'No measuring point yet: the deletion in the customer account and a test company whose data we search for afterwards are missing; development provides both.',
      ),
    }),
    defineClaim({
      id: 'after-contract',
      text: text(
        'Nach Vertragsende bewahren wir Ihre Daten auf, bis Sie die Löschung schriftlich verlangen, längstens aber {days Tage}.',
        'After the contract ends we keep your data until you request its deletion in writing, but for {days days} at most.',
      ),
      parameters: { days: 90 },
      basis: 'executed',
      needs: text(
        'Noch kein Messpunkt: Es fehlen die Löschregeln je Art von Daten und ein abgelaufenes Testunternehmen; Rechtsabteilung und Entwicklung liefern beides.',
        'No measuring point yet: the erasure rules for each kind of data and a test company whose contract has ended are missing; the legal department and development supply both.',
      ),
    }),
    defineClaim({
      id: 'backups',
      text: text(
        'Spätestens {days Tage} nach einer Löschung sind die gelöschten Daten auch in keiner Sicherung mehr; wird vorher eine Sicherung zurückgespielt, löschen wir sie erneut.',
        'No later than {days days} after a deletion, the deleted data is no longer in any backup either; if a backup is restored before then, we delete the data again.',
      ),
      parameters: { days: 30 },
      basis: 'executed',
      needs: text(
        'Noch kein Messpunkt: Es fehlen das Verzeichnis der Löschungen und eine Übung, die eine ältere Sicherung zurückspielt und die Löschungen wiederholt; der Netzbetrieb führt sie durch.',
        'No measuring point yet: the register of erasures and an exercise that restores an older backup and repeats the erasures are missing; network operations carry it out.',
      ),
    }),
    defineClaim({
      id: 'legal-duties',
      text: text(
        'Über die vereinbarten Fristen hinaus behalten wir nur Aufzeichnungen, deren Aufbewahrung ein Gesetz verlangt, und veröffentlichen zu jeder Art das Gesetz und die Frist.',
        'Beyond the agreed periods, we keep only records that a law requires us to keep, and for each kind we publish the law and the period.',
      ),
      parameters: {},
      basis: 'observed',
      needs: text(
        'Noch kein Verzeichnis: Es fehlt das Verzeichnis der gesetzlichen Aufbewahrungsfristen je Art von Daten; die Rechtsabteilung trägt sie ein.',
        'No register yet: the register of statutory retention periods for each kind of data is missing; the legal department enters them.',
      ),
    }),
  ],
})
