// Staging apart from production, and the one way on which code reaches production.
// Invariants: separation is tried from both sides; a gate is proved by a change that it must stop.
// Absent: quality of the code itself; what the analyses find is treated under weaknesses.
import { defineModule } from '../../../engine/claims/index.ts'
import { measure } from './claims.ts'

export const environments = defineModule({
  name: 'environments',
  dependsOn: ['claims'],
  migrations: null,
  measures: [measure],
})
