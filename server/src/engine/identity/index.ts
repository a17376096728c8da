// Who may act: the provider's staff, its customers' users, tokens, and the operator's keys on the server. One gate
// (gate/admit.ts) opens every session, whatever the way in. Secrets are shown once and stored as hashes.
// Invariants: an identity is provider and subject, never an e-mail address; a person belongs to one organisation.
// Deliberately absent: a second door into a session; rows of these tables in other modules.
import { migrationsBeside } from '../../kernel/module.ts'
import { defineModule } from '../../platform/module.ts'
import { identityEndpoints, identityRoutes } from './endpoints/endpoints.ts'
import { identityJobs } from './jobs.ts'

export { ensureOperatorKey } from './access-key.ts'
export { offerFirstLink } from './first-link.ts'
export { identify } from './identify.ts'
export { allOrganisations, closedAmong, type KnownOrganisation } from './people/all-organisations.ts'
export { adminsOf } from './people/admins-of.ts'
export { requirePerson } from './people/find.ts'
export { knownActors } from './people/known-actors.ts'
export { personMay } from './people/person-may.ts'
export { isToken, newToken, secretHash } from './secret.ts'
export { staffCharacters } from './gate/set-password.ts'
export { storedPasswords, type StoredPasswords } from './passwords/stored.ts'
export { generatedRefusals } from './passwords/generated-refusals.ts'
export { Caller, type CallResult } from './probe/caller.ts'
export {
  enrolPasskey,
  enrolTotp,
  enterPasskey,
  enterPassword,
  requireDone,
  signInFully,
  totpCode,
  type Enrolled,
} from './probe/sign-in.ts'
export { softwareAuthenticator, type SoftwareAuthenticator } from './factors/software-authenticator.ts'
export { scimRefusal } from './provisioning/scim-problem.ts'
export { probeClientId, signed, type Deviation, type ProbeOpenidProvider } from './probe/openid-provider.ts'
export { probeSamlProvider, type ProbeSamlProvider, type SamlDeviation } from './probe/saml-provider.ts'
export { socialProviders, trySocialCodePath, withOpenidProvider } from './probe/social.ts'
export { wrappings } from './probe/saml-response.ts'
export { withThrowaway, type Throwaway, type ThrowawayPerson } from './probe/throwaway.ts'

export const identity = defineModule({
  name: 'identity',
  dependsOn: ['log', 'notifications'],
  migrations: migrationsBeside(import.meta.url),
  routes: identityRoutes,
  jobs: identityJobs,
  endpoints: identityEndpoints,
})
