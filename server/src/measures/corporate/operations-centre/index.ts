// The people who watch at every hour, and the separate team that looks for weaknesses.
// Invariant: what is the same as in incidents rests on those claims and is not measured twice. Clocks of
// weaknesses start when a weakness becomes known to us, not when somebody has time to rate it.
// Absent: known weaknesses of the product itself; see weaknesses.
import { defineModule } from '../../../engine/claims/index.ts'
import { measure } from './claims.ts'

export const operationsCentre = defineModule({
  name: 'operations-centre',
  dependsOn: ['claims'],
  migrations: null,
  measures: [measure],
})
