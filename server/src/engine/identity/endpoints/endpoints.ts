import type { AnyRoute, Endpoint } from '../../../kernel/route.ts'
import type { Platform } from '../../../platform/platform.ts'
import * as activity from '../contract/activity.ts'
import * as me from '../contract/me.ts'
import * as organisations from '../contract/organisations.ts'
import * as people from '../contract/people.ts'
import * as sessions from '../contract/sessions.ts'
import * as tokens from '../contract/tokens.ts'
import { activityEndpoints } from './activity.ts'
import { meEndpoints } from './me.ts'
import { organisationEndpoints } from './organisations.ts'
import { peopleEndpoints } from './people.ts'
import { sessionEndpoints } from './sessions.ts'
import { tokenEndpoints } from './tokens.ts'

/** Every contract of this module, in the order of the interface's description. */
const contracts: readonly Record<string, unknown>[] = [me, organisations, people, sessions, tokens, activity]

export const identityRoutes = contracts.flatMap((contract) => Object.values(contract)) as AnyRoute[]

/** The programming interface of this module. `routes` are all of the house. */
export function identityEndpoints(platform: Platform, routes: readonly AnyRoute[]): Endpoint[] {
  return [
    ...meEndpoints(platform, routes),
    ...organisationEndpoints(platform),
    ...peopleEndpoints(platform),
    ...sessionEndpoints(platform),
    ...tokenEndpoints(platform, routes),
    ...activityEndpoints(platform),
  ]
}
