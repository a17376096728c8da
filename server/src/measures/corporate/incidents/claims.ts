import { defineClaim, defineMeasure } from '../../../engine/claims/index.ts'
import { text } from '../../../kernel/language.ts'

export const measure = defineMeasure({
  id: 'incidents',
  chapter: 'corporate',
  title: text('Umgang mit Vorfällen', 'Incident response'),
  claims: [
    defineClaim({
      id: 'round-the-clock',
      text: text(
        'Rund um die Uhr, an jedem Tag des Jahres, nimmt ein Mensch einen Alarm binnen {minutes Minuten} an.',
        'Around the clock, on every day of the year, a person acknowledges an alert within {minutes minutes}.',
      ),
      parameters: { minutes: 15 },
      basis: 'executed',
      needs: text(
        'Noch kein Messpunkt: Es fehlen der Bereitschaftsplan und die Alarmierung, die wir mit Probealarmen messen; das Sicherheitsteam stellt den Plan auf.',
        'No measuring point yet: the on-call schedule and the paging that we measure with alert drills are missing; the security team draws up the schedule.',
      ),
    }),
    defineClaim({
      id: 'playbooks',
      text: text(
        'Für jede Art von Vorfall, die wir aus früheren Vorfällen ableiten, steht vorab fest, wer was tut, wann eskaliert wird und wer informiert wird.',
        'For every type of incident that we derive from past ones, it is set in advance who does what, when it is escalated and who is informed.',
      ),
      parameters: {},
      basis: 'observed',
      needs: text(
        'Noch kein Dokument: Es fehlen die festgelegten Abläufe je Art von Vorfall; das Sicherheitsteam schreibt sie und wertet dafür frühere Vorfälle aus.',
        'No document yet: the defined procedures for each type of incident are missing; the security team writes them after evaluating past incidents.',
      ),
    }),
    defineClaim({
      id: 'intake',
      text: text(
        'Alarme, Warnungen von Lieferanten, Anfragen von Kunden und Datenschutzereignisse eröffnen ohne menschliches Zutun einen Vorgang.',
        'Alerts, supplier warnings, customer requests and privacy events open a case without human action.',
      ),
      parameters: {},
      basis: 'executed',
      needs: text(
        'Noch keine Anbindung: Es fehlen die Eingänge für diese vier Quellen, über die wir Testmeldungen schicken; die Entwicklung stellt sie bereit.',
        'No connection yet: the intakes for these four sources, through which we send test messages, are missing; development provides them.',
      ),
    }),
    defineClaim({
      id: 'reviewed',
      text: text(
        'Jeder Vorfall, ob vermutet oder bestätigt, wird untersucht; keiner wird ohne festgehaltenes Ergebnis geschlossen.',
        'Every incident, suspected or confirmed, is investigated; none is closed without a recorded result.',
      ),
      parameters: {},
      basis: 'observed',
      needs: text(
        'Noch kein Verzeichnis: Es fehlen die Vorgänge zu Vorfällen mit Untersuchung und Ergebnis; das Sicherheitsteam führt sie.',
        'No register yet: the cases on incidents with their investigation and result are missing; the security team keeps them.',
      ),
    }),
    defineClaim({
      id: 'customers',
      text: text(
        'Sind Kunden von einem Vorfall betroffen, informieren wir sie und stimmen das weitere Vorgehen mit ihnen ab.',
        'Where an incident affects customers, we inform them and coordinate the next steps with them.',
      ),
      parameters: {},
      basis: 'observed',
      needs: text(
        'Noch kein Messpunkt: Es fehlt der Versand von Mitteilungen an Kunden mit Zustellnachweis; die Entwicklung stellt ihn bereit.',
        'No measuring point yet: sending notices to customers with proof of delivery is missing; development provides it.',
      ),
    }),
  ],
})
