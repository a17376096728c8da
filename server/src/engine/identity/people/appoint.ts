import type { Actor } from '../../../kernel/actor.ts'
import { may } from '../../../kernel/permission.ts'
import { rolesOf, type Role } from '../../../kernel/policy.ts'
import { Problem } from '../../../kernel/problem.ts'
import type { Organisation, Person } from './find.ts'

/** What every person of such an organisation may be; a token can give nothing above it. */
export const baseRole = (kind: Organisation['kind']): Role => (kind === 'provider' ? 'employee' : 'member')

/** Throws a Problem unless the actor may make these roles of those. Answers the new ones, each once, in the order of the policy. */
export function requireAppointable(
  actor: Actor,
  organisation: Pick<Organisation, 'id' | 'kind'>,
  before: readonly Role[],
  wanted: readonly Role[],
): Role[] {
  const after = rolesOf(organisation.kind).filter((role) => wanted.includes(role))
  if (after.length === 0 || wanted.some((role) => !after.includes(role))) {
    const list = rolesOf(organisation.kind).join(', ')
    throw new Problem('bad-request', 'roles-do-not-fit', {
      de: `Diese Rollen gibt es in dieser Organisation nicht. Möglich sind: ${list}.`,
      en: `These roles do not exist in this organisation. Possible are: ${list}.`,
    })
  }
  const given = after.filter((role) => !before.includes(role))
  const taken = before.filter((role) => !after.includes(role))
  if ([...given, ...taken].includes('owner') && !may(actor, 'identity:appoint-owner', organisation.id))
    throw ownersOnly()
  const byToken = actor.kind === 'person' && actor.means.kind === 'token'
  if (byToken && given.some((role) => role !== baseRole(organisation.kind))) {
    throw new Problem('forbidden', 'session-required', {
      de: `Ein Zugangsschlüssel kann nur die Rolle ${baseRole(organisation.kind)} vergeben. Weitere Rollen vergibt, wer angemeldet ist.`,
      en: `A token can only give the role ${baseRole(organisation.kind)}. Other roles are given by somebody who is signed in.`,
    })
  }
  return after
}

/** Throws a Problem when the person stands above the actor: only owners change what owners can do. */
export function requireRank(actor: Actor, organisation: string, person: Person): void {
  if (person.roles.includes('owner') && !may(actor, 'identity:appoint-owner', organisation))
    throw ownersOnly()
}

const ownersOnly = () =>
  new Problem('forbidden', 'owners-only', {
    de: 'Das kann nur, wer selbst Inhaber ist. Bitten Sie jemanden aus diesem Kreis darum.',
    en: 'Only an owner can do this. Ask one of them.',
  })
