import { defineClaim, defineMeasure } from '../../../engine/claims/index.ts'
import { text } from '../../../kernel/language.ts'

export const measure = defineMeasure({
  id: 'devices',
  chapter: 'endpoint',
  title: text('Firmengeräte', 'Company devices'),
  claims: [
    defineClaim({
      id: 'encrypted',
      text: text(
        'Auf jedem Gerät unseres Unternehmens ist der Datenträger vollständig verschlüsselt.',
        'Every device of our company has full-disk encryption.',
      ),
      parameters: {},
      basis: 'observed',
      needs: text(
        'Noch kein Messpunkt: Es fehlen das Geräteverzeichnis und das Programm, das auf jedem Gerät die Verschlüsselung ausliest; die interne IT verteilt es.',
        'No measuring point yet: the register of devices and the program that reads the encryption setting on each device are missing; internal IT distributes it.',
      ),
    }),
    defineClaim({
      id: 'enforced',
      text: text(
        'Auf Geräten von {vendors} ist die Verschlüsselung technisch erzwungen und lässt sich nicht abschalten.',
        'On devices made by {vendors}, encryption is technically enforced and cannot be switched off.',
      ),
      parameters: { vendors: ['Apple'] },
      basis: 'observed',
      needs: text(
        'Noch keine Anbindung: Es fehlt der Lesezugang zur Geräteverwaltung, die die Verschlüsselung vorschreibt; die interne IT richtet ihn ein.',
        'No connection yet: read access to the device management that enforces encryption is missing; internal IT sets it up.',
      ),
    }),
    defineClaim({
      id: 'reported',
      text: text(
        'Von jedem Gerät, auf dem die Verschlüsselung nicht technisch erzwungen ist, liegt eine Meldung über ihren Zustand vor, die höchstens {hours Stunden} alt ist.',
        'For every device on which encryption is not technically enforced, there is a report on its state that is no more than {hours hours} old.',
      ),
      parameters: { hours: 24 },
      basis: 'observed',
      needs: text(
        'Noch kein Messpunkt: Es fehlen die regelmäßigen Meldungen der Geräte; die interne IT verteilt das Programm, das sie sendet.',
        'No measuring point yet: the regular reports from the devices are missing; internal IT distributes the program that sends them.',
      ),
    }),
  ],
})
