import { defineClaim, defineMeasure } from '../../../engine/claims/index.ts'
import { text } from '../../../kernel/language.ts'

export const measure = defineMeasure({
  id: 'awareness',
  chapter: 'corporate',
  title: text('Schulung der Mitarbeitenden', 'Staff awareness'),
  claims: [
    defineClaim({
      id: 'training',
      text: text(
        'Alle Mitarbeitenden schließen die Sicherheitsschulung binnen {days Tagen} nach ihrer Einstellung ab und wiederholen sie mindestens alle {months Monate}.',
        'All employees complete the security training within {days days} of being hired and repeat it at least every {months months}.',
      ),
      parameters: { days: 30, months: 12 },
      basis: 'observed',
      needs: text(
        'Noch kein Verzeichnis: Es fehlen die Tage der Einstellung und der Abschlüsse; die Personalabteilung liefert beides.',
        'No register yet: the dates of hiring and of completion are missing; human resources supply both.',
      ),
    }),
    defineClaim({
      id: 'news',
      text: text(
        'Über neue Bedrohungen unterrichten wir alle Mitarbeitenden mindestens alle {months Monate}.',
        'We brief all employees on new threats at least every {months months}.',
      ),
      parameters: { months: 3 },
      basis: 'observed',
      needs: text(
        'Noch kein Verzeichnis: Es fehlen die versandten Mitteilungen mit Datum und Empfängerkreis; das Sicherheitsteam hinterlegt sie.',
        'No register yet: the briefings sent, with date and audience, are missing; the security team files them.',
      ),
    }),
    defineClaim({
      id: 'phishing',
      text: text(
        'Mindestens alle {months Monate} üben wir mit nachgestellten Phishing-Mails und werten das Ergebnis ohne Bezug auf einzelne Personen aus.',
        'At least every {months months} we hold an exercise with simulated phishing e-mails and evaluate the result without reference to individuals.',
      ),
      parameters: { months: 6 },
      basis: 'observed',
      needs: text(
        'Noch kein Messpunkt: Es fehlen Versand und Auswertung der Übungsmails ohne Personenprofile; das Sicherheitsteam richtet beides ein.',
        'No measuring point yet: sending and evaluating the exercise e-mails without personal profiles is missing; the security team sets up both.',
      ),
    }),
    defineClaim({
      id: 'roles',
      text: text(
        'Wer in einer Rolle mit besonderen Risiken arbeitet, etwa in der Entwicklung oder im Kundenservice, hat die Schulung für diese Rolle abgeschlossen.',
        'Everyone who works in a role with particular risks, such as development or customer service, has completed the course for that role.',
      ),
      parameters: {},
      basis: 'observed',
      needs: text(
        'Noch kein Verzeichnis: Es fehlen die Liste dieser Rollen und die Abschlüsse ihrer Schulungen; Sicherheitsteam und Personalabteilung liefern sie.',
        'No register yet: the list of these roles and the completions of their courses are missing; the security team and human resources supply them.',
      ),
    }),
  ],
})
