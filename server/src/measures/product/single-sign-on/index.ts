// Sign-in with known providers for all, and with the identity provider of a customer who wants it for
// everybody.
// Invariants: an identity is provider and subject, never the e-mail address; enforcement happens on the
// server.
// Absent: a way back in that we control; break-glass accounts are chosen by the customer.
import { defineModule } from '../../../engine/claims/index.ts'
import { measure } from './claims.ts'

export const singleSignOn = defineModule({
  name: 'single-sign-on',
  dependsOn: ['claims', 'identity'],
  migrations: null,
  measures: [measure],
})
