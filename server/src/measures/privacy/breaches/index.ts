// What customers hear, and when, once a breach of their data is known.
// Invariants: the clock starts at the recorded moment of knowledge; a notice counts when its delivery is
// proved. The hours are our own promise: towards controllers the law says "without undue delay" and no number
// (GDPR Art. 33(2)).
// Absent: our own reports to the authorities, which run on clocks of their own (TKG sections 168 and 169,
// BSIG section 32).
import { defineModule } from '../../../engine/claims/index.ts'
import { measure } from './claims.ts'

export const breaches = defineModule({
  name: 'breaches',
  dependsOn: ['claims'],
  migrations: null,
  measures: [measure],
})
