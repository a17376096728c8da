import { defineClaim, defineMeasure } from '../../../engine/claims/index.ts'
import { text } from '../../../kernel/language.ts'

export const measure = defineMeasure({
  id: 'processing-agreement',
  chapter: 'legal',
  title: text('Auftragsverarbeitung', 'Processing agreement'),
  claims: [
    defineClaim({
      id: 'online',
      text: text(
        'Sie können den Vertrag zur Auftragsverarbeitung nach Art. 28 DSGVO online abschließen und jederzeit wieder abrufen.',
        'You can conclude the data processing agreement under Art. 28 GDPR online and retrieve it at any time.',
      ),
      parameters: {},
      basis: 'executed',
      needs: text(
        'Noch kein Messpunkt: Es fehlen der Abschluss im Kundenkonto, den die Entwicklung bereitstellt, und der Vertragstext der Rechtsabteilung.',
        'No measuring point yet: signing within the customer account, which development provides, and the contract text of the legal department are missing.',
      ),
    }),
    defineClaim({
      id: 'subprocessors',
      text: text(
        'Der Vertrag zur Auftragsverarbeitung führt jeden Unterauftragsverarbeiter auf, den wir einsetzen, und nennt, was er verarbeitet.',
        'The data processing agreement lists every subprocessor we use and states what each of them processes.',
      ),
      parameters: {},
      basis: 'executed',
      needs: text(
        'Noch kein Verzeichnis: Es fehlt das Verzeichnis der Unterauftragsverarbeiter, aus dem die Liste im Vertrag entsteht; Einkauf und Rechtsabteilung tragen sie ein.',
        'No register yet: the register of subprocessors from which the list in the contract is generated is missing; procurement and the legal department enter them.',
      ),
    }),
    defineClaim({
      id: 'changes',
      text: text(
        'Einen neuen Unterauftragsverarbeiter kündigen wir jedem betroffenen Kunden nachweislich mindestens {days Tage} im Voraus an; bis dahin können Sie widersprechen.',
        'We announce a new subprocessor to every affected customer at least {days days} in advance, with proof of delivery; until then you can object.',
      ),
      parameters: { days: 30 },
      basis: 'executed',
      needs: text(
        'Noch kein Messpunkt: Es fehlt der Versand der Ankündigungen mit Zustellnachweis und Widerspruchsfrist; die Entwicklung stellt ihn bereit.',
        'No measuring point yet: sending announcements with proof of delivery and an objection period is missing; development provides it.',
      ),
    }),
  ],
})
