// The risk register: rating, treatment, regular review by an internal board.
// Invariants: no rating without date and board decision; a treatment without a date counts as none.
// Absent: the risks themselves, which are confidential; the page shows how many were reviewed in time.
import { defineModule } from '../../../engine/claims/index.ts'
import { measure } from './claims.ts'

export const risks = defineModule({
  name: 'risks',
  dependsOn: ['claims'],
  migrations: null,
  measures: [measure],
})
