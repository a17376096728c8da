// Who runs the services and which supervision the provider is under.
// Invariant: what a person signs is shown as attested, what an authority issued as certified; neither counts
// as proven.
// Absent: the text of the security concept itself, which is confidential; only its version and its reviews
// are public.
import { defineModule } from '../../../engine/claims/index.ts'
import { measure } from './claims.ts'

export const provider = defineModule({
  name: 'provider',
  dependsOn: ['claims'],
  migrations: null,
  measures: [measure],
})
