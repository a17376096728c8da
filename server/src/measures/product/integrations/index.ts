// The Push API, the real-time call API and the REST API that customers build on.
// Invariant: each is proved with a client that is not ours, against the published description.
// Absent: connectors of other vendors, which their vendors answer for.
import { defineModule } from '../../../engine/claims/index.ts'
import { measure } from './claims.ts'

export const integrations = defineModule({
  name: 'integrations',
  dependsOn: ['claims', 'identity', 'events'],
  migrations: null,
  measures: [measure],
})
