// Whether what is stored is encrypted: not by reading our own settings, but by searching for a value that was just stored.
// Invariants: a search counts only if it finds a control value in plain; found beats not found; what was not searched is said.
// Deliberately absent: the encryption itself (platform/keys), the files of a PostgreSQL server that we cannot read.
import { defineModule } from '../../../engine/claims/index.ts'
import { migrationsBeside } from '../../../kernel/module.ts'
import { measure } from './claims.ts'

export const encryptionAtRest = defineModule({
  name: 'encryption-at-rest',
  dependsOn: ['claims', 'identity', 'backups'],
  migrations: migrationsBeside(import.meta.url),
  measures: [measure],
})
