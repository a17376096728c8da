import { defineObserver, type Run, type Target } from '../../../engine/claims/index.ts'
import {
  Caller,
  enrolPasskey,
  enrolTotp,
  enterPassword,
  requireDone,
  softwareAuthenticator,
  withThrowaway,
} from '../../../engine/identity/index.ts'
import { hour, minute } from '../../../kernel/clock.ts'
import { tryPathways, type Try } from './pathways.ts'

export interface SecondFactorObserved {
  readonly tries: readonly Try[]
}

/** Every way in, tried on accounts with a second factor. */
export const pathwaysTried = defineObserver<Target, SecondFactorObserved>({
  id: 'pathways-tried',
  everyMs: 6 * hour,
  budgetMs: 5 * minute,
  targets: () => [{ id: 'installation' }],
  observe: (run) =>
    withThrowaway(run.platform, 'customer', async (throwaway) => ({
      tries: await tryPathways(run, throwaway, 'member'),
    })),
})

export interface OfferObserved {
  /** What a person without a second factor is told after signing in: codes of notices. */
  readonly notices: readonly string[]
  /** The same once one is set up. */
  readonly noticesAfter: readonly string[]
  readonly kinds: readonly ('totp' | 'passkey')[]
}

/** What an account without a second factor is offered. */
export const offerSeen = defineObserver<Target, OfferObserved>({
  id: 'second-factor-offer',
  everyMs: 6 * hour,
  budgetMs: 2 * minute,
  targets: () => [{ id: 'installation' }],
  observe: (run) =>
    withThrowaway(run.platform, 'customer', ({ addPerson }) => seeOffer(run, addPerson(['member']))),
})

async function seeOffer(
  { platform, signal }: Run,
  added: Promise<{ email: string; password: string }>,
): Promise<OfferObserved> {
  const caller = new Caller(platform, signal)
  await requireDone(enterPassword(caller, await added))
  const notices = await noticesOf(caller)
  await enrolTotp(caller, platform.clock)
  await enrolPasskey(caller, softwareAuthenticator(caller.origin))
  const { body } = await requireDone(caller.call('GET', '/api/v1/me'))
  const factors = body['factors'] as { totp: number; passkeys: number }
  return {
    notices,
    noticesAfter: await noticesOf(caller),
    kinds: [
      ...(factors.totp > 0 ? ['totp' as const] : []),
      ...(factors.passkeys > 0 ? ['passkey' as const] : []),
    ],
  }
}

async function noticesOf(caller: Caller): Promise<string[]> {
  const { body } = await requireDone(caller.call('GET', '/api/v1/me'))
  return (body['notices'] as { code: string }[]).map(({ code }) => code)
}
