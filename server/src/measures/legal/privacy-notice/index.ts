// What visitors and customers are told about the processing of their data (GDPR Art. 13).
// Invariant: the notice is generated from the register of processing activities (Art. 30); nobody edits it by
// hand.
// Absent: consent texts; where consent is needed it is asked for at the place of processing.
import { defineModule } from '../../../engine/claims/index.ts'
import { measure } from './claims.ts'

export const privacyNotice = defineModule({
  name: 'privacy-notice',
  dependsOn: ['claims'],
  migrations: null,
  measures: [measure],
})
