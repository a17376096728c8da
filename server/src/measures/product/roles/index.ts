// Administrators with wide rights, everyone else with limited rights.
// Invariant: the server decides on every route; hiding a button is not a permission. Proved by denials on
// every route.
// Absent: rights of the provider's own people; see access.
import { defineModule } from '../../../engine/claims/index.ts'
import { measure } from './claims.ts'

export const roles = defineModule({
  name: 'roles',
  dependsOn: ['claims', 'identity'],
  migrations: null,
  measures: [measure],
})
