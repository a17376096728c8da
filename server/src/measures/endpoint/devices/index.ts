// Full-disk encryption of every device that the provider works with.
// Invariants: a result is yes, no or unknown; a device that is silent too long is unknown, never encrypted.
// Absent: anything else about a device or its user; the collector reads one setting and can be read itself.
import { defineModule } from '../../../engine/claims/index.ts'
import { measure } from './claims.ts'

export const devices = defineModule({
  name: 'devices',
  dependsOn: ['claims'],
  migrations: null,
  measures: [measure],
})
