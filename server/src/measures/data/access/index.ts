// Rights of the provider's own people in its systems: by role, as few as needed, by a set process.
// Invariant: what counts is what stands in the target system, re-read, not what the request said; drift fails
// the claim.
// Absent: rights of customers in the product; see roles.
import { defineModule } from '../../../engine/claims/index.ts'
import { measure } from './claims.ts'

export const access = defineModule({
  name: 'access',
  dependsOn: ['claims'],
  migrations: null,
  measures: [measure],
})
