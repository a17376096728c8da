// The contract under GDPR Art. 28 and how customers learn of changes among subprocessors.
// Invariant: the list in the contract is generated from the live register of subprocessors, never kept twice.
// The notice period is our own promise: Art. 28(2) GDPR sets no number of days. A customer contract may set a
// longer one.
// Absent: what suppliers other than subprocessors do; see suppliers.
import { defineModule } from '../../../engine/claims/index.ts'
import { measure } from './claims.ts'

export const processingAgreement = defineModule({
  name: 'processing-agreement',
  dependsOn: ['claims'],
  migrations: null,
  measures: [measure],
})
