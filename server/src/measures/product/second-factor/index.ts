// Two-factor sign-in for customers: available, enforced once set up, recommended to the rest.
// Invariant: the factor is asked for on every pathway, password reset and single sign-on included.
// Absent: the second factor of the provider's own people; see sign-in.
import { defineModule } from '../../../engine/claims/index.ts'
import { measure } from './claims.ts'

export { judgePathways } from './checks/judge-pathways.ts'
export { tryPathways, type Try } from './pathways.ts'

export const secondFactor = defineModule({
  name: 'second-factor',
  dependsOn: ['claims', 'identity'],
  migrations: null,
  measures: [measure],
})
