import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { beginSaml } from '../../server/src/engine/identity/sign-on/saml/begin.ts'
import type { SamlConnection } from '../../server/src/engine/identity/sign-on/saml/connection.ts'
import { finishSaml } from '../../server/src/engine/identity/sign-on/saml/finish.ts'
import {
  parseIdpMetadata,
  serviceProviderMetadata,
} from '../../server/src/engine/identity/sign-on/saml/metadata.ts'
import { formBrowser } from '../harness/form-browser.ts'
import type { LemonldapServiceProvider } from '../harness/lemonldap-configuration.ts'
import {
  lemonldapUsers,
  startLemonldap,
  type Lemonldap,
  type LemonldapOptions,
} from '../harness/lemonldap.ts'
import { reasonOf, samlConnectionTo, samlStoreInMemory } from '../harness/saml-connection.ts'
import { base64, wrappings } from '../harness/saml-response.ts'
import { signingKey } from '../harness/signing-key.ts'

const minute = 60_000
const store = samlStoreInMemory(Date.now)
// Valid since yesterday, for clocks that are behind.
const key = signingKey('lemonldap', { validFrom: new Date(Date.now() - 24 * 60 * minute) })

/** Ourselves as several service providers, each configured otherwise in the portal. */
const variants = {
  usual: {},
  'sha-1': { options: { SignatureMethod: 'RSA_SHA1' } },
  unsigned: { options: { SignSSOMessage: 0 } },
  encrypted: { options: { EncryptionMode: 'assertion' } },
  transient: { nameIdFormat: 'transient' },
  email: { nameIdFormat: 'email' },
} as const satisfies Record<string, Omit<LemonldapServiceProvider, 'metadata'>>
type Variant = keyof typeof variants

const acsUrl = (variant: Variant) => `http://localhost:1/acs/${variant}`
const ours = (variant: Variant) =>
  samlConnectionTo([], {
    id: variant,
    entityId: `http://localhost:1/metadata/${variant}`,
    acsUrl: acsUrl(variant),
  })

const running: Lemonldap[] = []
let usual: Lemonldap

async function start(options: LemonldapOptions = {}) {
  const serviceProviders = Object.entries(variants).map(([name, variant]) => ({
    metadata: serviceProviderMetadata(ours(name as Variant)),
    ...variant,
  }))
  const portal = await startLemonldap({ serviceProviders, signing: key, ...options })
  running.push(portal)
  return portal
}

beforeAll(async () => {
  usual = await start()
})
afterAll(async () => {
  await Promise.all(running.map((portal) => portal.stop()))
})

/** As an administrator does it: with what the portal publishes. */
async function connect(portal: Lemonldap, variant: Variant = 'usual'): Promise<SamlConnection> {
  const { entityId, ssoUrl, certificates } = parseIdpMetadata(
    await (await fetch(portal.samlMetadataUrl)).text(),
  )
  return { ...ours(variant), idp: { entityId, ssoUrl, certificates: certificates.map(({ pem }) => pem) } }
}

async function signIn(
  connection: SamlConnection,
  user: keyof typeof lemonldapUsers,
  browser = formBrowser(),
) {
  const { redirectUrl, requestId } = await beginSaml(connection, store, { now: Date.now() })
  let page = await browser.open(redirectUrl)
  const [login] = page.forms
  if (login && 'password' in login.fields) page = await browser.submit(login, { user, password: user })
  const back = page.forms.find(({ fields }) => 'SAMLResponse' in fields)
  if (!back) throw new Error(`no form to go back with: ${page.status} ${page.url}`)
  expect(back).toMatchObject({ action: connection.acsUrl, method: 'post' })
  return { SAMLResponse: back.fields['SAMLResponse'] ?? '', requestId }
}

const finish = (connection: SamlConnection, SAMLResponse: string) =>
  reasonOf(finishSaml(connection, store, { SAMLResponse, now: Date.now() }))

describe('lemonldap-ng', () => {
  test('two people sign in, one of them again, each once per answer', async () => {
    const connection = await connect(usual)
    const browser = formBrowser()
    const { SAMLResponse, requestId } = await signIn(connection, 'dwho', browser)
    const found = await finishSaml(connection, store, { SAMLResponse, now: Date.now() })
    const { name, email, groups } = lemonldapUsers.dwho
    expect(found).toMatchObject({ name, email, inResponseTo: requestId })
    expect(found.groups.toSorted()).toEqual(groups.toSorted())
    expect(found.nameIdFormat).toMatch(/persistent$/)
    // Over plain http it does not call this a protected password.
    expect(found.authnContext).toBe('urn:oasis:names:tc:SAML:2.0:ac:classes:unspecified')
    expect(Math.abs(Date.now() - found.authnInstant)).toBeLessThan(minute)

    const again = await signIn(connection, 'dwho', browser)
    const later = await finishSaml(connection, store, { SAMLResponse: again.SAMLResponse, now: Date.now() })
    expect(later.subject).toBe(found.subject)
    const other = await signIn(connection, 'rtyler')
    const somebody = await finishSaml(connection, store, {
      SAMLResponse: other.SAMLResponse,
      now: Date.now(),
    })
    expect(somebody.subject).not.toBe(found.subject)
    expect(await finish(connection, SAMLResponse)).toBe('saml-replayed')
  })

  test('the forged answers: unsigned, changed, wrapped', async () => {
    const connection = await connect(usual)
    const { SAMLResponse } = await signIn(connection, 'dwho')
    const signed = Buffer.from(SAMLResponse, 'base64').toString()
    const send = (xml: string) => finish(connection, base64(xml))
    const changed = signed.replaceAll('dwho@badwolf.org', 'admin@badwolf.org')
    expect(changed).not.toBe(signed)
    expect(await send(changed)).toBe('saml-signature')
    expect(await send(signed.replace(/<(\w+:)?Signature[ >][\s\S]*?<\/(\w+:)?Signature>/g, ''))).toBe(
      'saml-unsigned',
    )
    for (const [kind, xml] of Object.entries(wrappings(signed, 'admin'))) {
      expect(xml).toContain('>admin<')
      expect(await send(xml), kind).toMatch(/^saml-(wrapped|duplicate-id)$/)
    }
    expect(await send(signed), 'the original still is accepted').toBe('accepted')
  })

  test.each([
    [6, 'saml-clock'],
    [-6, 'saml-clock'],
    [4, 'accepted'],
  ])('its clock is %i minutes ahead: %s', async (minutes, reason) => {
    const connection = await connect(await start({ clockAheadS: minutes * 60 }))
    const { SAMLResponse } = await signIn(connection, 'dwho')
    expect(await finish(connection, SAMLResponse)).toBe(reason)
  })

  test('a new key: refused, accepted beside the old one', async () => {
    const connection = await connect(await start({ signing: signingKey('lemonldap-next') }))
    const { SAMLResponse } = await signIn(connection, 'dwho')
    const trusting = (...certificates: string[]) => ({
      ...connection,
      idp: { ...connection.idp, certificates },
    })
    expect(await finish(trusting(key.certificate), SAMLResponse)).toBe('saml-signature')
    expect(await finish(trusting(key.certificate, ...connection.idp.certificates), SAMLResponse)).toBe(
      'accepted',
    )
  })

  test.each<[Variant, string]>([
    ['sha-1', 'saml-algorithm'],
    ['unsigned', 'saml-unsigned'],
    ['transient', 'saml-subject-transient'],
    ['email', 'accepted'],
    // We publish no key to encrypt for.
    ['encrypted', 'accepted'],
  ])('%s: %s', async (variant, reason) => {
    const connection = await connect(usual, variant)
    const { SAMLResponse } = await signIn(connection, 'dwho')
    expect(await finish(connection, SAMLResponse)).toBe(reason)
  })
})
