// Recovery plans for infrastructure and suppliers, exercises, and what is learnt from each disruption.
// Invariants: a plan that was never exercised is shown as such; recovery time and data loss are measured, not
// estimated. A post-mortem names causes, never persons.
// Absent: restoring backups as such; see backups.
import { defineModule } from '../../../engine/claims/index.ts'
import { measure } from './claims.ts'

export const continuity = defineModule({
  name: 'continuity',
  dependsOn: ['claims'],
  migrations: null,
  measures: [measure],
})
