import { createHmac } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, expect, it, test } from 'vitest'
import {
  signed,
  startHostileProvider,
  type HostileProvider,
} from '../../../../../../test/harness/hostile-identity-provider.ts'
import type { Problem } from '../../../../kernel/problem.ts'
import { readAppleNotice } from './apple-notice.ts'
import type { OidcConnection } from './connection.ts'

const now = Date.now()
const seconds = Math.floor(now / 1000)
let apple: HostileProvider
let connection: OidcConnection
beforeAll(async () => {
  apple = await startHostileProvider()
  connection = {
    id: 'apple',
    issuer: apple.issuer,
    clientId: 'client-1',
    clientSecret: null,
    redirectUri: 'https://nachweis.example/callback',
    scopes: [],
    preset: 'apple',
    apple: { teamId: 'T', keyId: 'K', privateKeyPem: '', appId: 'app-1' },
  }
})
beforeEach(() => apple.deviate({}))
afterAll(() => apple.close())

const event = { type: 'consent-revoked', sub: 'subject-1', event_time: now - 1000 }
const honest = () => ({
  iss: apple.issuer,
  aud: 'client-1',
  iat: seconds,
  exp: seconds + 86_400,
  jti: 'notice-1',
  events: JSON.stringify(event),
})
const notice = async (claims: object = {}, key = apple.key) =>
  JSON.stringify({ payload: await signed({ ...honest(), ...claims }, key) })
const refused = async (body: string | Promise<string>, at = now) =>
  readAppleNotice(connection, apple.net, await body, at).then(
    ({ event: kind }) => kind,
    (error: Problem) => error.reason,
  )

it('tells what happened to whom', async () => {
  expect(await readAppleNotice(connection, apple.net, await notice(), now)).toEqual({
    issuer: apple.issuer,
    subject: 'subject-1',
    event: 'consent-revoked',
    at: now - 1000,
    id: 'notice-1',
  })
})

test.each([
  ['account-delete', 'account-delete'],
  ['account-deleted', 'account-delete'],
  ['email-disabled', 'email-disabled'],
  ['email-enabled', 'email-enabled'],
  ['something-new', 'oidc-notice-unknown'],
])('%s is %s', async (type, expected) => {
  expect(await refused(notice({ events: JSON.stringify({ ...event, type }) }))).toBe(expected)
})

it('is for the Services ID or the primary App ID, and for nobody else', async () => {
  expect(await refused(notice({ aud: 'app-1' }))).toBe('consent-revoked')
  expect(await refused(notice({ aud: 'app-2' }))).toBe('oidc-audience')
  expect(await refused(notice({ iss: 'https://evil.example' }))).toBe('oidc-token-issuer')
})

it('is a day old at most, and not of tomorrow', async () => {
  const day = 86_400
  const old = notice({ exp: seconds + 7 * day })
  expect(await refused(old, now + (day - 600) * 1000)).toBe('consent-revoked')
  expect(await refused(old, now + (day + 600) * 1000)).toBe('oidc-expired')
  expect(await refused(notice({ exp: seconds + 60 }), now + 420_000)).toBe('oidc-expired')
  expect(await refused(notice({ iat: seconds + 600 }))).toBe('oidc-clock')
  expect(await refused(notice({ iat: undefined }))).toBe('oidc-clock')
})

it('is signed by Apple', async () => {
  const stranger = await startHostileProvider()
  await stranger.close()
  expect(await refused(notice({}, stranger.key))).toBe('oidc-key-unknown')
  expect(await refused(notice({}, { ...stranger.key, kid: apple.key.kid }))).toBe('oidc-signature')
  const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
  const unsigned = `${encode({ alg: 'none' })}.${encode(honest())}.`
  expect(await refused(JSON.stringify({ payload: unsigned }))).toBe('oidc-algorithm')
  const input = `${encode({ alg: 'HS256', kid: apple.key.kid })}.${encode(honest())}`
  const mac = createHmac('sha256', apple.key.publicKeyPem).update(input).digest('base64url')
  expect(await refused(JSON.stringify({ payload: `${input}.${mac}` }))).toBe('oidc-algorithm')
})

it('does not make us ask Apple for keys over and over', async () => {
  const stranger = await startHostileProvider()
  await stranger.close()
  await refused(notice())
  const asked = apple.asked.get('/keys')
  for (let i = 0; i < 5; i++) await refused(notice({}, stranger.key))
  expect(apple.asked.get('/keys')).toBe(asked)
})

test.each(['', '[]', '{"payload":7}', '{"payload":"a.b.c"}', '{"payload":""}'])('refuses %s', async (body) =>
  expect(await refused(body)).toBe('oidc-notice-malformed'),
)

it('is short', async () => {
  const long = { ...(JSON.parse(await notice()) as object), more: 'x'.repeat(20_000) }
  expect(await refused(JSON.stringify(long))).toBe('oidc-notice-malformed')
})

test.each([
  undefined,
  'text',
  '[]',
  '{"type":"consent-revoked"}',
  { type: 'consent-revoked', sub: 'a', event_time: 1 },
])('refuses the events %j', async (events) =>
  expect(await refused(notice({ events }))).toBe('oidc-notice-unknown'),
)
