// From the first sign of an incident to its review, at every hour.
// Invariants: every intake opens a case; a suspected incident is treated as one until it is reviewed.
// Coverage is proved by drills with measured times, because a duty plan alone answers no alert.
// Absent: legal deadlines for personal data; see breaches.
import { defineModule } from '../../../engine/claims/index.ts'
import { measure } from './claims.ts'

export const incidents = defineModule({
  name: 'incidents',
  dependsOn: ['claims'],
  migrations: null,
  measures: [measure],
})
