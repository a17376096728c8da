import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { beginSaml } from '../../server/src/engine/identity/sign-on/saml/begin.ts'
import type { SamlConnection } from '../../server/src/engine/identity/sign-on/saml/connection.ts'
import { finishSaml } from '../../server/src/engine/identity/sign-on/saml/finish.ts'
import { parseIdpMetadata } from '../../server/src/engine/identity/sign-on/saml/metadata.ts'
import { formBrowser } from '../harness/form-browser.ts'
import { reasonOf, samlConnectionTo, samlStoreInMemory } from '../harness/saml-connection.ts'
import { base64, signSaml, wrappings } from '../harness/saml-response.ts'
import { samlpAttributes, samlpUser, startSamlp, type SamlpServer } from '../harness/samlp-server.ts'
import { signingKey } from '../harness/signing-key.ts'

const minute = 60_000
const acsUrl = 'http://localhost:1/acs'
// Valid since yesterday, for clocks that are behind.
const validFrom = new Date(Date.now() - 24 * 60 * minute)
const key = signingKey('samlp', { validFrom })
const next = signingKey('samlp-next', { validFrom })
const store = samlStoreInMemory(Date.now)
let idp: SamlpServer
let connection: SamlConnection

beforeAll(async () => {
  idp = await startSamlp(acsUrl, key)
})
beforeEach(async () => {
  idp.rotate(key)
  idp.configure({})
  connection = await connected()
})
afterAll(() => idp.stop())

/** As an administrator does it: with what the provider publishes at this moment. */
async function connected(): Promise<SamlConnection> {
  const { entityId, ssoUrl, certificates } = parseIdpMetadata(await (await fetch(idp.metadataUrl)).text())
  return samlConnectionTo([], {
    acsUrl,
    attributes: samlpAttributes,
    idp: { entityId, ssoUrl, certificates: certificates.map(({ pem }) => pem) },
  })
}

/** Through the provider's forms, up to what the browser would post to us. */
async function signIn(to = connection) {
  const { redirectUrl, requestId } = await beginSaml(to, store, { relayState: 'state', now: Date.now() })
  const browser = formBrowser()
  const [login] = (await browser.open(redirectUrl)).forms
  if (!login) throw new Error('samlp shows no login form')
  const [back] = (await browser.submit(login, { user: 'rtyler', password: 'secret' })).forms
  if (!back) throw new Error('samlp shows no form to go back with')
  expect(back).toMatchObject({ action: acsUrl, method: 'post' })
  expect(back.fields['RelayState']).toBe('state')
  return { SAMLResponse: back.fields['SAMLResponse'] ?? '', requestId }
}

const finish = (SAMLResponse: string, now = Date.now(), to = connection) =>
  reasonOf(finishSaml(to, store, { SAMLResponse, now }))
const xmlOf = ({ SAMLResponse }: { SAMLResponse: string }) => Buffer.from(SAMLResponse, 'base64').toString()

test('a sign-in from the first request to the name', async () => {
  const { SAMLResponse, requestId } = await signIn()
  expect(await finishSaml(connection, store, { SAMLResponse, now: Date.now() })).toMatchObject({
    subject: samlpUser.id,
    email: 'rtyler@badwolf.org',
    name: 'Rose Tyler',
    groups: ['earthlings', 'users'],
    inResponseTo: requestId,
  })
})

test('the same answer a second time', async () => {
  const { SAMLResponse } = await signIn()
  expect(await finish(SAMLResponse)).toBe('accepted')
  expect(await finish(SAMLResponse)).toBe('saml-replayed')
})

test('an answer to the request of another connection', async () => {
  const { SAMLResponse } = await signIn()
  expect(await finish(SAMLResponse, Date.now(), { ...connection, id: 'another' })).toBe(
    'saml-request-unknown',
  )
})

test.each([
  [4, 'accepted'],
  [-4, 'accepted'],
  [6, 'saml-clock'],
  [-6, 'saml-clock'],
])('our clock is %i minutes ahead: %s', async (minutes, reason) => {
  const { SAMLResponse } = await signIn()
  expect(await finish(SAMLResponse, Date.now() + minutes * minute)).toBe(reason)
})

test('a change of keys: old, both, new', async () => {
  const old = connection
  idp.rotate(next)
  const renewed = await connected()
  const both = {
    ...old,
    idp: { ...old.idp, certificates: [...old.idp.certificates, ...renewed.idp.certificates] },
  }
  expect(await finish((await signIn()).SAMLResponse, Date.now(), old)).toBe('saml-signature')
  expect(await finish((await signIn()).SAMLResponse, Date.now(), both)).toBe('accepted')
  expect(await finish((await signIn()).SAMLResponse, Date.now(), renewed)).toBe('accepted')
  idp.rotate(key)
  expect(await finish((await signIn()).SAMLResponse, Date.now(), both)).toBe('accepted')
  expect(await finish((await signIn()).SAMLResponse, Date.now(), renewed)).toBe('saml-signature')
})

test.each<[string, string, Record<string, unknown>]>([
  ['the response not signed', 'saml-unsigned', { signResponse: false }],
  ['the assertion not signed', 'saml-unsigned', { signAssertion: false }],
  ['nothing signed', 'saml-unsigned', { signResponse: false, signAssertion: false }],
  ['SHA-1', 'saml-algorithm', { signatureAlgorithm: 'rsa-sha1', digestAlgorithm: 'sha1' }],
  ['for another audience', 'saml-audience', { audience: 'https://other.example' }],
  ['for another recipient', 'saml-recipient', { recipient: 'https://other.example' }],
  ['to another destination', 'saml-destination', { destination: 'https://other.example' }],
  ['by another issuer', 'saml-issuer', { issuer: 'https://other.example' }],
  ['to another request', 'saml-request-unknown', { inResponseTo: '_other' }],
  ['encrypted', 'saml-encrypted', { encryptionCert: key.certificate, encryptionPublicKey: key.certificate }],
  [
    'a name for once',
    'saml-subject-transient',
    { nameIdentifierFormat: 'urn:oasis:names:tc:SAML:2.0:nameid-format:transient' },
  ],
])('%s: %s', async (_, reason, options) => {
  idp.configure(options)
  expect(await finish((await signIn()).SAMLResponse)).toBe(reason)
})

test('changed, cut off, signed by somebody else', async () => {
  const xml = xmlOf(await signIn())
  const foreign = xml.replace(/<Signature[\s\S]*?<\/Signature>/g, '')
  expect(await finish(base64(xml.replace('rtyler@badwolf.org', 'admin@badwolf.org')))).toBe('saml-signature')
  expect(await finish(base64(foreign))).toBe('saml-unsigned')
  expect(await finish(base64(signSaml(foreign, next)))).toBe('saml-signature')
})

test('wrapped in eight ways', async () => {
  idp.configure({ signatureNamespacePrefix: 'ds' })
  const signed = xmlOf(await signIn())
  const forged = Object.values(wrappings(signed, 'admin'))
  expect(forged).toHaveLength(8)
  for (const xml of forged) {
    expect(xml).toContain('>admin<')
    expect(await finish(base64(xml))).toMatch(/^saml-(wrapped|duplicate-id)$/)
  }
  expect(await finish(base64(signed)), 'the original still is accepted').toBe('accepted')
})
