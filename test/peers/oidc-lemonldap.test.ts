import { expect, it, onTestFinished } from 'vitest'
import { beginOidc } from '../../server/src/engine/identity/sign-on/oidc/begin.ts'
import type { OidcAsked, OidcConnection } from '../../server/src/engine/identity/sign-on/oidc/connection.ts'
import { discoverOidc } from '../../server/src/engine/identity/sign-on/oidc/discover.ts'
import { finishOidc } from '../../server/src/engine/identity/sign-on/oidc/finish.ts'
import { outgoing } from '../../server/src/platform/net/http/outgoing.ts'
import { formBrowser } from '../harness/form-browser.ts'
import { lemonldapUsers, startLemonldap, type LemonldapOptions } from '../harness/lemonldap.ts'
import { reasonOf } from '../harness/oidc-sign-on.ts'

const redirectUri = 'http://localhost:1/callback'
const clientId = 'nachweis-42.a_b'
const secret = 'a-secret_of~this.test'

interface Setup {
  /** `oidcRPMetaDataOptions…` of the portal. */
  readonly options?: Readonly<Record<string, string | number>>
  readonly portal?: LemonldapOptions
  readonly connection?: Partial<OidcConnection>
}

async function setUp({ options = {}, portal: settings, connection: change }: Setup = {}) {
  const party = { clientId, clientSecret: secret, redirectUris: [redirectUri] }
  const portal = await startLemonldap({
    relyingParties: [{ ...party, options: { RequirePKCE: 1, ...options } }],
    ...settings,
  })
  onTestFinished(() => portal.stop())
  const connection: OidcConnection = {
    id: 'connection-1',
    issuer: portal.oidcIssuer,
    clientId,
    clientSecret: secret,
    redirectUri,
    scopes: ['openid', 'email', 'profile'],
    preset: 'generic',
    ...change,
  }
  const { host } = new URL(portal.oidcIssuer)
  const net = outgoing({ configuration: () => ({ outgoing: { privateHosts: [host] } }) })
  const browser = formBrowser(redirectUri)
  const begin = (asked: OidcAsked = {}) => beginOidc(connection, net, { now: Date.now(), ...asked })
  const finish = (started: Awaited<ReturnType<typeof begin>>, callbackUrl: string) =>
    finishOidc(connection, net, started.transaction, new URL(callbackUrl).search, Date.now())
  /** Signs in at the portal; answers the address that it sends the browser back to. */
  async function signIn({ redirectUrl }: { redirectUrl: string }, password = 'dwho') {
    const page = await browser.open(redirectUrl)
    const [form] = page.forms
    if (page.status === 0 || !form) return page.url
    return (await browser.submit(form, { user: 'dwho', password })).url
  }
  async function signOn(asked: OidcAsked = {}) {
    const started = await begin(asked)
    return finish(started, await signIn(started))
  }
  return { portal, connection, net, browser, begin, finish, signIn, signOn }
}

it('is found by the set-up, which counts its asymmetric signatures only', async () => {
  const { portal, net } = await setUp()
  const found = await discoverOidc(portal.oidcIssuer, net)
  expect(found).toMatchObject({ issuer: portal.oidcIssuer, keys: 1 })
  expect(found.algorithms).toContain('RS256')
  expect(found.algorithms.filter((name) => /^(none|HS)/.test(name))).toEqual([])
  expect(found.problems.filter(({ blocking }) => blocking)).toEqual([])
})

it.each<[string, Setup]>([
  ['by default', {}],
  ['with a secret in the form', { connection: { clientAuthentication: 'client_secret_post' } }],
  ['as a public client', { options: { Public: 1 }, connection: { clientSecret: null } }],
  ['with RS512', { options: { IDTokenSignAlg: 'RS512' } }],
  ['with signed user information', { options: { UserInfoSignAlg: 'RS256' } }],
])('signs on %s', async (_, setup) => {
  const { portal, signOn } = await setUp(setup)
  const before = Math.floor(Date.now() / 1000) * 1000
  const identity = await signOn({ maxAgeSeconds: 300, acrValues: ['loa-1'] })
  const { name, email, groups } = lemonldapUsers.dwho
  expect(identity).toMatchObject({
    issuer: portal.oidcIssuer,
    subject: 'dwho',
    email,
    emailVerified: false,
    name,
    acr: 'loa-1',
    amr: [],
    hostedDomain: null,
  })
  expect([...identity.groups].toSorted()).toEqual([...groups].toSorted())
  expect(identity.authTime).toBeGreaterThanOrEqual(before - 1000)
})

it.each([
  ['HS256', 'oidc-algorithm'],
  ['HS512', 'oidc-algorithm'],
  // The portal leaves out the empty signature with its dot.
  ['none', 'oidc-malformed'],
])('refuses tokens signed with %s', async (algorithm, reason) => {
  const { signOn } = await setUp({ options: { IDTokenSignAlg: algorithm } })
  expect(await reasonOf(signOn())).toBe(reason)
})

it.each([
  ['six minutes ahead', 360, 'oidc-clock'],
  ['four minutes ahead', 240, 'done'],
  ['four minutes behind', -240, 'done'],
  ['six minutes behind', -360, 'oidc-clock'],
])('a portal whose clock is %s', async (_, clockAheadS, expected) => {
  const { signOn } = await setUp({ portal: { clockAheadS } })
  expect(await reasonOf(signOn())).toBe(expected)
})

it('refuses a used code, a stolen code, a wrong class, a wrong secret and a portal that is gone', async () => {
  const { portal, begin, finish, signIn, signOn } = await setUp()
  const started = await begin()
  const back = await signIn(started)
  expect(await finish(started, back)).toMatchObject({ subject: 'dwho' })
  expect(await reasonOf(finish(started, back))).toBe('oidc-code-refused')

  const thief = await begin()
  const stolen = new URL(await signIn(await begin()))
  expect(await reasonOf(finish(thief, stolen.href))).toBe('oidc-state')
  stolen.searchParams.set('state', thief.transaction.state)
  expect(await reasonOf(finish(thief, stolen.href))).toBe('oidc-code-refused')

  expect(await reasonOf(signOn({ acrValues: ['loa-3'] }))).toBe('oidc-acr')
  const late = await begin()
  const answer = await signIn(late)
  await portal.stop()
  expect(await reasonOf(finish(late, answer))).toBe('oidc-unreachable')

  const wrong = await setUp({ connection: { clientSecret: 'wrong' } })
  expect(await reasonOf(wrong.signOn())).toBe('oidc-client-refused')
})

it('asks again when a fresh authentication is wanted, and nobody comes back with a wrong password', async () => {
  const { browser, begin, signIn } = await setUp({ portal: { settings: { portalForceAuthnInterval: 0 } } })
  expect(await signIn(await begin(), 'wrong')).not.toContain(redirectUri)
  expect(await signIn(await begin())).toContain('code=')
  expect((await browser.open((await begin()).redirectUrl)).url).toContain('code=')
  await new Promise((later) => setTimeout(later, 1100))
  const asked = await browser.open((await begin({ maxAgeSeconds: 0 })).redirectUrl)
  expect(asked.url).not.toContain('code=')
})
