import { defineObserver, type Run, type Target } from '../../../engine/claims/index.ts'
import {
  Caller,
  enrolTotp,
  enterPassword,
  generatedRefusals,
  requireDone,
  staffCharacters,
  withThrowaway,
  type Throwaway,
} from '../../../engine/identity/index.ts'
import { hour, minute } from '../../../kernel/clock.ts'
import { tryPathways, type Try } from '../../product/second-factor/index.ts'

export interface StaffObserved {
  readonly tries: readonly Try[]
  /** What a member of staff without a second factor could call. */
  readonly owing: { readonly next: string; readonly refused: number; readonly called: number }
}

/** Every way in, tried as staff. */
export const staffTried = defineObserver<Target, StaffObserved>({
  id: 'staff-pathways-tried',
  everyMs: 6 * hour,
  budgetMs: 5 * minute,
  targets: () => [{ id: 'installation' }],
  observe: (run) =>
    withThrowaway(run.platform, 'provider', async (throwaway) => ({
      tries: await tryPathways(run, throwaway, 'employee'),
      owing: await signInOwing(run, throwaway),
    })),
})

/** Signs in with a password alone, as an owner who set up no second factor, and tries what owners may do. */
async function signInOwing({ platform, signal }: Run, throwaway: Throwaway): Promise<StaffObserved['owing']> {
  const caller = new Caller(platform, signal)
  const { body } = await requireDone(enterPassword(caller, await throwaway.addPerson(['owner'])))
  const organisation = `/api/v1/organisations/${throwaway.organisation}`
  const calls = [
    caller.call('GET', `${organisation}/people`),
    caller.call('GET', '/api/v1/customers'),
    caller.call('PUT', '/api/v1/me/password', { 'nachweis-probe': true }),
    caller.call('GET', `${organisation}/activity`),
  ]
  const refused = (await Promise.all(calls)).filter(({ status }) => status === 403).length
  return { next: String(body['next']), refused, called: calls.length }
}

/** One password that a member of staff tried to set. */
export interface PasswordTried {
  readonly characters: number
  /** Why it must be refused; null: it must be taken. */
  readonly refusedFor: string | null
  readonly taken: boolean
  readonly reason: string | null
}

export interface PasswordsObserved {
  readonly tried: readonly PasswordTried[]
}

/** Passwords that must not be taken, and one that must, tried by a member of staff. */
export const passwordsTried = defineObserver<Target, PasswordsObserved>({
  id: 'staff-passwords-tried',
  everyMs: 6 * hour,
  budgetMs: 2 * minute,
  targets: () => [{ id: 'installation' }],
  observe: (run) =>
    withThrowaway(run.platform, 'provider', async (throwaway) => ({
      tried: await tryPasswords(run, throwaway),
    })),
})

async function tryPasswords({ platform, signal }: Run, throwaway: Throwaway): Promise<PasswordTried[]> {
  const caller = new Caller(platform, signal)
  const person = await throwaway.addPerson(['employee'])
  await requireDone(enterPassword(caller, person))
  await enrolTotp(caller, platform.clock)
  const promised = platform.configuration().parameters['sign-in/passwords']?.['characters']
  const tried: PasswordTried[] = []
  const [context = ''] = person.email.split('@')
  for (const { password, refusedFor } of generatedRefusals(Number(promised ?? staffCharacters), [context])) {
    const { status, reason } = await caller.call('PUT', '/api/v1/me/password', { password })
    tried.push({ characters: Array.from(password).length, refusedFor, taken: status === 200, reason })
  }
  return tried
}
