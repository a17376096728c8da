// How the provider's own people sign in: centrally, with a second factor, from afar only through the VPN.
// Invariant: every pathway is tried, including recovery and single sign-on; one open pathway fails the claim.
// Absent: how customers sign in; see second-factor and single-sign-on.
import { defineModule } from '../../../engine/claims/index.ts'
import { measure } from './claims.ts'

export const signIn = defineModule({
  name: 'sign-in',
  dependsOn: ['claims', 'identity', 'second-factor'],
  migrations: null,
  measures: [measure],
})
