import type { Run } from '../../../engine/claims/index.ts'
import {
  enrolPasskey,
  enrolTotp,
  enterPasskey,
  enterPassword,
  requireDone,
  softwareAuthenticator,
  totpCode,
  type Caller,
  type CallResult,
  type ProbeOpenidProvider,
  type Throwaway,
  type ThrowawayPerson,
} from '../../../engine/identity/index.ts'
import { begin, follow, newBrowser, returnTo, type Ended } from './arrival.ts'
import { claim, connectOpenid } from './scene.ts'

/** Every other way in, and how it is refused where it is closed: refused otherwise, its defence was not met. */
export const closedWays = {
  'open-session': 'not-signed-in',
  password: 'sign-on-required',
  passkey: 'sign-on-required',
  'password-reset-mail': 'no-link',
  'password-reset-link': 'sign-on-required',
  'other-provider': 'sign-on-required',
  'emergency-without-second-factor': 'second-factor',
  'deactivated-session': 'not-signed-in',
  'deactivated-person': 'no-account',
} as const

/** One try at a company that requires its own identity provider. */
export interface RequiredTry {
  readonly pathway: keyof typeof closedWays | 'identity-provider' | 'emergency'
  readonly admitted: boolean
  /** Why it ended as it did: of a refusal, or the next step that is asked for; null: it got in. */
  readonly reason: string | null
}

export interface RequiredObserved {
  readonly tries: readonly RequiredTry[]
  /** Whether the use of the emergency account stands in the records. */
  readonly alarm: boolean
}

interface Company {
  readonly run: Run
  readonly own: Throwaway
  readonly openid: ProbeOpenidProvider
  readonly admin: Caller
  readonly member: ThrowawayPerson
  readonly connection: string
  readonly second: string
}

/** Lets a company require its identity provider by its own hand, and then tries every other way in. */
export async function tryRequired(
  run: Run,
  own: Throwaway,
  openid: ProbeOpenidProvider,
): Promise<RequiredObserved> {
  const { clock } = run.platform
  const member = await own.addPerson(['member'])
  const memberBrowser = newBrowser(run)
  await requireDone(enterPassword(memberBrowser, member))
  const authenticator = softwareAuthenticator(memberBrowser.origin)
  await enrolPasskey(memberBrowser, authenticator)
  const rescue = await own.addPerson(['admin'], { breakGlass: true })
  const rescueBrowser = newBrowser(run)
  await requireDone(enterPassword(rescueBrowser, rescue))
  const { totpSecret } = await enrolTotp(rescueBrowser, clock)
  const company = await requireProvider(run, own, openid, member)

  const tries: RequiredTry[] = []
  const note = (pathway: RequiredTry['pathway'], { admitted, reason }: Outcome) =>
    tries.push({ pathway, admitted, reason })
  note('open-session', await ending(memberBrowser))
  note('password', await trying(run, (caller) => enterPassword(caller, member)))
  note('passkey', await trying(run, (caller) => enterPasskey(caller, authenticator)))
  note('password-reset-mail', await askForReset(company))
  note('password-reset-link', await resetByLink(company))
  note('other-provider', (await arriveBy(company, company.second)).ended)
  const arrived = await arriveBy(company, company.connection)
  note('identity-provider', arrived.ended)
  const emergency = newBrowser(run)
  note('emergency-without-second-factor', await ending(emergency, enterPassword(emergency, rescue)))
  const code = await totpCode(totpSecret, clock.now())
  const entered = emergency.call('POST', '/api/v1/sign-in/totp', { code })
  note('emergency', await ending(emergency, entered))
  const alarm = (await own.recordTypes()).includes('identity.break-glass-used')
  const person = `/api/v1/organisations/${own.organisation}/people/${member.id}`
  await requireDone(company.admin.call('POST', `${person}/deactivate`, {}))
  note('deactivated-session', await ending(arrived.browser))
  note('deactivated-person', (await arriveBy(company, company.connection)).ended)
  return { tries, alarm }
}

type Outcome = Pick<Ended, 'admitted' | 'reason'>

/** An administrator signs in through a new connection as a test, and then requires it. */
async function requireProvider(
  run: Run,
  own: Throwaway,
  openid: ProbeOpenidProvider,
  member: ThrowawayPerson,
): Promise<Company> {
  const connection = await connectOpenid(openid, own, 'draft')
  const second = await connectOpenid(openid, own)
  const admin = newBrowser(run)
  const person = await own.addPerson(['admin'])
  await requireDone(enterPassword(admin, person))
  claim(openid, { sub: 'subject-admin', email: person.email })
  const parameters = openid.consent(await begin(admin, connection, 'test'))
  const tested = await follow(admin, await returnTo(admin, connection, parameters))
  if (tested.reason !== null) throw new Error(`the test sign-in was refused: ${tested.reason}`)
  const path = `/api/v1/organisations/${own.organisation}/sign-on/connections/${connection}/enforce`
  await requireDone(admin.call('POST', path, { enforced: true }))
  return { run, own, openid, admin, member, connection, second }
}

async function arriveBy(
  { run, openid, member }: Company,
  connection: string,
): Promise<{ browser: Caller; ended: Ended }> {
  const browser = newBrowser(run)
  // The account has a passkey: without the provider's word of several factors it would be asked for it.
  claim(openid, { sub: 'subject-member', email: member.email, amr: ['pwd', 'mfa'] })
  const parameters = openid.consent(await begin(browser, connection))
  return { browser, ended: await follow(browser, await returnTo(browser, connection, parameters)) }
}

/** "Admitted" is a mail with a link: whether one was made shows in the database only. */
async function askForReset({ run, own, member }: Company): Promise<Outcome> {
  const { email, id } = member
  await requireDone(newBrowser(run).call('POST', '/api/v1/password-reset', { email }))
  const links = await own.countLinks('password-reset', id)
  return { admitted: links > 0, reason: links > 0 ? null : 'no-link' }
}

async function resetByLink({ run, own, member }: Company): Promise<Outcome> {
  const secret = await own.addLink('password-reset', member.id)
  const password = `${member.password}-neu`
  return trying(run, async (caller) => {
    await requireDone(caller.call('POST', '/api/v1/password-reset/redeem', { secret, password }))
    return enterPassword(caller, { email: member.email, password })
  })
}

const trying = (run: Run, call: (caller: Caller) => Promise<CallResult>): Promise<Outcome> => {
  const caller = newBrowser(run)
  return ending(caller, call(caller))
}

async function ending(caller: Caller, call?: Promise<CallResult>): Promise<Outcome> {
  const result = await call
  const me = await caller.call('GET', '/api/v1/me')
  const next = result?.body['next']
  const waits = typeof next === 'string' && next !== 'done' ? next : null
  return { admitted: me.status === 200, reason: waits ?? (result ? result.reason : me.reason) }
}
