import { inspect } from 'node:util'
import { jwtVerify } from 'jose'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import {
  newAppleKey,
  startHostileProvider,
  type Deviation,
  type HostileProvider,
} from '../../../../../../test/harness/hostile-identity-provider.ts'
import { connectionTo, reasonOf, signOn, type SignOn } from '../../../../../../test/harness/oidc-sign-on.ts'
import { beginOidc } from './begin.ts'
import { requireAsked } from './claims.ts'
import type { OidcAsked, OidcConnection } from './connection.ts'
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
const seconds = () => Math.floor(clock / 1000)

describe('what was asked for', () => {
  it('the class, the methods and the time of the authentication are checked', async () => {
    const asked: OidcAsked = { acrValues: ['gold', 'silver'], amrValues: ['otp'], maxAgeSeconds: 60 }
    const right = { acr: 'silver', amr: ['pwd', 'otp'], auth_time: seconds() }
    const wrong = (change: object) => refused({ asked, deviation: { claims: { ...right, ...change } } })
    expect(await wrong({})).toBe('done')
    expect(await wrong({ acr: 'bronze' })).toBe('oidc-acr')
    expect(await wrong({ acr: undefined })).toBe('oidc-acr')
    expect(await wrong({ amr: ['pwd'] })).toBe('oidc-amr')
    expect(await wrong({ amr: undefined })).toBe('oidc-amr')
    expect(await wrong({ auth_time: undefined })).toBe('oidc-auth-time')
    expect(await wrong({ auth_time: seconds() - 7 * minuteS })).toBe('oidc-auth-time')
    expect(await wrong({ auth_time: seconds() + 6 * minuteS })).toBe('oidc-auth-time')
  })

  it('Google: the hosted domain', async () => {
    const connection = { preset: 'google', hostedDomain: 'Firma.example' } as const
    const google = (hd?: string) => signOnNow({ connection, ...claims({ hd }) })
    expect(await google('firma.example')).toMatchObject({
      subject: 'subject-1',
      hostedDomain: 'firma.example',
    })
    expect(await reasonOf(google('other.example'))).toBe('oidc-hosted-domain')
    expect(await reasonOf(google())).toBe('oidc-hosted-domain')
    const { redirectUrl } = await beginOidc(registered(connection), provider.net, { now: clock })
    expect(new URL(redirectUrl).searchParams.get('hd')).toBe('Firma.example')
  })

  it('Apple: a posted answer, a signed secret that lasts minutes, a name at first consent, a relayed address', async () => {
    const key = await newAppleKey()
    const connection = registered({
      preset: 'apple',
      clientSecret: null,
      apple: { teamId: 'TEAM', keyId: 'KEY', privateKeyPem: key.privateKeyPem },
    })
    const email = 'abc@privaterelay.appleid.com'
    provider.deviate({ claims: { email, email_verified: 'true', is_private_email: 'true', name: undefined } })
    const { redirectUrl, transaction } = await beginOidc(connection, provider.net, { now: clock })
    expect(new URL(redirectUrl).searchParams.get('response_mode')).toBe('form_post')
    const parameters = provider.consent(redirectUrl)
    parameters.set(
      'user',
      JSON.stringify({ name: { firstName: 'Anna\u202e', lastName: 'B' }, email: 'x@evil.example' }),
    )
    const identity = await finishOidc(connection, provider.net, transaction, parameters.toString(), clock)
    expect(identity).toMatchObject({ email, emailVerified: true, emailRelayed: true, name: 'Anna B' })

    const secret = provider.forms.at(-1)?.['client_secret'] ?? ''
    const { payload, protectedHeader } = await jwtVerify(secret, key.publicKey, { algorithms: ['ES256'] })
    expect(protectedHeader.kid).toBe('KEY')
    expect(payload).toMatchObject({ iss: 'TEAM', sub: 'client-1', aud: provider.issuer })
    expect((payload.exp ?? 0) - (payload.iat ?? 0)).toBeLessThanOrEqual(600)

    const broken = { ...connection, apple: { teamId: 'TEAM', keyId: 'KEY', privateKeyPem: 'no key' } }
    expect(await reasonOf(beginOidc(broken, provider.net, { now: clock }))).toBe('oidc-secret-unusable')
  })
})

it('a refusal carries nothing of the token', async () => {
  const told = await signOnNow(claims({ aud: 'client-2' })).catch((error: unknown) => error)
  expect(inspect(told, { depth: 9 })).toContain('unexpected JWT claim value')
  expect(inspect(told, { depth: 9 })).not.toMatch(/anna@|subject-1/)
})

it('Microsoft Entra dates its tokens back by five minutes, nobody else does', () => {
  const issued = (iss: string, minutesAgo: number) => () => {
    const iat = seconds() - minutesAgo * minuteS
    const token = { iss, sub: 'a', aud: 'client-1', iat, exp: iat + 3900 }
    requireAsked(token, registered({ issuer: iss }), {}, clock)
  }
  const entra = 'https://login.microsoftonline.com/5f0e2c1c-8f1d-4f6e-9d3e-3c1f7f3f8c11/v2.0'
  expect(issued(entra, 9)).not.toThrow()
  expect(issued(entra, 11)).toThrow('clocks')
  expect(issued(entra, -6)).toThrow('clocks')
  expect(issued('https://login.microsoftonline.com.evil.example/v2.0', 6)).toThrow('clocks')
})

describe('the userinfo endpoint', () => {
  const bare = { email: undefined, email_verified: undefined, name: undefined }

  it('fills in what the token leaves open, for the same subject only', async () => {
    expect(await signOnNow(claims(bare))).toMatchObject({ email: 'anna@example.org', groups: ['a'] })
    const userinfo = { sub: 'subject-2' }
    expect(await refused({ deviation: { claims: bare, userinfo } })).toBe('oidc-other-subject')
  })

  it('does not verify the address of the token', async () => {
    const mixed = {
      claims: { email_verified: undefined, name: undefined },
      userinfo: { email_verified: true },
    }
    expect(await signOnNow({ deviation: mixed })).toMatchObject({
      email: 'anna@example.org',
      emailVerified: false,
    })
  })

  it('may refuse', async () => {
    const paths: Deviation['paths'] = {
      '/userinfo': (_, response) =>
        response.writeHead(401, { 'www-authenticate': 'Bearer error="invalid_token"' }).end(),
    }
    expect(await refused({ deviation: { claims: bare, paths } })).toBe('oidc-userinfo-refused')
  })

  it('leaves out what is malformed', async () => {
    const odd = { email: 'no address', groups: [1, 'b', null, ''], amr: 'otp', acr: 7, name: '  ' }
    expect(await signOnNow(claims(odd))).toMatchObject({
      email: null,
      emailVerified: false,
      groups: ['b'],
      amr: ['otp'],
      acr: null,
      name: null,
    })
  })
})
