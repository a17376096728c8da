// A person answers; and what is answered to questionnaires is nothing but the claims of this page.
// Invariant: an automatic reply is no answer, and no answer says more than a claim does.
// Absent: ordinary product support.
import { defineModule } from '../../../engine/claims/index.ts'
import { measure } from './claims.ts'

export const contact = defineModule({
  name: 'contact',
  dependsOn: ['claims'],
  migrations: null,
  measures: [measure],
})
