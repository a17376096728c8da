import { defineClaim, defineMeasure } from '../../../engine/claims/index.ts'
import { text } from '../../../kernel/language.ts'
import { passwords } from './checks/passwords.ts'
import { canary } from './checks/canary.ts'
import { keyFiles } from './checks/key-files.ts'

const nothing = text('Nichts: Die Prüfung gehört zum System.', 'Nothing: the check is part of the system.')

export const measure = defineMeasure({
  id: 'encryption-at-rest',
  chapter: 'data',
  title: text('Verschlüsselung gespeicherter Daten', 'Encryption at rest'),
  claims: [
    defineClaim({
      id: 'canary',
      text: text(
        'Sensible Daten stehen auf unseren Datenträgern und in unseren Sicherungen nur verschlüsselt ({algorithm}).',
        'On our storage and in our backups, sensitive data stands encrypted only ({algorithm}).',
      ),
      parameters: { algorithm: 'AES-256-GCM' },
      basis: 'executed',
      check: canary,
      needs: nothing,
    }),
    defineClaim({
      id: 'key-files',
      text: text(
        'Schlüssel liegen getrennt von den Daten, die sie schützen, und nur das System selbst kann sie lesen.',
        'Keys are kept apart from the data that they protect, and only the system itself can read them.',
      ),
      parameters: {},
      basis: 'executed',
      check: keyFiles,
      needs: nothing,
    }),
    defineClaim({
      id: 'passwords',
      text: text(
        'Passwörter speichern wir nur als Hashwert nach {algorithm}.',
        'We store passwords only as {algorithm} hashes.',
      ),
      parameters: { algorithm: 'Argon2id' },
      basis: 'executed',
      check: passwords,
      needs: text(
        'Nichts weiter: Die Prüfung legt selbst ein Passwort an.',
        'Nothing more: the check sets a password itself.',
      ),
    }),
    defineClaim({
      id: 'key-rotation',
      text: text(
        'Schlüssel für gespeicherte Daten werden mindestens alle {days Tage} erneuert.',
        'Keys for stored data are renewed at least every {days days}.',
      ),
      parameters: { days: 365 },
      basis: 'executed',
      needs: text(
        'Die Erneuerung der Schlüssel ist noch nicht eingerichtet.',
        'Key renewal is not set up yet.',
      ),
    }),
  ],
})
