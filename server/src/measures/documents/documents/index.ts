// All important documents in one place, each in its version and tier: public, on request, under
// confidentiality.
// Invariant: a grant ends by itself, and visitors can see who opened what for their company.
// Absent: documents made for a single customer.
import { defineModule } from '../../../engine/claims/index.ts'
import { measure } from './claims.ts'

export const documents = defineModule({
  name: 'documents',
  dependsOn: ['claims'],
  migrations: null,
  measures: [measure],
})
