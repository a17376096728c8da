import { defineObserver, type Run, type Target } from '../../../engine/claims/index.ts'
import {
  Caller,
  requireDone,
  signInFully,
  withThrowaway,
  type Throwaway,
} from '../../../engine/identity/index.ts'
import type { Actor } from '../../../kernel/actor.ts'
import { hour, minute } from '../../../kernel/clock.ts'
import { rolesOf, type Role } from '../../../kernel/policy.ts'
import { administer, type AdminFunction } from './administer.ts'
import { describedRoutes, tryEveryRoute, type Tried, type Trier } from './every-route.ts'

export interface RolesObserved {
  readonly tried: Tried
  readonly functions: readonly AdminFunction[]
}

/** What every role can do on the running installation, tried on accounts made for it. */
export const rolesTried = defineObserver<Target, RolesObserved>({
  id: 'roles-tried',
  everyMs: 6 * hour,
  budgetMs: 5 * minute,
  targets: () => [{ id: 'installation' }],
  observe: (run) =>
    withThrowaway(run.platform, 'customer', (customer) =>
      withThrowaway(run.platform, 'customer', (other) =>
        withThrowaway(run.platform, 'provider', (provider) => observe(run, customer, other, provider)),
      ),
    ),
})

async function observe(
  run: Run,
  customer: Throwaway,
  other: Throwaway,
  provider: Throwaway,
): Promise<RolesObserved> {
  const triers: Trier[] = [anonymous(run)]
  for (const role of rolesOf('customer')) triers.push(await trier(run, customer, 'customer', role))
  for (const role of rolesOf('provider')) triers.push(await trier(run, provider, 'provider', role))
  const routes = await describedRoutes((triers[0] as Trier).caller)
  const tried = await tryEveryRoute(routes, triers, other.organisation)
  const admin = triers.find(({ who }) => who === 'admin') as Trier
  return { tried, functions: await administer(admin.caller, customer) }
}

const anonymous = ({ platform, signal }: Run): Trier => ({
  who: 'anonymous',
  actor: { kind: 'anonymous' },
  caller: new Caller(platform, signal),
})

async function trier(
  { platform, signal }: Run,
  { organisation, addPerson }: Throwaway,
  kind: 'provider' | 'customer',
  role: Role,
): Promise<Trier> {
  const caller = new Caller(platform, signal)
  const person = await addPerson([role])
  await signInFully(platform, caller, person, kind === 'provider')
  const { body } = await requireDone(caller.call('GET', '/api/v1/me'))
  const session = body['session'] as { id: string; level: 1 | 2; way: string; enrolment: boolean }
  const actor: Actor = {
    kind: 'person',
    personId: person.id,
    organisation: { id: organisation, kind },
    roles: [role],
    means: { kind: 'session', ...session, authenticatedAt: platform.clock.now() },
  }
  return { who: role, actor, caller }
}
