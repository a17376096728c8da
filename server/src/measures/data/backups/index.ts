// Our own database is backed up on schedule, encrypted for at least two keys, copied to every configured place, deleted
// when its time is over, and restored into an empty database to prove that all this works.
// Invariants: a backup has its name only when it is whole; plain text never touches a disk; SQL never comes from a backup.
// Deliberately absent: the keys folder (a backup that held the keys to its own sealed values would protect nothing; keep
// it apart, docs/backups.md says how), partial backups, backups of other systems.
import { defineModule } from '../../../engine/claims/index.ts'
import { migrationsBeside } from '../../../kernel/module.ts'
import { measure } from './claims.ts'
import { backupJob } from './schedule.ts'

export { dump } from './dump.ts'
export { places } from './places.ts'
export { restoreInto, type Restore } from './restore.ts'
export { sealing } from './sealed-file.ts'

export const backups = defineModule({
  name: 'backups',
  dependsOn: ['claims', 'log'],
  migrations: migrationsBeside(import.meta.url),
  measures: [measure],
  jobs: [backupJob],
})
