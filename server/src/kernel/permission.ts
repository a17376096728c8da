import type { Actor, PersonActor } from './actor.ts'
import { roles, type Permission } from './policy.ts'
import { Problem } from './problem.ts'

export type { Permission } from './policy.ts'

/** What somebody may do who still owes a second factor. */
const whileEnrolling: readonly Permission[] = ['public', 'self:read', 'self:enrol']

/**
 * Whether the actor holds the permission: in the organisation named, or, without one, at the provider or on the own
 * account. Users of customers hold nothing outside their own organisation.
 */
export function may(actor: Actor, permission: Permission, organisation?: string): boolean {
  if (permission === 'public') return true
  switch (actor.kind) {
    case 'anonymous':
      return false
    case 'operator':
    case 'system':
      return !permission.startsWith('self:') && permission !== 'scim:provision'
    case 'person':
      return personMay(actor, permission, organisation)
  }
}

function personMay(actor: PersonActor, permission: Permission, organisation: string | undefined): boolean {
  const { means } = actor
  if (means.kind === 'session' && means.enrolment && !whileEnrolling.includes(permission)) return false
  if (means.kind === 'token' && !means.scopes.includes(permission)) return false
  if (permission.startsWith('self:')) return means.kind === 'session' || permission === 'self:read'
  const own =
    organisation === undefined
      ? actor.organisation.kind === 'provider'
      : organisation === actor.organisation.id
  if (permission === 'scim:provision') return means.kind === 'token'
  return actor.roles.some((role) => {
    const policy = roles[role]
    if (policy.organisation !== actor.organisation.kind) return false
    return own ? policy.may(permission) : organisation !== undefined && policy.mayInCustomers(permission)
  })
}

/** Throws a Problem when the actor does not hold the permission. */
export function authorise(actor: Actor, permission: Permission, organisation?: string): void {
  if (may(actor, permission, organisation)) return
  if (actor.kind === 'anonymous') {
    throw new Problem('unauthenticated', 'not-signed-in', {
      de: 'Dafür müssen Sie angemeldet sein; Programme senden einen Zugangsschlüssel: Authorization: Bearer …',
      en: 'Sign in for this; programs send an access key: Authorization: Bearer nw_…',
    })
  }
  if (actor.kind === 'person' && actor.means.kind === 'session' && actor.means.enrolment) {
    throw new Problem('forbidden', 'second-factor-required', {
      de: 'Richten Sie zuerst einen zweiten Faktor ein: Ihre Organisation verlangt ihn.',
      en: 'Set up a second factor first: your organisation requires one.',
    })
  }
  // Whether another organisation exists is nobody's business: it looks as if it did not.
  if (actor.kind === 'person' && organisation !== undefined && organisation !== actor.organisation.id) {
    throw new Problem('not-found', 'no-such-organisation', {
      de: 'Diese Organisation gibt es nicht, oder sie ist nicht Ihre.',
      en: 'There is no such organisation, or it is not yours.',
    })
  }
  throw new Problem('forbidden', 'not-permitted', {
    de: `Dafür fehlt Ihnen das Recht ${permission}. Wer Ihre Organisation verwaltet, kann es geben.`,
    en: `This needs the permission ${permission}. Whoever manages your organisation can grant it.`,
  })
}

/** How long a proof of who somebody is covers sensitive actions. */
const stepUpMs = 10 * 60_000

/** Throws a Problem unless the person proved to be there within the last ten minutes; keys on the server are exempt. */
export function requireStepUp(actor: Actor, now: number): void {
  if (actor.kind !== 'person') return
  if (actor.means.kind === 'session' && now - actor.means.authenticatedAt <= stepUpMs) return
  if (actor.means.kind === 'session') {
    throw new Problem('forbidden', 'step-up-required', {
      de: 'Bestätigen Sie zuerst noch einmal, dass Sie es sind.',
      en: 'Confirm first, once more, that it is you.',
    })
  }
  throw new Problem('forbidden', 'session-required', {
    de: 'Das geht nur angemeldet in der Konsole, nicht mit einem Zugangsschlüssel.',
    en: 'This needs a signed-in person in the console; a token cannot do it.',
  })
}
