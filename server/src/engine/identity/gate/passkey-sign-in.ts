import { z } from 'zod'
import type { RequestFacts } from '../../../kernel/route.ts'
import type { Platform } from '../../../platform/platform.ts'
import { runCommand } from '../../log/index.ts'
import type { PasskeyAuthentication } from '../contract/passkey-shapes.ts'
import { authenticationOptions, verifyAuthentication } from '../factors/passkey-authentication.ts'
import { relyingParty } from '../factors/relying-party.ts'
import { attemptCookie, challengeCookie, setChallenge } from '../sessions/cookies.ts'
import { readAccount } from './account.ts'
import { admit, type SignInStep } from './admit.ts'
import type { Proof } from './assess.ts'
import { lookAttempt, openAttempt, takeAttempt } from './attempt.ts'
import { countFailure, keysFor, requireCalm } from './check-password.ts'
import { attemptOver, passkeyRefused } from './refusals.ts'
import { finishAttempt, proofsSoFar } from './sign-in.ts'
import { renew, type SignedIn } from './step-up.ts'

const nobody = { permission: 'public', actor: { kind: 'anonymous' } } as const
const ceremony = z.object({ challenge: z.string() })

/** A challenge: for the person signed in, for the one whose second step is due in this browser, or for whoever comes. */
export async function startPasskey(platform: Platform, stepUp: SignedIn | null, request: RequestFacts) {
  const { database, clock } = platform
  const now = clock.now()
  const pending = stepUp
    ? null
    : await lookAttempt(database.reader, platform, 'second-factor', request.cookie(attemptCookie), now)
  const personId = stepUp?.personId ?? pending?.personId ?? null
  const rp = relyingParty(platform, request.host)
  const options = await authenticationOptions(database.reader, rp, personId)
  await database.transaction(async (tx) => {
    const data = { challenge: options.challenge }
    setChallenge(request, await openAttempt(tx, platform, { kind: 'passkey', personId, data, now }))
  })
  return { options: { ...options } }
}

/** Signs in by passkey: alone, where it verified its owner, or as the second step. */
export async function signInWithPasskey(
  platform: Platform,
  response: PasskeyAuthentication,
  request: RequestFacts,
): Promise<SignInStep> {
  const { database, clock } = platform
  const tried = await tryPasskey(platform, response, request)
  const pending =
    tried.asked === null
      ? null
      : await lookAttempt(
          database.reader,
          platform,
          'second-factor',
          request.cookie(attemptCookie),
          clock.now(),
        )
  if (tried.asked !== null && pending?.personId !== tried.asked) throw attemptOver()
  const account = tried.personId === null ? null : await readAccount(database.reader, { id: tried.personId })
  const keys = await keysFor(platform, account?.email ?? '', account, request)
  await requireCalm(platform, keys)
  if (!tried.fits || account?.state !== 'active') {
    await countFailure(platform, keys, account, 'passkey', request)
    throw passkeyRefused()
  }
  const before = pending ? proofsSoFar.parse(pending.data).proofs : []
  const proof: Proof = { kind: 'passkey', userVerified: tried.userVerified }
  return runCommand(platform, nobody, async (tx) => {
    if (pending) await finishAttempt(tx, platform, request)
    return admit(tx, platform, account, [...before, proof], request)
  })
}

/** Proves again by a passkey of the own. */
export async function stepUpWithPasskey(
  platform: Platform,
  actor: SignedIn,
  response: PasskeyAuthentication,
  request: RequestFacts,
): Promise<void> {
  const tried = await tryPasskey(platform, response, request)
  if (!tried.fits || tried.asked !== actor.personId) throw passkeyRefused()
  await renew(platform, actor, 'passkey', request)
}

interface Tried {
  /** Whose passkey was asked for; null: anybody's. */
  readonly asked: string | null
  readonly personId: string | null
  readonly fits: boolean
  readonly userVerified: boolean
}

/** Verifies the answer to this browser's challenge and uses the challenge up, whatever the answer is worth. */
async function tryPasskey(
  platform: Platform,
  response: PasskeyAuthentication,
  request: RequestFacts,
): Promise<Tried> {
  const now = platform.clock.now()
  return platform.database.transaction(async (tx) => {
    const taken = await takeAttempt(tx, platform, 'passkey', request.cookie(challengeCookie), now)
    if (!taken) throw attemptOver()
    const rp = relyingParty(platform, request.host)
    const expectedChallenge = ceremony.parse(taken.data).challenge
    const given = { rp, personId: taken.personId, response, expectedChallenge, now }
    const outcome = await verifyAuthentication(tx, given)
    const asked = taken.personId
    return 'refused' in outcome
      ? { asked, personId: outcome.personId, fits: false, userVerified: false }
      : { asked, personId: outcome.personId, fits: true, userVerified: outcome.userVerified }
  })
}
