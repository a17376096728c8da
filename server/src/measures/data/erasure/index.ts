// Customers take their data with them or have them erased; what the law keeps is named.
// Invariants: an erasure is proved by looking for the data afterwards, also after a restore of a backup that
// held them. Erased subjects stay in an erasure ledger without their data, so that a restore can be cleaned
// again.
// Absent: schedules and retention of the backups themselves; see backups.
import { defineModule } from '../../../engine/claims/index.ts'
import { measure } from './claims.ts'

export const erasure = defineModule({
  name: 'erasure',
  dependsOn: ['claims'],
  migrations: null,
  measures: [measure],
})
