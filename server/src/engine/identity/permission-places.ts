import type { Actor } from '../../kernel/actor.ts'
import { may } from '../../kernel/permission.ts'
import type { Permission } from '../../kernel/policy.ts'
import type { AnyRoute } from '../../kernel/route.ts'

/** A permission and where it is asked for: in an organisation, about oneself, or at the provider. */
export interface PermissionPlace {
  readonly permission: Permission
  readonly place: 'organisation' | 'self' | 'provider'
}

/** Every permission that some route asks for, each place once, sorted. */
export function permissionPlaces(routes: readonly AnyRoute[]): PermissionPlace[] {
  const places = new Map<string, PermissionPlace>()
  for (const { permission, path } of routes) {
    const inOrganisation = path.includes('{organisation}')
    const place = permission.startsWith('self:') ? 'self' : inOrganisation ? 'organisation' : 'provider'
    places.set(`${permission} ${place}`, { permission, place })
  }
  return [...places.values()].toSorted((a, b) => (a.permission < b.permission ? -1 : 1))
}

/** What the actor may do in the own organisation, out of all that the routes ask for. */
export function permissionsOf(actor: Actor, routes: readonly AnyRoute[]): Permission[] {
  const own = actor.kind === 'person' ? actor.organisation.id : undefined
  const held = permissionPlaces(routes).filter(({ permission, place }) =>
    may(actor, permission, place === 'organisation' ? own : undefined),
  )
  const names = held.map(({ permission }) => permission).filter((permission) => permission !== 'public')
  return [...new Set(names)]
}
