import { createHmac, generateKeyPairSync } from 'node:crypto'
import { importPKCS8, type JWTPayload } from 'jose'
import { afterAll, beforeAll, beforeEach, describe, expect, it, test } from 'vitest'
import {
  signed,
  startHostileProvider,
  type HostileProvider,
} from '../../../../../../test/harness/hostile-identity-provider.ts'
import { connectionTo, reasonOf, signOn, type SignOn } from '../../../../../../test/harness/oidc-sign-on.ts'
import { beginOidc } from './begin.ts'
import type { OidcConnection } from './connection.ts'
import { finishOidc } from './finish.ts'

const minuteS = 60
let clock = Date.now()
let provider: HostileProvider
beforeAll(async () => {
  provider = await startHostileProvider(() => clock)
})
beforeEach(() => {
  clock = Date.now()
  provider.deviate({})
})
afterAll(() => provider.close())

const registered = (change: Partial<OidcConnection> = {}) => connectionTo(provider, change)
const signOnNow = (way: SignOn = {}) => signOn(provider, { now: clock, ...way })
const refused = (way: SignOn) => reasonOf(signOnNow(way))
const claims = (changed: Record<string, unknown>): SignOn => ({ deviation: { claims: changed } })
const everywhere = (changed: Record<string, unknown>): SignOn => ({
  deviation: { claims: changed, userinfo: changed },
})
const seconds = () => Math.floor(clock / 1000)

it('tells who signed in: issuer and subject, and what the provider says of them', async () => {
  const identity = await signOnNow(claims({ acr: 'mfa', amr: ['pwd', 'otp'], auth_time: seconds() - 10 }))
  expect(identity).toEqual({
    issuer: provider.issuer,
    subject: 'subject-1',
    email: 'anna@example.org',
    emailVerified: true,
    emailRelayed: false,
    name: 'Anna Beispiel',
    groups: ['a'],
    acr: 'mfa',
    amr: ['pwd', 'otp'],
    authTime: (seconds() - 10) * 1000,
    hostedDomain: null,
  })
})

it('asks with code, PKCE, state and nonce, and authenticates as the provider wants', async () => {
  const { redirectUrl, transaction } = await beginOidc(registered(), provider.net, {
    now: clock,
    loginHint: 'anna@example.org',
    maxAgeSeconds: 0,
    acrValues: ['a', 'b'],
  })
  const asked = Object.fromEntries(new URL(redirectUrl).searchParams)
  expect(asked).toMatchObject({
    response_type: 'code',
    client_id: 'client-1',
    redirect_uri: 'https://nachweis.example/sign-on/oidc/connection-1',
    scope: 'openid email profile',
    code_challenge_method: 'S256',
    state: transaction.state,
    nonce: transaction.nonce,
    login_hint: 'anna@example.org',
    max_age: '0',
    prompt: 'login',
    acr_values: 'a b',
  })
  expect(asked['code_challenge']).not.toBe(transaction.codeVerifier)
  expect(JSON.parse(JSON.stringify(transaction))).toEqual(transaction)

  const encoded = Buffer.from('client-1:a+secret+with+%3A+and+%C3%BC').toString('base64')
  const post = { client_secret: 'a secret with : and ü', authorization: '' }
  await signOnNow()
  expect(provider.forms.at(-1)).toMatchObject({ authorization: `Basic ${encoded}` })
  await signOnNow({ connection: { clientAuthentication: 'client_secret_post' } })
  expect(provider.forms.at(-1)).toMatchObject(post)
  await signOnNow({ connection: { clientSecret: null } })
  expect(provider.forms.at(-1)).not.toHaveProperty('client_secret')
})

test.each<[string, SignOn, string]>([
  ['another issuer in the token', claims({ iss: 'https://evil.example' }), 'oidc-token-issuer'],
  ['the issuer with a slash', claims({ iss: 'SLASH' }), 'oidc-token-issuer'],
  ['no subject', claims({ sub: undefined }), 'oidc-malformed'],
  ['an empty subject', everywhere({ sub: '' }), 'oidc-malformed'],
  ['a subject that no database takes', everywhere({ sub: 'a\u0000b' }), 'oidc-malformed'],
  ['a subject without end', everywhere({ sub: 'a'.repeat(256) }), 'oidc-malformed'],
  ['a subject that is no text', claims({ sub: 7 }), 'oidc-malformed'],
  ['another nonce', claims({ nonce: 'of-another-sign-in' }), 'oidc-nonce'],
  ['no nonce', claims({ nonce: undefined }), 'oidc-malformed'],
  ['another audience', claims({ aud: 'client-2' }), 'oidc-audience'],
  ['further audiences without azp', claims({ aud: ['client-1', 'client-2'] }), 'oidc-audience'],
  ['another authorised party', claims({ aud: ['client-1', 'client-2'], azp: 'client-2' }), 'oidc-audience'],
  ['another authorised party of one audience', claims({ azp: 'client-2' }), 'oidc-audience'],
  ['no expiry', claims({ exp: undefined }), 'oidc-malformed'],
])('refuses %s', async (name, way, reason) => {
  const slash = name.includes('slash') ? claims({ iss: `${provider.issuer}/` }) : way
  expect(await refused(slash)).toBe(reason)
})

it('accepts further audiences where this application is the authorised party', async () => {
  expect(await refused(claims({ aud: ['client-1', 'client-2'], azp: 'client-1' }))).toBe('done')
})

describe('clocks', () => {
  it.each([
    ['six minutes ahead', 6, 'oidc-clock'],
    ['four minutes ahead', 4, 'done'],
    ['four minutes behind', -4, 'done'],
    ['six minutes behind', -6, 'oidc-clock'],
  ])('a provider %s', async (_, minutes, expected) => {
    const iat = seconds() + minutes * minuteS
    expect(await refused(claims({ iat, exp: iat + 3600 }))).toBe(expected)
  })

  it('expired is refused after five minutes of tolerance', async () => {
    expect(await refused(claims({ exp: seconds() - 6 * minuteS }))).toBe('oidc-expired')
    expect(await refused(claims({ exp: seconds() - 4 * minuteS }))).toBe('done')
    expect(await refused(claims({ nbf: seconds() + 6 * minuteS }))).toBe('oidc-clock')
  })

  it('is the clock that is handed in, not that of the machine', async () => {
    clock = Date.now() + 10 * 365 * 24 * 3600_000
    expect(await refused({})).toBe('done')
    expect(await refused({ now: clock + 11 * minuteS * 1000 })).toBe('oidc-expired')
  })

  it('a transaction ends after a quarter of an hour', async () => {
    const { redirectUrl, transaction } = await beginOidc(registered(), provider.net, { now: clock })
    const answer = provider.consent(redirectUrl).toString()
    clock += 16 * minuteS * 1000
    expect(await reasonOf(finishOidc(registered(), provider.net, transaction, answer, clock))).toBe(
      'oidc-too-late',
    )
  })
})

describe('signatures', () => {
  const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
  const hmac = (header: object, plain: JWTPayload, secret: string) => {
    const input = `${encode(header)}.${encode(plain)}`
    return `${input}.${createHmac('sha256', secret).update(input).digest('base64url')}`
  }
  it('refuses alg none, HS256 with the public key and HS256 with the secret', async () => {
    const sign = (make: (plain: JWTPayload) => string) => refused({ deviation: { sign: make } })
    expect(await sign((plain) => `${encode({ alg: 'none' })}.${encode(plain)}.`)).toBe('oidc-algorithm')
    const { kid, publicKeyPem } = provider.key
    expect(await sign((plain) => hmac({ alg: 'HS256', kid }, plain, publicKeyPem))).toBe('oidc-algorithm')
    expect(await sign((plain) => hmac({ alg: 'HS256', kid }, plain, 'a secret with : and ü'))).toBe(
      'oidc-algorithm',
    )
  })

  it('refuses the signature of another key under the same name, and an altered payload', async () => {
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
    const other = await importPKCS8(privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(), 'RS256')
    const forged = (plain: JWTPayload) => signed(plain, { privateKey: other, kid: provider.key.kid })
    expect(await refused({ deviation: { sign: forged } })).toBe('oidc-signature')
    const altered = async (plain: JWTPayload) => {
      const [header, , signature] = (await signed(plain, provider.key)).split('.')
      return [header, encode({ ...plain, sub: 'admin' }), signature].join('.')
    }
    expect(await refused({ deviation: { sign: altered } })).toBe('oidc-signature')
  })

  it('refuses a key that is not published, and takes a new one as soon as it is', async () => {
    const old = provider.key
    expect(await refused({})).toBe('done')
    await provider.rotate()
    expect(await refused({ deviation: { sign: (plain) => signed(plain, { ...old, kid: 'nobody' }) } })).toBe(
      'oidc-key-unknown',
    )
    expect(await refused({})).toBe('done')
  })

  it('refuses to begin with a provider that has no asymmetric signatures', async () => {
    const weak = await startHostileProvider()
    weak.deviate({ metadata: { id_token_signing_alg_values_supported: ['HS256', 'none'] } })
    expect(await reasonOf(beginOidc(registered({ issuer: weak.issuer }), weak.net, { now: clock }))).toBe(
      'oidc-algorithm',
    )
    await weak.close()
  })
})
