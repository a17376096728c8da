// What the encryption of company devices means for the data of customers.
// Invariant: nothing is measured here; the claim rests on those of devices and can never be better.
// Absent: storage in data centres; see encryption-at-rest.
import { defineModule } from '../../../engine/claims/index.ts'
import { measure } from './claims.ts'

export const diskEncryption = defineModule({
  name: 'disk-encryption',
  dependsOn: ['claims'],
  migrations: null,
  measures: [measure],
})
