import type { Run } from '../../../engine/claims/index.ts'
import {
  Caller,
  enrolPasskey,
  enrolTotp,
  enterPasskey,
  enterPassword,
  requireDone,
  softwareAuthenticator,
  totpCode,
  type CallResult,
  type Enrolled,
  type SoftwareAuthenticator,
  type Throwaway,
  type ThrowawayPerson,
} from '../../../engine/identity/index.ts'
import type { Role } from '../../../kernel/policy.ts'

/** One try to get in. `none` is the try without a second factor; `right` is the control that must get in. */
export interface Try {
  readonly pathway: 'password' | 'totp' | 'recovery-code' | 'passkey' | 'password-reset' | 'invitation'
  readonly attempt: 'none' | 'wrong' | 'replayed' | 'expired' | 'foreign' | 'right'
  readonly admitted: boolean
  readonly status: number
  readonly reason: string | null
}

const minuteMs = 60_000

/** An account with every factor, and browsers of its own for each try. */
interface Subject {
  readonly run: Run
  readonly throwaway: Throwaway
  readonly person: ThrowawayPerson
  readonly enrolled: Enrolled
  readonly authenticator: SoftwareAuthenticator
}

/** A fresh account with an authenticator app, recovery codes and a passkey, signed in nowhere. */
async function subject(run: Run, throwaway: Throwaway, role: Role): Promise<Subject> {
  const { platform, signal } = run
  const person = await throwaway.addPerson([role])
  const caller = new Caller(platform, signal)
  await requireDone(enterPassword(caller, person))
  const enrolled = await enrolTotp(caller, platform.clock)
  const authenticator = softwareAuthenticator(caller.origin)
  await enrolPasskey(caller, authenticator)
  await requireDone(caller.call('POST', '/api/v1/sign-out', {}))
  return { run, throwaway, person, enrolled, authenticator }
}

/** A code of the right form, one character from a right one. */
const altered = (code = '') => (code.startsWith('0') ? '1' : '0') + code.slice(1)

type Attempt = (subject: Subject, browser: () => Caller) => Promise<{ result: CallResult; caller: Caller }>

/** Every way in, tried without, with a wrong, a used, an old and the right second factor. */
const attempts: readonly (Pick<Try, 'pathway' | 'attempt'> & { readonly tryIt: Attempt })[] = [
  {
    pathway: 'password',
    attempt: 'none',
    tryIt: async ({ person }, browser) => ending(browser(), (caller) => enterPassword(caller, person)),
  },
  {
    pathway: 'totp',
    attempt: 'wrong',
    tryIt: (subject, browser) =>
      secondStep(subject, browser(), async () => {
        const right = await totpCode(subject.enrolled.totpSecret, subject.run.platform.clock.now())
        return { totp: String((Number(right) + 1) % 1_000_000).padStart(6, '0') }
      }),
  },
  {
    pathway: 'totp',
    attempt: 'expired',
    tryIt: (subject, browser) =>
      secondStep(subject, browser(), async () => ({
        totp: await totpCode(subject.enrolled.totpSecret, subject.run.platform.clock.now() - 10 * minuteMs),
      })),
  },
  {
    pathway: 'totp',
    attempt: 'right',
    tryIt: (subject, browser) =>
      secondStep(subject, browser(), async () => ({ totp: await present(subject) })),
  },
  {
    pathway: 'totp',
    attempt: 'replayed',
    tryIt: async (subject, browser) => {
      const totp = await present(subject)
      await secondStep(subject, browser(), async () => ({ totp }))
      return secondStep(subject, browser(), async () => ({ totp }))
    },
  },
  {
    pathway: 'recovery-code',
    attempt: 'wrong',
    tryIt: (subject, browser) =>
      secondStep(subject, browser(), async () => ({ recovery: altered(subject.enrolled.recoveryCodes[1]) })),
  },
  {
    pathway: 'recovery-code',
    attempt: 'right',
    tryIt: (subject, browser) =>
      secondStep(subject, browser(), async () => ({ recovery: subject.enrolled.recoveryCodes[0] ?? '' })),
  },
  {
    pathway: 'recovery-code',
    attempt: 'replayed',
    tryIt: async (subject, browser) => {
      const recovery = subject.enrolled.recoveryCodes[0] ?? ''
      await secondStep(subject, browser(), async () => ({ recovery }))
      return secondStep(subject, browser(), async () => ({ recovery }))
    },
  },
  {
    pathway: 'passkey',
    attempt: 'none',
    tryIt: async ({ authenticator }, browser) => {
      authenticator.state.userVerified = false
      return ending(browser(), (caller) => enterPasskey(caller, authenticator))
    },
  },
  {
    pathway: 'passkey',
    attempt: 'right',
    tryIt: async ({ authenticator }, browser) =>
      ending(browser(), (caller) => enterPasskey(caller, authenticator)),
  },
  {
    pathway: 'passkey',
    attempt: 'replayed',
    tryIt: async ({ authenticator }, browser) => {
      const first = browser()
      const begun = await requireDone(first.call('POST', '/api/v1/sign-in/passkey/options', {}))
      const credential = authenticator.get(begun.body['options'] as { challenge: string })
      await first.call('POST', '/api/v1/sign-in/passkey', { credential })
      return ending(browser(), async (caller) => {
        await requireDone(caller.call('POST', '/api/v1/sign-in/passkey/options', {}))
        return caller.call('POST', '/api/v1/sign-in/passkey', { credential })
      })
    },
  },
  {
    pathway: 'passkey',
    attempt: 'foreign',
    tryIt: async ({ authenticator }, browser) => {
      authenticator.state.origin = 'https://phishing.invalid'
      return ending(browser(), (caller) => enterPasskey(caller, authenticator))
    },
  },
  {
    pathway: 'password-reset',
    attempt: 'none',
    tryIt: async ({ throwaway, person }, browser) => {
      const secret = await throwaway.addLink('password-reset', person.id)
      const password = `${person.password}-neu`
      return ending(browser(), async (caller) => {
        await requireDone(caller.call('POST', '/api/v1/password-reset/redeem', { secret, password }))
        return enterPassword(caller, { email: person.email, password })
      })
    },
  },
]

/** Makes all tries, each on an account and in a browser of its own, as a person with this role. */
export async function tryPathways(run: Run, throwaway: Throwaway, role: Role): Promise<Try[]> {
  const tries: Try[] = []
  for (const { pathway, attempt, tryIt } of attempts) {
    const { result, caller } = await tryIt(
      await subject(run, throwaway, role),
      () => new Caller(run.platform, run.signal),
    )
    const admitted = (await caller.call('GET', '/api/v1/me')).status === 200
    tries.push({ pathway, attempt, admitted, status: result.status, reason: result.reason })
  }
  return tries
}

async function ending(
  caller: Caller,
  call: (caller: Caller) => Promise<CallResult>,
): Promise<{ result: CallResult; caller: Caller }> {
  return { result: await call(caller), caller }
}

/** The code of the present step, which setting up left unused. */
const present = ({ enrolled, run }: Subject) => totpCode(enrolled.totpSecret, run.platform.clock.now())

function secondStep(
  { person }: Subject,
  caller: Caller,
  code: () => Promise<{ totp: string } | { recovery: string }>,
): Promise<{ result: CallResult; caller: Caller }> {
  return ending(caller, async () => {
    await requireDone(enterPassword(caller, person))
    const given = await code()
    return 'totp' in given
      ? caller.call('POST', '/api/v1/sign-in/totp', { code: given.totp })
      : caller.call('POST', '/api/v1/sign-in/recovery-code', { code: given.recovery })
  })
}
