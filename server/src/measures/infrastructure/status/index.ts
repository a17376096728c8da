// Live and past status of the services, and maintenance announced in advance.
// Invariants: what was shown once stays readable; an outage that nobody typed in still appears, because
// monitors write it.
// Absent: the availability figure itself; see service-level.
import { defineModule } from '../../../engine/claims/index.ts'
import { measure } from './claims.ts'

export const status = defineModule({
  name: 'status',
  dependsOn: ['claims'],
  migrations: null,
  measures: [measure],
})
