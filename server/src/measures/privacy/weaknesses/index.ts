// An internal team finds weaknesses in the product and keeps it in line with best practice.
// Invariant: what is compared is what was delivered (its bill of materials), not what should have been.
// Absent: open weaknesses by name; the clocks for their removal stand under operations-centre.
import { defineModule } from '../../../engine/claims/index.ts'
import { measure } from './claims.ts'

export const weaknesses = defineModule({
  name: 'weaknesses',
  dependsOn: ['claims'],
  migrations: null,
  measures: [measure],
})
