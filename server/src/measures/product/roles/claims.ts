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
        'Sobald die Installation läuft, führt die Prüfung diese Funktionen mit einem eigenen Konto aus.',
        'Once the installation runs, the check carries out these functions with an account of its own.',
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
        'Sobald die Installation läuft, ruft die Prüfung mit eigenen Konten jeder Rolle jede Funktion auf.',
        'Once the installation runs, the check calls every function with accounts of its own in each role.',
      ),
    }),
  ],
})
