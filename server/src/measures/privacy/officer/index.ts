// A data-protection officer is appointed and can be reached.
// Invariant: the appointment is attested; that messages arrive is tried with messages of our own.
// Absent: requests of data subjects and their contents, which are confidential.
import { defineModule } from '../../../engine/claims/index.ts'
import { measure } from './claims.ts'

export const officer = defineModule({
  name: 'officer',
  dependsOn: ['claims'],
  migrations: null,
  measures: [measure],
})
