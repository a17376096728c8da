import { describe, expect, it, onTestFinished } from 'vitest'
import { beginOidc } from '../../server/src/engine/identity/sign-on/oidc/begin.ts'
import type { OidcAsked, OidcConnection } from '../../server/src/engine/identity/sign-on/oidc/connection.ts'
import { discoverOidc } from '../../server/src/engine/identity/sign-on/oidc/discover.ts'
import { finishOidc } from '../../server/src/engine/identity/sign-on/oidc/finish.ts'
import { outgoing } from '../../server/src/platform/net/http/outgoing.ts'
import { formBrowser, type FormBrowser, type Page } from '../harness/form-browser.ts'
import { newAppleKey } from '../harness/hostile-identity-provider.ts'
import { reasonOf } from '../harness/oidc-sign-on.ts'
import { openidClient, startOpenidProvider, type OpenidProviderOptions } from '../harness/openid-provider.ts'

const redirectUri = 'https://nachweis.example/sign-on/oidc/connection-1'

interface Setup {
  readonly provider?: Partial<OpenidProviderOptions>
  readonly connection?: Partial<OidcConnection>
}

/** The parameters that a provider sends the browser back with. */
const answerIn = (url: string) => new URL(url).search

/** A real provider, and this installation's connection to it. */
async function setUp({ provider: options, connection: change }: Setup = {}) {
  const provider = await startOpenidProvider({ redirectUri, ...options })
  onTestFinished(() => provider.stop())
  const connection: OidcConnection = {
    id: 'connection-1',
    issuer: provider.issuer,
    clientId: openidClient.id,
    clientSecret: openidClient.secret,
    redirectUri,
    scopes: ['openid', 'email', 'profile'],
    preset: 'generic',
    ...change,
  }
  const { host } = new URL(provider.issuer)
  const net = outgoing({ configuration: () => ({ outgoing: { privateHosts: [host] } }) })
  const browser = formBrowser(redirectUri)
  const begin = (asked: OidcAsked = {}) => beginOidc(connection, net, { now: Date.now(), ...asked })
  const finish = (started: Awaited<ReturnType<typeof begin>>, answer: string) =>
    finishOidc(connection, net, started.transaction, answer, Date.now())
  /** From the redirect to what comes back. */
  const consent = async ({ redirectUrl }: { redirectUrl: string }, through = browser) =>
    signIn(through, await through.open(redirectUrl))
  async function signOn(asked: OidcAsked = {}) {
    const started = await begin(asked)
    return finish(started, answerIn((await consent(started)).url))
  }
  return { provider, connection, net, browser, begin, finish, consent, signOn }
}

/** Fills in the pages of the provider until it sends the browser back or posts a form. */
async function signIn(browser: FormBrowser, opened: Page): Promise<Page> {
  let page = opened
  for (let turn = 0; turn < 3 && page.status === 200; turn++) {
    const [form] = page.forms
    if (!form || form.action.startsWith(redirectUri)) break
    page = await browser.submit(form, 'login' in form.fields ? { login: 'anna', password: 'x' } : {})
  }
  return page
}

it('is found to be in order by the set-up', async () => {
  const { provider, net } = await setUp()
  const found = await discoverOidc(`${provider.issuer}/`, net)
  expect(found).toMatchObject({ issuer: provider.issuer, keys: 3, problems: [] })
  expect(found.algorithms).toEqual(['RS256', 'ES256', 'Ed25519'])
})

it.each<[string, Record<string, unknown>, Partial<OidcConnection>]>([
  ['client_secret_basic', { token_endpoint_auth_method: 'client_secret_basic' }, {}],
  [
    'client_secret_post',
    { token_endpoint_auth_method: 'client_secret_post' },
    { clientAuthentication: 'client_secret_post' },
  ],
  [
    'a public client',
    { token_endpoint_auth_method: 'none', client_secret: undefined },
    { clientSecret: null },
  ],
  ['ES256', { id_token_signed_response_alg: 'ES256' }, {}],
  ['Ed25519', { id_token_signed_response_alg: 'Ed25519' }, {}],
  ['signed user information', { userinfo_signed_response_alg: 'RS256' }, {}],
])('signs on with %s', async (_, client, connection) => {
  const { provider, signOn } = await setUp({ provider: { client }, connection })
  expect(await signOn()).toEqual({
    issuer: provider.issuer,
    subject: 'anna',
    email: 'anna@example.org',
    emailVerified: true,
    emailRelayed: false,
    name: 'Anna Beispiel',
    groups: ['staff'],
    acr: null,
    amr: [],
    authTime: null,
    hostedDomain: null,
  })
})

it('refuses tokens signed with the shared secret (HS256)', async () => {
  const { signOn } = await setUp({ provider: { client: { id_token_signed_response_alg: 'HS256' } } })
  expect(await reasonOf(signOn())).toBe('oidc-algorithm')
})

it('asks for a fresh authentication, although the provider knows the browser', async () => {
  const { browser, begin, signOn } = await setUp({ provider: { claimsInToken: true } })
  const before = Math.floor(Date.now() / 1000) * 1000
  expect((await signOn({ maxAgeSeconds: 60 })).authTime).toBeGreaterThanOrEqual(before)
  const quiet = await browser.open((await begin()).redirectUrl)
  expect(quiet.url).toContain('code=')
  await new Promise((later) => setTimeout(later, 1100))
  const asked = await browser.open((await begin({ maxAgeSeconds: 0 })).redirectUrl)
  expect(asked.forms[0]?.fields).toHaveProperty('login')
})

it('refuses a sign-in whose class is not the one asked for', async () => {
  const { signOn } = await setUp()
  expect(await reasonOf(signOn({ acrValues: ['urn:example:two-factor'] }))).toBe('oidc-acr')
})

describe('attacks', () => {
  it('a code is used once', async () => {
    const { begin, consent, finish } = await setUp()
    const started = await begin()
    const answer = answerIn((await consent(started)).url)
    expect(await finish(started, answer)).toMatchObject({ subject: 'anna' })
    expect(await reasonOf(finish(started, answer))).toBe('oidc-code-refused')
  })

  it('a stolen code in another sign-in fails at PKCE', async () => {
    const { begin, consent, finish } = await setUp()
    const [victim, thief] = [await begin(), await begin()]
    const stolen = new URL((await consent(victim)).url)
    expect(await reasonOf(finish(thief, answerIn(stolen.href)))).toBe('oidc-state')
    stolen.searchParams.set('state', thief.transaction.state)
    expect(await reasonOf(finish(thief, answerIn(stolen.href)))).toBe('oidc-code-refused')
  })

  it('an answer of another provider (mix-up) ends before its code goes anywhere', async () => {
    const [honest, other] = [await setUp(), await setUp()]
    const started = await honest.begin()
    const there = new URL(started.redirectUrl)
    const answer = await other.consent({ redirectUrl: other.provider.issuer + there.pathname + there.search })
    expect(answer.url).toContain('code=')
    expect(await reasonOf(honest.finish(started, answerIn(answer.url)))).toBe('oidc-mixed-up')
    // Nobody used the code: the provider that issued it still takes it.
    const own = { ...started, transaction: { ...started.transaction, issuer: other.provider.issuer } }
    expect(await other.finish(own, answerIn(answer.url))).toMatchObject({
      issuer: other.provider.issuer,
    })
  })
})

it('tells a denial, a wrong secret and a provider that is gone', async () => {
  const { provider, browser, begin, consent, finish } = await setUp()
  const denied = await begin()
  const page = await browser.open(denied.redirectUrl)
  const abort = /href="([^"]*\/abort)"/.exec(page.body)?.[1] ?? ''
  const answer = answerIn((await browser.open(new URL(abort, page.url).href)).url)
  expect(await reasonOf(finish(denied, answer))).toBe('oidc-denied')

  const started = await begin()
  const back = answerIn((await consent(started)).url)
  await provider.stop()
  expect(await reasonOf(finish(started, back))).toBe('oidc-unreachable')

  const wrong = await setUp({ connection: { clientSecret: 'wrong' } })
  expect(await reasonOf(wrong.signOn())).toBe('oidc-client-refused')
})

it('plays Google: claims in the token, and the hosted domain', async () => {
  const google = (hd: string | undefined) =>
    setUp({
      provider: { claimsInToken: true, claims: { hd } },
      connection: { id: 'google', preset: 'google', hostedDomain: 'firma.example' },
    })
  const right = await google('firma.example')
  expect(await right.signOn()).toMatchObject({
    subject: 'anna',
    hostedDomain: 'firma.example',
    emailVerified: true,
  })
  expect(await reasonOf((await google('other.example')).signOn())).toBe('oidc-hosted-domain')
  expect(await reasonOf((await google(undefined)).signOn())).toBe('oidc-hosted-domain')
})

describe('plays Apple', () => {
  const relayed = {
    email: 'x1@privaterelay.appleid.com',
    email_verified: 'true',
    is_private_email: 'true',
    name: undefined,
  }
  async function apple(privateKeyPem?: string) {
    const key = await newAppleKey()
    const client = { token_endpoint_auth_method: 'client_secret_post' }
    const appleKey = { publicKey: key.publicKey, teamId: 'TEAM' }
    const own = { teamId: 'TEAM', keyId: 'KEY', privateKeyPem: privateKeyPem ?? key.privateKeyPem }
    return setUp({
      provider: { claimsInToken: true, claims: relayed, client, appleKey },
      connection: {
        id: 'apple',
        preset: 'apple',
        clientSecret: null,
        scopes: ['openid', 'name', 'email'],
        apple: own,
      },
    })
  }

  it('a posted answer, a signed secret, a relayed address, the name of the first consent', async () => {
    const { begin, consent, finish } = await apple()
    const started = await begin()
    const [form] = (await consent(started)).forms
    expect(form).toMatchObject({ action: redirectUri, method: 'post' })
    const user = JSON.stringify({
      name: { firstName: 'Anna', lastName: 'Beispiel' },
      email: 'x@evil.example',
    })
    const posted = new URLSearchParams({ ...form?.fields, user }).toString()
    expect(await finish(started, posted)).toMatchObject({
      subject: 'anna',
      email: 'x1@privaterelay.appleid.com',
      emailVerified: true,
      emailRelayed: true,
      name: 'Anna Beispiel',
    })
  })

  it('refuses a secret signed with another key', async () => {
    const { begin, consent, finish } = await apple((await newAppleKey()).privateKeyPem)
    const started = await begin()
    const [form] = (await consent(started)).forms
    const posted = new URLSearchParams(form?.fields).toString()
    expect(await reasonOf(finish(started, posted))).toBe('oidc-client-refused')
  })
})
