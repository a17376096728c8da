// What is promised, how it is checked, and the status that follows: defineMeasure, defineClaim, defineCheck.
// Invariants: a status is computed, never set; evidence expires; `unknown` is never `holds`; every published sentence,
// piece of evidence and change of status is a leaf of the log, written in the transaction that makes it true.
// Deliberately absent: any way to write a verdict other than by running a check.
import { migrationsBeside } from '../../kernel/module.ts'
import { defineModule } from '../../platform/module.ts'
import { claimsRoutes } from './endpoints.ts'

export {
  defineCheck,
  defineClaim,
  defineMeasure,
  defineObserver,
  type Check,
  type Claim,
  type Finding,
  type Measure,
  type Observer,
  type Run,
  type Target,
} from './define.ts'
export { chapter, status, text, time, trustClaim } from './contract/claim-shape.ts'
export { claimsEndpoints } from './endpoints.ts'
export { listEvidence, readEvidence, type PlacedEvidence } from './evidence.ts'
export { observe } from './observe.ts'
export { parameterProblems } from './parameters.ts'
export { publish } from './publish.ts'
export { recordEvidence } from './record-evidence.ts'
export { registry } from './registry.ts'
export { startScheduler } from './scheduler.ts'
export { readTrustDocument } from './view.ts'
export { defineModule, type NachweisModule } from './module.ts'

export const claims = defineModule({
  name: 'claims',
  dependsOn: ['log'],
  migrations: migrationsBeside(import.meta.url),
  routes: claimsRoutes,
})
