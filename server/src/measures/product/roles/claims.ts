import { defineClaim, defineMeasure } from '../../../engine/claims/index.ts'
import { text } from '../../../kernel/language.ts'
import { administration } from './checks/administration.ts'
import { limited } from './checks/limited.ts'

export const measure = defineMeasure({
  id: 'roles',
  chapter: 'product',
  title: text('Rollen und Rechte', 'Roles and permissions'),
  claims: [
    defineClaim({
      id: 'administration',
      text: text(
        'Konten mit der Rolle Administration verwalten die Konten, Rechte und Einstellungen Ihres Unternehmens.',
        'Accounts with the administrator role manage the accounts, permissions and settings of your company.',
      ),
      parameters: {},
      basis: 'executed',
      check: administration,
      needs: text(
        'Noch kein Messpunkt: Es fehlt ein Testkonto mit der Rolle Administration, das jede dieser Funktionen ausführt; die Entwicklung richtet es ein.',
        'No measuring point yet: a test account with the administrator role that carries out each of these functions is missing; development sets it up.',
      ),
    }),
    defineClaim({
      id: 'limited',
      text: text(
        'Konten ohne die Rolle Administration werden bei jeder Funktion abgewiesen, die dieser Rolle vorbehalten ist, auch über unsere Schnittstellen.',
        'Accounts without the administrator role are refused every function reserved for it, through our interfaces as well.',
      ),
      parameters: {},
      basis: 'executed',
      check: limited,
      needs: text(
        'Noch kein Messpunkt: Es fehlt ein Testkonto ohne diese Rolle, das jede vorbehaltene Funktion aufruft; die Entwicklung richtet es ein.',
        'No measuring point yet: a test account without this role that calls every reserved function is missing; development sets it up.',
      ),
    }),
  ],
})
