import { describe, expect, test } from 'vitest'
import { samlConnectionTo } from '../../../../../../test/harness/saml-connection.ts'
import { signingKey } from '../../../../../../test/harness/signing-key.ts'
import { certificateExpiries } from './certificates.ts'
import { parseIdpMetadata, serviceProviderMetadata } from './metadata.ts'

const day = 24 * 3_600_000
const old = signingKey('idp-old')
const fresh = signingKey('idp-fresh', { validDays: 400 })
const bare = (pem: string) => pem.replace(/-----[^-]+-----/g, '').trim()
const keyOf = (pem: string, use = ' use="signing"') =>
  `<md:KeyDescriptor${use}><ds:KeyInfo><ds:X509Data><ds:X509Certificate>\n${bare(pem)}\n</ds:X509Certificate></ds:X509Data></ds:KeyInfo></md:KeyDescriptor>`
const redirect = 'urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect'
const endpoint = (location: string, binding = redirect) =>
  `<md:SingleSignOnService Binding="${binding}" Location="${location}"/>`

function provider(keys: string, endpoints = endpoint('https://idp.example/sso'), more = '') {
  return `<md:EntityDescriptor xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata" xmlns:ds="http://www.w3.org/2000/09/xmldsig#" entityID="https://idp.example"${more}>
<!-- Made by hand -->
<md:IDPSSODescriptor WantAuthnRequestsSigned="true" protocolSupportEnumeration="urn:oasis:names:tc:SAML:1.1:protocol urn:oasis:names:tc:SAML:2.0:protocol">${keys}${endpoints}</md:IDPSSODescriptor>
<md:SPSSODescriptor protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol">${keyOf(old.certificate)}</md:SPSSODescriptor>
</md:EntityDescriptor>`
}
const good = provider(keyOf(fresh.certificate))

function reason(xml: string): string {
  try {
    parseIdpMetadata(xml)
    return 'accepted'
  } catch (error) {
    return (error as { reason?: string }).reason ?? String(error)
  }
}

test('what a provider publishes', () => {
  const found = parseIdpMetadata(
    `\uFEFF<?xml version="1.0"?>\n${provider(keyOf(fresh.certificate), undefined, ' validUntil="2030-01-01T00:00:00Z"')}`,
  )
  expect(found).toMatchObject({
    entityId: 'https://idp.example',
    ssoUrl: 'https://idp.example/sso',
    wantsSignedRequests: true,
    validUntil: Date.parse('2030-01-01T00:00:00Z'),
  })
  expect(found.certificates.map(({ pem }) => bare(pem))).toEqual([bare(fresh.certificate)])
  expect(found.certificates[0]?.notAfter).toBeGreaterThan(Date.now() + 399 * day)
})

test('several keys while one is changed, each once, those for encryption left out', () => {
  const keys =
    keyOf(old.certificate) +
    keyOf(fresh.certificate, '') +
    keyOf(old.certificate) +
    keyOf(signingKey('x').certificate, ' use="encryption"')
  const { certificates } = parseIdpMetadata(provider(keys))
  expect(certificates.map(({ subject }) => subject)).toEqual(['CN=idp-old', 'CN=idp-fresh'])
})

test('of several addresses the one for redirection, over https', () => {
  const post = endpoint('https://idp.example/post', 'urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST')
  const endpoints = post + endpoint('http://idp.example/sso') + endpoint('https://idp.example/second')
  expect(parseIdpMetadata(provider(keyOf(old.certificate), endpoints)).ssoUrl).toBe(
    'https://idp.example/second',
  )
})

test('within a federation of one', () => {
  const federation = `<EntitiesDescriptor xmlns="urn:oasis:names:tc:SAML:2.0:metadata">${good}</EntitiesDescriptor>`
  expect(parseIdpMetadata(federation).entityId).toBe('https://idp.example')
})

describe('refused', () => {
  const one = keyOf(old.certificate)
  const weak = signingKey('weak', { algorithm: 'rsa:1024' })
  const pss = signingKey('pss', { algorithm: 'rsa-pss' })
  const elliptic = signingKey('elliptic', { algorithm: 'ec' })
  const six = Array.from({ length: 6 }, (_, at) => keyOf(signingKey(`k${at}`).certificate)).join('')
  test.each<[string, string, string]>([
    ['nothing', 'saml-metadata-malformed', ''],
    ['HTML', 'saml-metadata-dtd', '<!doctype html><html></html>'],
    ['JSON', 'saml-metadata-malformed', '{"issuer":"https://idp.example"}'],
    ['an entity bomb', 'saml-metadata-dtd', `<!DOCTYPE r [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]>${good}`],
    [
      'an external entity',
      'saml-metadata-dtd',
      `<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]>${good}`,
    ],
    ['a style sheet', 'saml-metadata-dtd', `<?xml-stylesheet href="x"?>${good}`],
    ['more than 512 KiB', 'saml-metadata-too-large', good.replace('by hand', 'x'.repeat(512 * 1024))],
    ['too many elements', 'saml-metadata-too-large', good.replace('<!--', `${'<a/>'.repeat(3_000)}<!--`)],
    ['an open comment', 'saml-metadata-malformed', good.replace('-->', '')],
    ['a comment with two dashes', 'saml-metadata-malformed', good.replace('by hand', 'by -- hand')],
    [
      'a service provider alone',
      'saml-metadata-no-provider',
      good.replaceAll('IDPSSODescriptor', 'SPSSODescriptor'),
    ],
    [
      'SAML 1.1 alone',
      'saml-metadata-no-provider',
      good.replace(' urn:oasis:names:tc:SAML:2.0:protocol"', '"'),
    ],
    [
      'two providers',
      'saml-metadata-several',
      `<EntitiesDescriptor xmlns="urn:oasis:names:tc:SAML:2.0:metadata">${good}${good}</EntitiesDescriptor>`,
    ],
    ['no name', 'saml-metadata-malformed', good.replace('entityID="https://idp.example"', '')],
    ['no address', 'saml-metadata-address', provider(one, '')],
    ['a script for an address', 'saml-metadata-address', provider(one, endpoint('javascript:alert(1)'))],
    ['plain http', 'saml-metadata-address', provider(one, endpoint('http://idp.example/sso'))],
    [
      'a password in the address',
      'saml-metadata-address',
      provider(one, endpoint('https://a:b@idp.example/sso')),
    ],
    [
      'an address for posts only',
      'saml-metadata-address',
      provider(one, endpoint('https://idp.example/sso', 'urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST')),
    ],
    ['no certificate', 'saml-metadata-certificate', provider('')],
    ['no certificate in its place', 'saml-metadata-certificate', provider(keyOf('AAAA'))],
    ['a key of 1,024 bits', 'saml-metadata-certificate', provider(keyOf(weak.certificate))],
    ['a key for RSA-PSS alone', 'saml-metadata-certificate', provider(keyOf(pss.certificate))],
    [
      'an elliptic key, for which there is no verifier',
      'saml-metadata-certificate',
      provider(keyOf(elliptic.certificate)),
    ],
    ['six certificates', 'saml-metadata-certificate', provider(six)],
  ])('%s: %s', (_, expected, xml) => {
    expect(reason(xml)).toBe(expected)
  })
})

test('ours say where responses go, that assertions are to be signed, and nothing unescaped', () => {
  const connection = samlConnectionTo([old.certificate], {
    entityId: 'https://sp.example/"><x>&',
    acsUrl: 'https://sp.example/acs?a=1&b=2',
  })
  const xml = serviceProviderMetadata(connection)
  expect(xml).toContain('entityID="https://sp.example/&quot;>&lt;x>&amp;"')
  expect(xml).toContain('Location="https://sp.example/acs?a=1&amp;b=2"')
  expect(xml).toContain('WantAssertionsSigned="true"')
  expect(xml).toBe(serviceProviderMetadata(connection))
})

test('when the certificates of a connection end', () => {
  const found = certificateExpiries(samlConnectionTo([old.certificate, 'rubbish', fresh.certificate]))
  expect(found.map(({ subject, notAfter }) => [subject, Math.round((notAfter - Date.now()) / day)])).toEqual([
    ['CN=idp-old', 30],
    ['CN=idp-fresh', 400],
  ])
  expect(found[0]?.fingerprint).toMatch(/^([0-9A-F]{2}:){31}[0-9A-F]{2}$/)
})
