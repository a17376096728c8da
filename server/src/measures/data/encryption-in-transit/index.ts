// Whether connections to our servers are encrypted as promised, tried out from outside.
// Invariants: nothing is taken from configuration but where to look; one bad version, suite, key or chain fails the
// claim, however many good ones there are; what could not be asked is unknown, never refused.
// Deliberately absent: fetching missing intermediates, and any probe of telephony until there is a measuring point.
import { defineModule } from '../../../engine/claims/index.ts'
import { measure } from './claims.ts'

export const encryptionInTransit = defineModule({
  name: 'encryption-in-transit',
  dependsOn: ['claims'],
  migrations: null,
  measures: [measure],
})
