import type { AnyRoute, Endpoint } from '../../../kernel/route.ts'
import type { Platform } from '../../../platform/platform.ts'
import * as activity from '../contract/activity.ts'
import * as factors from '../contract/factors.ts'
import * as me from '../contract/me.ts'
import * as organisations from '../contract/organisations.ts'
import * as people from '../contract/people.ts'
import * as provisioning from '../contract/provisioning.ts'
import * as scim from '../contract/scim.ts'
import * as sessions from '../contract/sessions.ts'
import * as signIn from '../contract/sign-in.ts'
import * as signOn from '../contract/sign-on.ts'
import * as tokens from '../contract/tokens.ts'
import { activityEndpoints } from './activity.ts'
import { factorEndpoints } from './factors.ts'
import { journeyEndpoints } from './journey.ts'
import { meEndpoints } from './me.ts'
import { organisationEndpoints } from './organisations.ts'
import { peopleEndpoints } from './people.ts'
import { scimEndpoints } from './scim.ts'
import { sessionEndpoints } from './sessions.ts'
import { signInEndpoints } from './sign-in.ts'
import { signOnEndpoints } from './sign-on.ts'
import { tokenEndpoints } from './tokens.ts'

/** Every contract of this module, in the order of the interface's description. */
const contracts: readonly Record<string, unknown>[] = [
  signIn,
  me,
  factors,
  organisations,
  people,
  sessions,
  tokens,
  activity,
  signOn,
  provisioning,
  scim,
]

export const identityRoutes = contracts.flatMap((contract) => Object.values(contract)) as AnyRoute[]

/** The programming interface of this module. `routes` are all of the house. */
export function identityEndpoints(platform: Platform, routes: readonly AnyRoute[]): Endpoint[] {
  return [
    ...signInEndpoints(platform),
    ...meEndpoints(platform, routes),
    ...factorEndpoints(platform),
    ...organisationEndpoints(platform),
    ...peopleEndpoints(platform),
    ...sessionEndpoints(platform),
    ...tokenEndpoints(platform, routes),
    ...activityEndpoints(platform),
    ...signOnEndpoints(platform),
    ...journeyEndpoints(platform),
    ...scimEndpoints(platform),
  ]
}
