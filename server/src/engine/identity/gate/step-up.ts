import type { PersonActor, SessionMeans } from '../../../kernel/actor.ts'
import type { RequestFacts } from '../../../kernel/route.ts'
import type { Writer } from '../../../platform/database/database.ts'
import type { Platform } from '../../../platform/platform.ts'
import { runCommand } from '../../log/index.ts'
import { changed } from '../activity.ts'
import { factorsOf } from '../factors/list.ts'
import { verifyTotp } from '../factors/totp.ts'
import { rotateSession } from '../sessions/open-session.ts'
import { readAccount, type Account } from './account.ts'
import { countFailure, keysFor, passwordFits, requireCalm } from './check-password.ts'
import { codeRefused, refused } from './refusals.ts'

/** Somebody signed in, for routes about the own account. */
export type SignedIn = PersonActor & { readonly means: SessionMeans }

/** How this person can prove again who they are: always with the strongest kind that the account has. */
export async function stepUpWays(
  platform: Platform,
  account: Account,
): Promise<('password' | 'totp' | 'passkey' | 'sign-on')[]> {
  const factors = await factorsOf(platform.database.reader, account.id)
  if (factors.hasSecond)
    return [
      ...(factors.passkeys > 0 ? (['passkey'] as const) : []),
      ...(factors.totp > 0 ? (['totp'] as const) : []),
    ]
  return factors.password ? ['password'] : ['sign-on']
}

/** Proves again by the code of an authenticator app. Throws a Problem when the code does not count. */
export async function stepUpWithTotp(
  platform: Platform,
  actor: SignedIn,
  code: string,
  request: RequestFacts,
): Promise<void> {
  const account = await ownAccount(platform, actor)
  const keys = await keysFor(platform, account.email, account, request)
  await requireCalm(platform, keys)
  const fits = await platform.database.transaction((tx) =>
    verifyTotp(tx, platform, account.id, code, platform.clock.now()),
  )
  if (!fits) {
    await countFailure(platform, keys, account, 'totp', request)
    throw codeRefused()
  }
  await renew(platform, actor, 'totp', request)
}

/** Proves again by password, where there is no second factor to prove. */
export async function stepUpWithPassword(
  platform: Platform,
  actor: SignedIn,
  password: string,
  request: RequestFacts,
): Promise<void> {
  const account = await ownAccount(platform, actor)
  const keys = await keysFor(platform, account.email, account, request)
  await requireCalm(platform, keys)
  const fits = await passwordFits(platform, keys, account, password, request)
  if (!fits || account.rules.hasSecondFactor) throw refused()
  await renew(platform, actor, 'password', request)
}

/** The account behind a session. Throws a Problem when it is gone. */
export async function ownAccount(platform: Platform, actor: SignedIn): Promise<Account> {
  const account = await readAccount(platform.database.reader, { id: actor.personId })
  if (account?.state !== 'active') throw refused()
  return account
}

/** Starts the ten minutes anew, with a new cookie, and records by what. */
export async function renew(
  platform: Platform,
  actor: SignedIn,
  by: 'password' | 'totp' | 'passkey' | 'sign-on',
  request: RequestFacts,
  proved: (tx: Writer) => Promise<void> = async () => {},
): Promise<void> {
  await runCommand(platform, { permission: 'self:enrol', actor }, async (tx) => {
    await proved(tx)
    const now = platform.clock.now()
    await rotateSession(tx, actor.means.id, { now }, request)
    const concern = { actor, organisation: actor.organisation.id, person: actor.personId, now }
    return changed(tx, concern, [{ type: 'identity.stepped-up', data: { by } }], undefined)
  })
}
