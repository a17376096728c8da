// Where AI models process customer data, what remains of it, and what the data is not used for.
// Invariants: every request passes one gateway, which knows the allowed region and keeps a receipt. A
// contract is shown as agreed, never as proven: training at a supplier cannot be observed from outside.
// Absent: the quality of what a model answers.
import { defineModule } from '../../../engine/claims/index.ts'
import { measure } from './claims.ts'

export const ai = defineModule({
  name: 'ai',
  dependsOn: ['claims'],
  migrations: null,
  measures: [measure],
})
