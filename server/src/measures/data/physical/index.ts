// The buildings that the data is kept in.
// Invariant: nothing is measured here; the claims rest on those of locations and can never be better.
// Absent: descriptions of locks, guards and cameras; they are what a certificate covers.
import { defineModule } from '../../../engine/claims/index.ts'
import { measure } from './claims.ts'

export const physical = defineModule({
  name: 'physical',
  dependsOn: ['claims'],
  migrations: null,
  measures: [measure],
})
