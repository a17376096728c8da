import { defineClaim, defineMeasure } from '../../../engine/claims/index.ts'
import { text } from '../../../kernel/language.ts'

export const measure = defineMeasure({
  id: 'anomalies',
  chapter: 'infrastructure',
  title: text('Erkennung von Auffälligkeiten', 'Anomaly detection'),
  claims: [
    defineClaim({
      id: 'detected',
      text: text(
        'Unsere Systeme erkennen Testereignisse für Missbrauch, schädliche Aktivität, auffällige Anmeldungen und gestörte Verfügbarkeit binnen {minutes Minuten}.',
        'Our systems detect test events for abuse, malicious activity, unusual sign-ins and impaired availability within {minutes minutes}.',
      ),
      parameters: { minutes: 15 },
      basis: 'executed',
      needs: text(
        'Noch kein Messpunkt: Es fehlen die Erkennungsregeln und die Testereignisse, die sie finden müssen; das Sicherheitsteam erstellt beide.',
        'No measuring point yet: the detection rules and the test events that they must find are missing; the security team writes both.',
      ),
    }),
    defineClaim({
      id: 'marked',
      text: text(
        'Jede Auffälligkeit wird mit Schweregrad, Zeitpunkt und auslösender Suche gekennzeichnet.',
        'Every anomaly is marked with its severity, its time and the search that raised it.',
      ),
      parameters: {},
      basis: 'executed',
      needs: text(
        'Noch kein Verzeichnis: Es fehlt das Verzeichnis der Auffälligkeiten, das die Erkennungsregeln füllen; die Entwicklung stellt es bereit.',
        'No register yet: the register of anomalies that the detection rules fill is missing; development provides it.',
      ),
    }),
    defineClaim({
      id: 'closed',
      text: text(
        'Jede Auffälligkeit sichtet das Team, das für das betroffene System zuständig ist, und verfolgt sie bis zum Abschluss.',
        'Every anomaly is reviewed by the team responsible for the system concerned and tracked to closure.',
      ),
      parameters: {},
      basis: 'observed',
      needs: text(
        'Noch kein Verzeichnis: Es fehlen die Vorgänge, in denen Sichtung und Abschluss jeder Auffälligkeit stehen; die zuständigen Teams führen sie.',
        'No register yet: the cases that hold the review and closure of each anomaly are missing; the responsible teams keep them.',
      ),
    }),
  ],
})
