import fc from 'fast-check'
import { expect, it } from 'vitest'
import { identityRoutes } from '../endpoints/endpoints.ts'
import type { PersonActor } from '../../../kernel/actor.ts'
import { may, type Permission } from '../../../kernel/permission.ts'
import { roles, rolesOf, type Role } from '../../../kernel/policy.ts'
import { requireAppointable } from './appoint.ts'

const own = '0198a000-0000-7000-8000-000000000001'
const other = '0198a000-0000-7000-8000-000000000002'
const permissions: readonly Permission[] = [
  ...new Set(identityRoutes.map(({ permission }) => permission)),
  'claims:withdraw',
  'claims:run-check',
  'claims:read-observation',
  'notifications:read-outbox',
  'notifications:retry',
  'notifications:open-mail',
]

const actor = (kind: 'provider' | 'customer', held: readonly Role[]): PersonActor => ({
  kind: 'person',
  personId: own,
  organisation: { id: own, kind },
  roles: held,
  means: { kind: 'session', id: own, level: 2, way: 'passkey', authenticatedAt: 0, enrolment: false },
})

const rights = (who: PersonActor) =>
  [own, other, undefined].flatMap((place) =>
    permissions
      .filter((permission) => may(who, permission, place))
      .map((permission) => `${permission} ${place}`),
  )

const kinds = fc.constantFrom('provider' as const, 'customer' as const)
const chosen = (kind: 'provider' | 'customer') =>
  fc.uniqueArray(fc.constantFrom(...rolesOf(kind)), { minLength: 1 })
const meeting = kinds.chain((kind) => fc.tuple(fc.constant(kind), chosen(kind), chosen(kind), chosen(kind)))

it('lets nobody below an owner give a right that they do not hold, to themselves or anybody', () => {
  let given = 0
  fc.assert(
    fc.property(meeting, ([kind, held, before, wanted]) => {
      const giver = actor(kind, held)
      if (!may(giver, 'identity:change-roles', own) || may(giver, 'identity:appoint-owner', own)) return
      let after: Role[]
      try {
        after = requireAppointable(giver, { id: own, kind }, before, wanted)
      } catch {
        return
      }
      given++
      const gained = after.filter((role) => !before.includes(role))
      const known = new Set(rights(giver))
      expect(rights(actor(kind, gained)).filter((right) => !known.has(right))).toEqual([])
      expect(after.toSorted()).toEqual([...new Set(wanted)].toSorted())
    }),
    { numRuns: 1000 },
  )
  expect(given).toBeGreaterThan(100)
})

it('keeps the roles of provider and customers apart', () => {
  const owner = actor('provider', ['owner'])
  for (const kind of ['provider', 'customer'] as const)
    for (const role of Object.keys(roles) as Role[]) {
      const give = () => requireAppointable(owner, { id: own, kind }, [], [role])
      if (roles[role].organisation === kind) expect(give()).toEqual([role])
      else expect(give).toThrow(/roles/)
    }
})
