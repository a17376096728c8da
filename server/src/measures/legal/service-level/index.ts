// The availability we promise, and how the figure comes about.
// Invariants: time that was not measured never counts as available; a closed year is corrected only by
// adding, with reason. The definition is part of the promise: what counts as down, from where we measure, how
// maintenance is counted.
// Absent: credits and compensation, which belong to the customer contract.
import { defineModule } from '../../../engine/claims/index.ts'
import { measure } from './claims.ts'

export const serviceLevel = defineModule({
  name: 'service-level',
  dependsOn: ['claims'],
  migrations: null,
  measures: [measure],
})
