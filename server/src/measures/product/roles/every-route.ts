import { randomUUID } from 'node:crypto'
import { may } from '../../../kernel/permission.ts'
import type { Actor } from '../../../kernel/actor.ts'
import type { Permission } from '../../../kernel/policy.ts'
import type { CallResult, Caller } from '../../../engine/identity/index.ts'

/** A route as the running installation describes itself. */
export interface DescribedRoute {
  readonly method: string
  readonly path: string
  readonly permission: Permission
}

/** Somebody who tries every route. */
export interface Trier {
  /** e.g. `member`, `owner`. */
  readonly who: string
  readonly actor: Actor
  readonly caller: Caller
}

/** One call whose outcome is not what the matrix says. */
export interface Surprise {
  readonly who: string
  readonly route: string
  readonly organisation: 'own' | 'other' | 'none'
  readonly expected: 'allowed' | 'refused'
  readonly status: number
  readonly reason: string | null
}

export interface Tried {
  readonly calls: number
  readonly refused: number
  readonly routes: number
  readonly surprises: readonly Surprise[]
}

const routesMax = 2000
/** In every body and query: no route declares it, so a call that is allowed changes nothing, and no stream begins. */
const undeclared = { 'nachweis-probe': true }
const undeclaredQuery = '?nachweis-probe=true'

/** Reads the routes from the OpenAPI description; those for everybody are left out. */
export async function describedRoutes(caller: Caller): Promise<DescribedRoute[]> {
  const { body } = await caller.call('GET', '/api/v1/openapi.json')
  const paths = (body['paths'] ?? {}) as Record<string, Record<string, { 'x-permission'?: string }>>
  const routes = Object.entries(paths).flatMap(([path, operations]) =>
    Object.entries(operations).map(([method, operation]) => ({
      method: method.toUpperCase(),
      path,
      permission: (operation['x-permission'] ?? 'public') as Permission,
    })),
  )
  return routes.filter(({ permission }) => permission !== 'public').slice(0, routesMax)
}

/**
 * Calls every route as everybody, in the own organisation and in another's, and compares with the matrix. A refusal is
 * 401, 403 or "no such organisation"; a call that the matrix allows must get past it.
 */
export async function tryEveryRoute(
  routes: readonly DescribedRoute[],
  triers: readonly Trier[],
  otherOrganisation: string,
): Promise<Tried> {
  const surprises: Surprise[] = []
  let calls = 0
  let refused = 0
  for (const route of routes) {
    for (const trier of triers) {
      for (const [organisation, id] of organisationsFor(route, trier, otherOrganisation)) {
        const result = await callRoute(route, trier.caller, id)
        const allowed = may(trier.actor, route.permission, id ?? undefined)
        calls++
        if (isRefusal(result)) refused++
        if (isRefusal(result) !== allowed) continue
        surprises.push({
          who: trier.who,
          route: `${route.method} ${route.path}`,
          organisation,
          expected: allowed ? 'allowed' : 'refused',
          status: result.status,
          reason: result.reason,
        })
      }
    }
  }
  return { calls, refused, routes: routes.length, surprises }
}

/** Refused for who asks, not for what was asked. */
export const isRefusal = ({ status, reason }: CallResult): boolean =>
  status === 401 || status === 403 || (status === 404 && reason === 'no-such-organisation')

function organisationsFor(
  route: DescribedRoute,
  { actor }: Trier,
  other: string,
): ['own' | 'other' | 'none', string | null][] {
  if (!route.path.includes('{organisation}')) return [['none', null]]
  return actor.kind === 'person'
    ? [
        ['own', actor.organisation.id],
        ['other', other],
      ]
    : [['other', other]]
}

async function callRoute(
  route: DescribedRoute,
  caller: Caller,
  organisation: string | null,
): Promise<CallResult> {
  const path = route.path
    .replaceAll('{organisation}', organisation ?? '')
    .replaceAll('{kind}', 'totp')
    .replaceAll('{measure}', 'no-such-measure')
    .replaceAll('{claim}', 'no-such-claim')
    .replaceAll(/\{[a-zA-Z]+\}/g, randomUUID())
  return route.method === 'GET'
    ? caller.call('GET', path + undeclaredQuery)
    : caller.call(route.method, path, undeclared)
}
