import { defineClaim, defineMeasure } from '../../../engine/claims/index.ts'
import { text } from '../../../kernel/language.ts'

export const measure = defineMeasure({
  id: 'ai',
  chapter: 'ai',
  title: text('Künstliche Intelligenz', 'Artificial intelligence'),
  claims: [
    defineClaim({
      id: 'region',
      text: text(
        'KI-Modelle verarbeiten Ihre Daten nur innerhalb der {region}.',
        'AI models process your data only within the {region}.',
      ),
      parameters: { region: 'EU' },
      basis: 'executed',
      needs: text(
        'Noch kein Messpunkt: Es fehlt der Übergabepunkt, über den alle Anfragen an KI-Modelle laufen und der andere Regionen abweist; die Entwicklung stellt ihn bereit.',
        'No measuring point yet: the gateway that all requests to AI models pass and that refuses other regions is missing; development provides it.',
      ),
    }),
    defineClaim({
      id: 'deletion',
      text: text(
        'Ist eine Verarbeitung durch KI abgeschlossen, werden die dafür übergebenen Daten binnen {hours Stunden} gelöscht oder anonymisiert.',
        'Once processing by AI is complete, the data passed on for it is deleted or anonymised within {hours hours}.',
      ),
      parameters: { hours: 24 },
      basis: 'executed',
      needs: text(
        'Noch kein Messpunkt: Es fehlen Testdaten, nach denen wir nach Abschluss suchen, und ein Beleg je Anfrage; die Entwicklung stellt beides bereit.',
        'No measuring point yet: test data to search for after completion and a receipt for each request are missing; development provides both.',
      ),
    }),
    defineClaim({
      id: 'no-training',
      text: text(
        'Mit Ihren Daten werden keine KI-Modelle trainiert; das ist mit jedem Anbieter, dessen Modelle wir nutzen, vertraglich vereinbart.',
        'No AI models are trained with your data; this is agreed by contract with every provider whose models we use.',
      ),
      parameters: {},
      basis: 'contractual',
      needs: text(
        'Noch kein Dokument: Es fehlen die Verträge mit diesen Anbietern und die Stellen, die das Training ausschließen; die Rechtsabteilung hinterlegt sie.',
        'No document yet: the contracts with these providers and the passages that rule out training are missing; the legal department files them.',
      ),
    }),
    defineClaim({
      id: 'lawful-use',
      text: text(
        'Zu jeder KI-Funktion erhalten Sie die Angaben, die Sie für einen rechtmäßigen Einsatz brauchen: Zweck, Modell, Anbieter und verarbeitete Daten.',
        'For every AI function you receive the information that you need for lawful use: purpose, model, provider and data processed.',
      ),
      parameters: {},
      basis: 'observed',
      needs: text(
        'Noch kein Verzeichnis: Es fehlt das Verzeichnis der KI-Funktionen mit diesen Angaben; Entwicklung und Rechtsabteilung tragen sie ein.',
        'No register yet: the register of AI functions with this information is missing; development and the legal department enter it.',
      ),
    }),
  ],
})
