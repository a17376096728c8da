import { defineClaim, defineMeasure } from '../../../engine/claims/index.ts'
import { text } from '../../../kernel/language.ts'

export const measure = defineMeasure({
  id: 'contact',
  chapter: 'documents',
  title: text('Kontakt', 'Contact'),
  claims: [
    defineClaim({
      id: 'person',
      text: text(
        'Auf Ihre Nachricht antwortet ein Mensch, spätestens nach {days Arbeitstagen}.',
        'A person answers your message, after {days working days} at the latest.',
      ),
      parameters: { days: 2 },
      basis: 'executed',
      needs: text(
        'Noch kein Messpunkt: Es fehlen das Kontaktformular und Testnachrichten, deren Antwortzeit wir messen; der Kundenservice übernimmt die Antworten.',
        'No measuring point yet: the contact form and test messages whose response time we measure are missing; customer service takes on the answers.',
      ),
    }),
    defineClaim({
      id: 'questionnaires',
      text: text(
        'Unsere Antworten auf Sicherheitsfragebögen stützen sich allein auf die Aussagen dieser Seite und verweisen auf sie.',
        'Our answers to security questionnaires draw solely on the claims of this page and cite them.',
      ),
      parameters: {},
      basis: 'executed',
      needs: text(
        'Noch kein Messpunkt: Es fehlt das Werkzeug, das Antworten aus den Aussagen zusammenstellt; die Entwicklung stellt es bereit.',
        'No measuring point yet: the tool that composes answers from the claims is missing; development provides it.',
      ),
    }),
  ],
})
