import { defineClaim, defineMeasure } from '../../../engine/claims/index.ts'
import { text } from '../../../kernel/language.ts'
import { reportable } from './checks/reportable.ts'

export const measure = defineMeasure({
  id: 'weaknesses',
  chapter: 'privacy',
  title: text('Schwachstellen im Produkt', 'Product weaknesses'),
  claims: [
    defineClaim({
      id: 'components',
      text: text(
        'Ein internes Team gleicht alle Bestandteile unserer Produkte mindestens alle {hours Stunden} mit den bekannten Schwachstellen ab.',
        'An internal team compares all components of our products with the known weaknesses at least every {hours hours}.',
      ),
      parameters: { hours: 24 },
      basis: 'observed',
      needs: text(
        'Noch keine Anbindung: Es fehlen die Stücklisten der ausgelieferten Software und die Meldungen über Schwachstellen; die Entwicklung bindet beides an.',
        'No connection yet: the bills of materials of the released software and the advisories on weaknesses are missing; development connects both.',
      ),
    }),
    defineClaim({
      id: 'best-practice',
      text: text(
        'Mindestens alle {months Monate} überprüft ein internes Team unsere Produkte gegen die Anforderungen von {standard}.',
        'At least every {months months} an internal team reviews our products against the requirements of {standard}.',
      ),
      parameters: { months: 12, standard: 'OWASP ASVS 5.0' },
      basis: 'observed',
      needs: text(
        'Noch kein Dokument: Es fehlen die Ergebnisse dieser Überprüfung je Anforderung; das Schwachstellenteam hinterlegt sie.',
        'No document yet: the results of this review for each requirement are missing; the weakness team files them.',
      ),
    }),
    defineClaim({
      id: 'reportable',
      text: text(
        'Wer eine Schwachstelle findet, erfährt unter security.txt, wohin die Meldung geht; die Angabe gilt immer noch mindestens {days Tage}.',
        'Whoever finds a weakness learns from security.txt where to report it; the statement is always valid for at least {days more days}.',
      ),
      parameters: { days: 30 },
      basis: 'executed',
      check: reportable,
      needs: text(
        'Noch kein Messpunkt: Die Seite ist noch nicht erreichbar.',
        'No measuring point yet: the page cannot be reached yet.',
      ),
    }),
  ],
})
