import type { Actor } from './actor.ts'
import { Problem } from './problem.ts'

/** `<module>:<verb>`; `public` needs nobody. */
export type Permission = 'public' | `${string}:${string}`

/** Who may do what, as one sentence each; permissions.md is generated from this and the routes. */
const grants: Record<Actor['kind'], (permission: Permission) => boolean> = {
  anonymous: (permission) => permission === 'public',
  operator: () => true,
  system: () => true,
}

/** The kinds of actor, for the permission matrix. */
export const actorKinds = Object.keys(grants) as readonly Actor['kind'][]

/** Whether the actor holds the permission. */
export function may(kind: Actor['kind'], permission: Permission): boolean {
  return grants[kind](permission)
}

/** Throws a Problem when the actor does not hold the permission. */
export function authorise(actor: Actor, permission: Permission): void {
  if (may(actor.kind, permission)) return
  if (actor.kind === 'anonymous') {
    throw new Problem('unauthenticated', 'token-required', 'Send an access key: Authorization: Bearer nw_…')
  }
  throw new Problem('forbidden', 'not-permitted', `This needs the permission ${permission}.`)
}
