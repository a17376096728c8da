// A mitigation provider stands in front of the public endpoints.
// Invariant: both halves are tried from outside; protection that can be bypassed is not counted as
// protection.
// Absent: attack statistics and thresholds, which would help an attacker.
import { defineModule } from '../../../engine/claims/index.ts'
import { measure } from './claims.ts'

export const ddos = defineModule({
  name: 'ddos',
  dependsOn: ['claims'],
  migrations: null,
  measures: [measure],
})
