import { Problem } from '../../../kernel/problem.ts'
import type { Recorded } from '../../../kernel/recorded.ts'
import type { Actor } from '../../../kernel/actor.ts'
import type { RequestFacts } from '../../../kernel/route.ts'
import type { Writer } from '../../../platform/database/database.ts'
import type { Platform } from '../../../platform/platform.ts'
import { runCommand } from '../../log/index.ts'
import { changed } from '../activity.ts'
import { hashPassword } from '../passwords/hash.ts'
import { passwordQueue } from '../passwords/queue.ts'
import { passwordProblems } from '../passwords/rules.ts'
import { normaliseEmail } from '../people/email.ts'
import { makeLink, peekLink, takeLink } from '../people/links.ts'
import { endSessions } from '../sessions/end.ts'
import { rotateSession } from '../sessions/open-session.ts'
import { identityWriter } from '../tables.ts'
import { readAccount, type Account } from './account.ts'
import { passwordSource, requireCalm, countRequest, keysFor } from './check-password.ts'
import { notifyPasswordChanged, notifyPasswordReset } from './notices.ts'
import { linkOver } from './refusals.ts'

const nobody = { permission: 'public', actor: { kind: 'anonymous' } } as const

/** NIST SP 800-63B-4, section 3.1.1.2: a password that stands alone must be longer than one beside a second factor. */
const charactersAlone = 15
const charactersBeside = 8
/** Of the provider's own people, unless the claim sign-in/passwords promises another number. */
export const staffCharacters = 12

/** The hash of a password that the rules accept for this account. Throws a Problem that says what is wrong with it. */
export async function acceptablePassword(
  platform: Platform,
  account: Pick<Account, 'name' | 'email' | 'organisation' | 'rules'>,
  password: string,
  request: RequestFacts,
): Promise<string> {
  const minimum = passwordCharacters(platform, account)
  const context = [account.name, account.email, account.organisation.name, 'nachweis']
  const [problem] = passwordProblems(password, { minimum, context })
  if (problem) throw new Problem('bad-request', `password-${problem.code}`, problem.sentence)
  return passwordQueue.run(passwordSource(request), () => hashPassword(password))
}

/** How many characters a new password of this account needs. */
export function passwordCharacters(
  platform: Pick<Platform, 'configuration'>,
  {
    organisation,
    rules,
  }: {
    readonly organisation: Pick<Account['organisation'], 'kind'>
    readonly rules: Pick<Account['rules'], 'secondFactorRequired' | 'hasSecondFactor'>
  },
): number {
  const staff = platform.configuration().parameters['sign-in/passwords']?.['characters']
  if (organisation.kind === 'provider') return Number(staff ?? staffCharacters)
  return rules.secondFactorRequired || rules.hasSecondFactor ? charactersBeside : charactersAlone
}

/** Stores a hash in the place of whatever was there. */
export async function storePassword(tx: Writer, personId: string, hash: string, now: number): Promise<void> {
  const changedAt = new Date(now)
  await identityWriter(tx)
    .insertInto('identity.password')
    .values({ person_id: personId, hash, changed_at: changedAt })
    .onConflict((conflict) => conflict.column('person_id').doUpdateSet({ hash, changed_at: changedAt }))
    .execute()
}

/** Changes the own password: other sessions end, this one gets a new cookie, and a mail tells of it. */
export async function changePassword(
  platform: Platform,
  actor: Actor,
  password: string,
  request: RequestFacts,
): Promise<void> {
  if (actor.kind !== 'person' || actor.means.kind !== 'session') throw linkOver()
  const { personId, means } = actor
  const account = await readAccount(platform.database.reader, { id: personId })
  if (!account) throw linkOver()
  const hash = await acceptablePassword(platform, account, password, request)
  await runCommand(platform, { permission: 'self:change', actor }, async (tx) => {
    const now = platform.clock.now()
    await storePassword(tx, personId, hash, now)
    await endSessions(tx, { person: personId, except: means.id })
    await rotateSession(tx, means.id, { now }, request)
    await notifyPasswordChanged(tx, platform, account, 'changed', request)
    const concern = { actor, organisation: account.organisation.id, person: personId, now }
    return changed(tx, concern, [{ type: 'identity.password-changed', data: {} }], undefined)
  })
}

/** Mails a reset link if there is an account with its own password here; the caller learns nothing. */
export async function requestPasswordReset(
  platform: Platform,
  typed: string,
  request: RequestFacts,
): Promise<void> {
  const email = normaliseEmail(typed)
  const account = await readAccount(platform.database.reader, { email })
  const keys = await keysFor(platform, `reset:${email}`, account, request)
  await requireCalm(platform, keys)
  await countRequest(platform, keys)
  const byPassword = account?.rules.enforcedConnection === null || account?.rules.breakGlass === true
  if (!account || account.state !== 'active' || !byPassword) return
  await platform.database.transaction(async (tx) => {
    const secret = await makeLink(tx, 'password-reset', account.id, platform.clock.now())
    await notifyPasswordReset(tx, platform, account, secret, request)
  })
}

/** Sets a new password by the link from the mail. It opens no session: the second factor is not passed by (ASVS 6.4.3). */
export async function resetPassword(
  platform: Platform,
  secret: string,
  password: string,
  request: RequestFacts,
): Promise<void> {
  const personId = await peekLink(platform.database.reader, 'password-reset', secret, platform.clock.now())
  const account = personId === null ? null : await readAccount(platform.database.reader, { id: personId })
  if (!account || account.state !== 'active') throw linkOver()
  const hash = await acceptablePassword(platform, account, password, request)
  await runCommand(platform, nobody, async (tx): Promise<Recorded<void>> => {
    const now = platform.clock.now()
    if ((await takeLink(tx, 'password-reset', secret, now)) !== account.id) throw linkOver()
    await storePassword(tx, account.id, hash, now)
    await endSessions(tx, { person: account.id })
    await notifyPasswordChanged(tx, platform, account, 'reset', request)
    const concern = { actor: nobody.actor, organisation: account.organisation.id, person: account.id, now }
    return changed(tx, concern, [{ type: 'identity.password-reset', data: {} }], undefined)
  })
}
