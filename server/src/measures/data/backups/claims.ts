import { defineClaim, defineMeasure } from '../../../engine/claims/index.ts'
import { text } from '../../../kernel/language.ts'
import { encrypted } from './checks/encrypted.ts'
import { restorable } from './checks/restorable.ts'
import { retention } from './checks/retention.ts'
import { schedule } from './checks/schedule.ts'
import { secondPlace } from './checks/second-place.ts'
import { retentionDaysDefault } from './runs.ts'

const noPlace = text('Es ist kein Ablageort eingetragen.', 'No storage place is configured.')

export const measure = defineMeasure({
  id: 'backups',
  chapter: 'data',
  title: text('Datensicherung', 'Data backup'),
  claims: [
    defineClaim({
      id: 'schedule',
      text: text(
        'Jede Datenbank wird mindestens alle {hours Stunden} vollständig gesichert.',
        'Every database is backed up completely at least every {hours hours}.',
      ),
      parameters: { hours: 24 },
      basis: 'observed',
      check: schedule,
      needs: noPlace,
    }),
    defineClaim({
      id: 'encrypted',
      text: text(
        'Jede Sicherung ist für mindestens {recipients Schlüssel} verschlüsselt und lässt sich mit keinem anderen öffnen.',
        'Every backup is encrypted for at least {recipients keys} and opens with no other.',
      ),
      parameters: { recipients: 2 },
      basis: 'executed',
      check: encrypted,
      needs: noPlace,
    }),
    defineClaim({
      id: 'restorable',
      text: text(
        'Sicherungen lassen sich vollständig wiederherstellen: Die neueste wird regelmäßig in eine leere Datenbank eingespielt und Tabelle für Tabelle verglichen.',
        'Backups can be restored completely: the newest is regularly restored into an empty database and compared table by table.',
      ),
      parameters: {},
      basis: 'executed',
      check: restorable,
      needs: noPlace,
    }),
    defineClaim({
      id: 'retention',
      text: text(
        'Sicherungen werden {days Tage} aufbewahrt und danach gelöscht.',
        'Backups are kept for {days days} and deleted after that.',
      ),
      parameters: { days: retentionDaysDefault },
      basis: 'observed',
      check: retention,
      needs: noPlace,
    }),
    defineClaim({
      id: 'second-place',
      text: text(
        'Jede Sicherung liegt Byte für Byte gleich an mindestens {places Ablageorten}.',
        'Every backup stands byte for byte the same in at least {places storage places}.',
      ),
      parameters: { places: 2 },
      basis: 'executed',
      check: secondPlace,
      needs: noPlace,
    }),
    defineClaim({
      id: 'other-site',
      text: text(
        'Sicherungen werden mindestens alle {hours Stunden} in ein anderes Rechenzentrum übertragen.',
        'Backups are copied to another data centre at least every {hours hours}.',
      ),
      parameters: { hours: 24 },
      basis: 'executed',
      needs: text(
        'Dass ein Ablageort in einem anderen Rechenzentrum steht, lässt sich erst mit dem Verzeichnis der Standorte nachweisen.',
        'That a storage place is in another data centre can be proved only with the register of sites.',
      ),
    }),
    defineClaim({
      id: 'alerts',
      text: text(
        'Jede fehlgeschlagene oder ausgebliebene Sicherung löst einen Alarm aus, der eskaliert und bis zur Behebung verfolgt wird.',
        'Every backup that fails or does not take place raises an alert, which escalates and is tracked until it is fixed.',
      ),
      parameters: {},
      basis: 'executed',
      needs: text(
        'Die Alarmierung folgt mit der Bearbeitung von Vorfällen.',
        'Alerting follows with the handling of incidents.',
      ),
    }),
  ],
})
