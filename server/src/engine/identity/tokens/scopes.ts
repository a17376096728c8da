import type { Actor, PersonActor } from '../../../kernel/actor.ts'
import { may } from '../../../kernel/permission.ts'
import { roles, type Permission } from '../../../kernel/policy.ts'
import { Problem } from '../../../kernel/problem.ts'
import { permissionPlaces, type PermissionPlace } from '../permission-places.ts'
import type { AnyRoute } from '../../../kernel/route.ts'

/** Scopes that such a token of this organisation can have, before asking what its maker may. */
function offered(
  routes: readonly AnyRoute[],
  kind: 'personal' | 'service',
  organisation: PersonActor['organisation'],
): readonly PermissionPlace[] {
  const widest = organisation.kind === 'provider' ? roles.security : roles.admin
  return permissionPlaces(routes).filter(({ permission, place }) => {
    if (permission === 'public') return false
    if (permission.startsWith('self:')) return kind === 'personal' && permission === 'self:read'
    if (permission === 'scim:provision') return false
    if (place === 'provider' && organisation.kind !== 'provider') return false
    return kind === 'personal' || widest.may(permission)
  })
}

/**
 * The scopes of a new token, each once. Throws a Problem for one that does not exist, that such a token cannot have, or
 * that its maker does not hold: no token can do what its maker may not.
 */
export function requireScopes(
  routes: readonly AnyRoute[],
  kind: 'personal' | 'service',
  actor: Actor,
  organisation: PersonActor['organisation'],
  wanted: readonly string[],
): Permission[] {
  const allowed = offered(routes, kind, organisation)
    .filter(({ permission, place }) =>
      may(actor, permission, place === 'provider' ? undefined : organisation.id),
    )
    .map(({ permission }) => permission)
  if (kind === 'service') allowed.push('scim:provision')
  const scopes = [...new Set(wanted)].toSorted()
  const foreign = scopes.filter((scope) => !allowed.some((permission) => permission === scope))
  if (foreign.length === 0) return scopes as Permission[]
  throw new Problem('bad-request', 'scope-not-yours', {
    de: `Diese Rechte kann der Zugangsschlüssel nicht haben: ${foreign.join(', ')}. Möglich sind: ${allowed.join(', ')}.`,
    en: `The token cannot have these permissions: ${foreign.join(', ')}. Possible are: ${allowed.join(', ')}.`,
  })
}
