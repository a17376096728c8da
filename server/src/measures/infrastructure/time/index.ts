// Whether clocks are right: the time servers, and the clock by which this installation records.
// Invariants: a deviation counts with all its uncertainty; a server that turns us away, says it is not synchronised or
// answers another question than ours fails; one that does not answer is unknown.
// Deliberately absent: setting any clock.
import { defineModule } from '../../../engine/claims/index.ts'
import { measure } from './claims.ts'

export const time = defineModule({
  name: 'time',
  dependsOn: ['claims'],
  migrations: null,
  measures: [measure],
})
