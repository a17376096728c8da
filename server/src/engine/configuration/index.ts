// What the operator declares (nachweis.yaml), seen and changed in the console. The file stays the truth: it is edited with
// its comments, checked as a whole by the rules of platform/config, and every change is in the log.
// Invariants: nothing is written that a start would refuse; nobody overwrites what they have not seen.
// Deliberately absent: secrets, a second store beside the file, parameters of claims (engine/claims).
import { defineModule } from '../../platform/module.ts'
import * as contract from './contract.ts'
import { configurationEndpoints } from './endpoints.ts'

export const configuration = defineModule({
  name: 'configuration',
  dependsOn: ['log'],
  migrations: null,
  routes: [contract.showConfiguration, contract.previewConfiguration, contract.changeConfiguration],
  endpoints: configurationEndpoints,
})
