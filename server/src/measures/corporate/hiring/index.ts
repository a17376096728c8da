// What every employee accepts when joining.
// Invariant: an acceptance names the version and content hash of the text; a changed text needs a new
// acceptance.
// Absent: names and dates of single persons; the page shows n of n.
import { defineModule } from '../../../engine/claims/index.ts'
import { measure } from './claims.ts'

export const hiring = defineModule({
  name: 'hiring',
  dependsOn: ['claims'],
  migrations: null,
  measures: [measure],
})
