// Terms and service descriptions, readable in every version that ever applied.
// Invariant: a version, once in force, is never replaced in place; a change is a new version with its own
// day.
// Absent: acceptance by individual customers, which is part of their contracts and not public.
import { defineModule } from '../../../engine/claims/index.ts'
import { measure } from './claims.ts'

export const terms = defineModule({
  name: 'terms',
  dependsOn: ['claims'],
  migrations: null,
  measures: [measure],
})
