// The register of suppliers and its tiered reviews.
// Invariant: the depth of a review follows from service and data, and an overdue review shows in public.
// Absent: prices and contract terms; names of subprocessors stand in the processing agreement.
import { defineModule } from '../../../engine/claims/index.ts'
import { measure } from './claims.ts'

export const suppliers = defineModule({
  name: 'suppliers',
  dependsOn: ['claims'],
  migrations: null,
  measures: [measure],
})
