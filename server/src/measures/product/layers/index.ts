// One claim per layer between customer data and an attacker.
// Invariant: nothing is measured here; each layer is exactly as good as the claims of other measures that it
// rests on.
// Absent: a total over the layers; the worst layer decides, as everywhere.
import { defineModule } from '../../../engine/claims/index.ts'
import { measure } from './claims.ts'

export const layers = defineModule({
  name: 'layers',
  dependsOn: ['claims'],
  migrations: null,
  measures: [measure],
})
