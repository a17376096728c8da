// Where the products run: country, certificates and number of data centres.
// Invariants: a certificate that has expired or does not cover the site counts as none; addresses and routes
// are compared with the register, because a register alone proves nothing.
// Absent: the provider's own offices, where no customer systems run.
import { defineModule } from '../../../engine/claims/index.ts'
import { measure } from './claims.ts'

export const locations = defineModule({
  name: 'locations',
  dependsOn: ['claims'],
  migrations: null,
  measures: [measure],
})
