import type { Clock } from '../../../kernel/clock.ts'
import { generate } from 'otplib'
import type { SoftwareAuthenticator } from '../factors/software-authenticator.ts'
import type { Platform } from '../../../platform/platform.ts'
import type { Caller, CallResult } from './caller.ts'
import type { ThrowawayPerson } from './throwaway.ts'

/** What a person of a check holds after setting up a second factor. */
export interface Enrolled {
  readonly totpSecret: string
  readonly totpId: string
  readonly recoveryCodes: readonly string[]
}

/** The code of an authenticator app at a moment, in ms since the epoch. */
export const totpCode = (secret: string, at: number): Promise<string> =>
  generate({ secret, epoch: Math.floor(at / 1000) })

/** First step: e-mail address and password. */
export const enterPassword = (
  caller: Caller,
  { email, password }: Pick<ThrowawayPerson, 'email' | 'password'>,
) => caller.call('POST', '/api/v1/sign-in/password', { email, password })

const stepMs = 30_000
const triesMax = 3

/** Sets up an authenticator app in the session of this caller, which lifts the session to level 2. */
export async function enrolTotp(caller: Caller, clock: Pick<Clock, 'now'>): Promise<Enrolled> {
  const begun = await requireDone(caller.call('POST', '/api/v1/me/factors/totp', { label: 'Prüfung' }))
  const totpSecret = String(begun.body['secret'])
  const totpId = String(begun.body['id'])
  for (let tried = 1; ; tried++) {
    // The step before the present one: the code of the present step stays unused for what the check does next.
    const code = await totpCode(totpSecret, clock.now() - stepMs)
    const path = `/api/v1/me/factors/totp/${totpId}/confirm`
    const result = await caller.call('POST', path, { code })
    // On a busy machine the step may have ended on the way.
    if (result.reason === 'code-wrong' && tried < triesMax) continue
    const confirmed = await requireDone(Promise.resolve(result))
    return { totpSecret, totpId, recoveryCodes: (confirmed.body['recoveryCodes'] ?? []) as string[] }
  }
}

/** Signs a fresh account in as far as it goes: with a second factor of its own where `enrol` says so. */
export async function signInFully(
  platform: Pick<Platform, 'clock'>,
  caller: Caller,
  person: ThrowawayPerson,
  enrol: boolean,
): Promise<Enrolled | null> {
  await requireDone(enterPassword(caller, person))
  return enrol ? enrolTotp(caller, platform.clock) : null
}

/** The result of a call that a check relies on. Throws when it was refused: the check then knows nothing. */
export async function requireDone(call: Promise<CallResult>): Promise<CallResult> {
  const result = await call
  if (result.status === 200) return result
  throw new Error(`a step of the check was refused: ${result.status} ${result.reason ?? ''}`)
}

/** Sets up a passkey in the session of this caller, with an authenticator of our own making. */
export async function enrolPasskey(caller: Caller, authenticator: SoftwareAuthenticator): Promise<void> {
  const begun = await requireDone(caller.call('POST', '/api/v1/me/factors/passkeys/options', {}))
  const credential = authenticator.create(
    begun.body['options'] as Parameters<SoftwareAuthenticator['create']>[0],
  )
  await requireDone(caller.call('POST', '/api/v1/me/factors/passkeys', { label: 'Prüfung', credential }))
}

/** Asks for a challenge and answers it, as the only step or as the second. */
export async function enterPasskey(
  caller: Caller,
  authenticator: SoftwareAuthenticator,
): Promise<CallResult> {
  const begun = await requireDone(caller.call('POST', '/api/v1/sign-in/passkey/options', {}))
  const credential = authenticator.get(begun.body['options'] as { challenge: string })
  return caller.call('POST', '/api/v1/sign-in/passkey', { credential })
}
