// Abuse, malicious activity and unusual sign-ins or availability are found, marked and followed to their end.
// Invariants: detection is proved by events we plant ourselves and must find; a finding is never deleted,
// only closed.
// Absent: the rules in full wording and the findings themselves, which concern customers and attackers.
import { defineModule } from '../../../engine/claims/index.ts'
import { measure } from './claims.ts'

export const anomalies = defineModule({
  name: 'anomalies',
  dependsOn: ['claims'],
  migrations: null,
  measures: [measure],
})
