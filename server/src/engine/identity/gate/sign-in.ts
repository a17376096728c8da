import { z } from 'zod'
import type { RequestFacts } from '../../../kernel/route.ts'
import type { Writer } from '../../../platform/database/database.ts'
import type { Platform } from '../../../platform/platform.ts'
import { runCommand } from '../../log/index.ts'
import { takeRecoveryCode } from '../factors/recovery-codes.ts'
import { verifyTotp } from '../factors/totp.ts'
import { normaliseEmail } from '../people/email.ts'
import { attemptCookie } from '../sessions/cookies.ts'
import { readAccount, type Account } from './account.ts'
import { admit, type SignInStep } from './admit.ts'
import type { Proof } from './assess.ts'
import { takeAttempt, tryAttempt } from './attempt.ts'
import { countFailure, forgetFailures, keysFor, passwordFits, requireCalm } from './check-password.ts'
import { notifyRecoveryCodeUsed } from './notices.ts'
import { lookUp } from './look-up.ts'
import { attemptOver, codeRefused, refused, signOnRequired } from './refusals.ts'

const nobody = { permission: 'public', actor: { kind: 'anonymous' } } as const

/**
 * First step with e-mail address and password. Unknown, deactivated and wrong are told and take the same; where the
 * domain's organisation requires its identity provider, nothing more is told about anybody in it.
 */
export async function signInWithPassword(
  platform: Platform,
  typed: { readonly email: string; readonly password: string },
  request: RequestFacts,
): Promise<SignInStep> {
  const { account, keys, enforced } = await lookUp(platform, normaliseEmail(typed.email), request)
  const fits = await passwordFits(platform, keys, account, typed.password, request)
  if (!fits || account === null) throw enforced === null ? refused() : signOnRequired()
  const step = await runCommand(platform, nobody, (tx) =>
    admit(tx, platform, account, [{ kind: 'password' }], request),
  )
  if (step.next === 'done') await forgetFailures(platform, keys)
  return step
}

/** What the attempt of a second step remembers. */
export const proofsSoFar = z.object({ proofs: z.array(z.custom<Proof>()) })

/** The account and the proofs of the sign-in that this browser has begun. Throws a Problem when it is over. */
export async function pendingSignIn(
  platform: Platform,
  request: RequestFacts,
): Promise<{ account: Account; proofs: readonly Proof[] }> {
  const now = platform.clock.now()
  const attempt = await platform.database.transaction((tx) =>
    tryAttempt(tx, platform, 'second-factor', request.cookie(attemptCookie), now),
  )
  const account = attempt?.personId
    ? await readAccount(platform.database.reader, { id: attempt.personId })
    : null
  if (!attempt || account?.state !== 'active') throw attemptOver()
  return { account, proofs: proofsSoFar.parse(attempt.data).proofs }
}

/** Second step with the code of an authenticator app, or with a recovery code. */
export async function signInWithCode(
  platform: Platform,
  kind: 'totp' | 'recovery-code',
  code: string,
  request: RequestFacts,
): Promise<SignInStep> {
  const { account, proofs } = await pendingSignIn(platform, request)
  const keys = await keysFor(platform, account.email, account, request)
  await requireCalm(platform, keys)
  const step = await runCommand(platform, nobody, async (tx) => {
    const now = platform.clock.now()
    const fits =
      kind === 'totp'
        ? await verifyTotp(tx, platform, account.id, code, now)
        : (await takeRecoveryCode(tx, account.id, code, now)) !== null
    if (!fits) throw codeRefused()
    await finishAttempt(tx, platform, request)
    if (kind === 'recovery-code') await notifyRecoveryCodeUsed(tx, platform, account, request)
    return admit(tx, platform, account, [...proofs, { kind }], request)
  }).catch(async (error: unknown) => {
    if ((error as { reason?: string }).reason === 'code-refused')
      await countFailure(platform, keys, account, kind, request)
    throw error
  })
  await forgetFailures(platform, keys)
  return step
}

/** Uses up the attempt of this browser; of two that come at once, one is too late. */
export async function finishAttempt(tx: Writer, platform: Platform, request: RequestFacts): Promise<void> {
  const taken = await takeAttempt(
    tx,
    platform,
    'second-factor',
    request.cookie(attemptCookie),
    platform.clock.now(),
  )
  if (!taken) throw attemptOver()
}
