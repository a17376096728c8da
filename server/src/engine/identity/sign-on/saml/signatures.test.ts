import { describe, expect, test } from 'vitest'
import {
  base64,
  samlParts,
  samlResponse,
  samlWords,
  signSaml,
  wrappings,
  type SamlWords,
} from '../../../../../../test/harness/saml-response.ts'
import { connection, key, next as foreign, now, post } from '../../../../../../test/harness/saml-trial.ts'
import { verifySignatures } from './verify.ts'

const words = (other: Partial<SamlWords> = {}) => samlWords({ now, acsUrl: connection.acsUrl, ...other })
const plain = samlResponse(words())
const signed = signSaml(plain, key)
const send = (xml: string) => post(base64(xml))

test('the document that all others here are made from is accepted', async () => {
  expect(await send(signed)).toBe('accepted')
})

describe('signatures', () => {
  test.each<[string, string]>([
    ['nothing signed', plain],
    ['only the assertion', signSaml(plain, key, { elements: ['Assertion'] })],
    ['only the response', signSaml(plain, key, { elements: ['Response'] })],
    ['the signature of the assertion cut out', signed.replace(samlParts(signed).assertionSignature, '')],
  ])('%s: unsigned', async (_, xml) => {
    expect(await send(xml)).toBe('saml-unsigned')
  })

  test('a foreign key, its certificate along with it', async () => {
    expect(await send(signSaml(plain, foreign))).toBe('saml-signature')
    const inner = signSaml(plain, foreign, { elements: ['Assertion'] })
    expect(await send(signSaml(inner, key, { elements: ['Response'] }))).toBe('saml-signature')
    const outer = signSaml(signSaml(plain, key, { elements: ['Assertion'] }), foreign, {
      elements: ['Response'],
    })
    expect(await send(outer)).toBe('saml-signature')
  })

  test.each<[string, (xml: string) => string]>([
    ['the name', (xml) => xml.replace('>dwho<', '>rtyler<')],
    ['a group', (xml) => xml.replace('>users<', '>owner<')],
    [
      'the destination',
      (xml) => xml.replace('Version="2.0" IssueInstant', 'Consent="x" Version="2.0" IssueInstant'),
    ],
    ['the value of a signature', (xml) => xml.replace(/(<ds:SignatureValue>)[^<]{4}/, '$1AAAA')],
    ['a digest', (xml) => xml.replace(/(<ds:DigestValue>)[^<]{4}/, '$1AAAA')],
    ['a digest, to nothing', (xml) => xml.replace(/(<ds:DigestValue>)[^<]*/, '$1')],
    ['a signature, to nothing', (xml) => xml.replace(/(<ds:SignatureValue>)[^<]*/, '$1')],
  ])('%s changed afterwards', async (_, change) => {
    expect(change(signed)).not.toBe(signed)
    expect(await send(change(signed))).toBe('saml-signature')
  })

  const sha1 = 'http://www.w3.org/2000/09/xmldsig#sha1'
  test.each<[string, string]>([
    [
      'RSA with SHA-1',
      signSaml(plain, key, { signatureAlgorithm: 'http://www.w3.org/2000/09/xmldsig#rsa-sha1' }),
    ],
    ['a digest by SHA-1', signSaml(plain, key, { digestAlgorithm: sha1 })],
    [
      'inclusive canonicalisation',
      signSaml(plain, key, { canonicalization: 'http://www.w3.org/TR/2001/REC-xml-c14n-20010315' }),
    ],
    [
      'canonicalisation with comments',
      signSaml(plain, key, { canonicalization: 'http://www.w3.org/2001/10/xml-exc-c14n#WithComments' }),
    ],
    [
      'HMAC',
      signed.replaceAll(
        'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256',
        'http://www.w3.org/2000/09/xmldsig#hmac-sha1',
      ),
    ],
    [
      'inclusive canonicalisation of the signature alone',
      signed.replace(
        /(<ds:CanonicalizationMethod Algorithm=")[^"]*/,
        '$1http://www.w3.org/TR/2001/REC-xml-c14n-20010315',
      ),
    ],
    ['three transforms', signed.replace(/<ds:Transform [^>]*\/?>(<\/ds:Transform>)?/, '$&$&')],
    [
      'a transform that selects',
      signed.replaceAll(
        'http://www.w3.org/2000/09/xmldsig#enveloped-signature',
        'http://www.w3.org/TR/1999/REC-xpath-19991116',
      ),
    ],
  ])('%s is not accepted', async (_, xml) => {
    expect(await send(xml)).toBe('saml-algorithm')
  })

  test('SHA-512 and RSA-PSS are', async () => {
    const sha512 = 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha512'
    const pss = 'http://www.w3.org/2007/05/xmldsig-more#sha256-rsa-MGF1'
    expect(await send(signSaml(plain, key, { signatureAlgorithm: sha512 }))).toBe('accepted')
    expect(await send(signSaml(plain, key, { signatureAlgorithm: pss }))).toBe('accepted')
  })
})

describe('wrapping', () => {
  const forged = Object.entries(wrappings(signed, 'admin'))

  test.each(forged)('%s', async (_, xml) => {
    expect(xml).toContain('>admin<')
    expect(await send(xml)).toMatch(/^saml-(wrapped|duplicate-id)$/)
  })

  test.each(forged)(
    '%s is not accepted by the second wall either, and never judged as signed',
    async (_, xml) => {
      const judged: string[] = []
      await verifySignatures(connection, [key.certificate], xml, (bytes) => judged.push(bytes)).catch(
        () => null,
      )
      expect(judged.filter((bytes) => bytes.includes('>admin<'))).toEqual([])
    },
  )

  test('an evil assertion with the ID of the signed one', async () => {
    const { assertion, assertionSignature } = samlParts(signed)
    const evil = assertion.replace(assertionSignature, '').replace('>dwho<', '>admin<')
    expect(
      await send(
        signed.replace('<samlp:Status>', () => `<samlp:Extensions>${evil}</samlp:Extensions><samlp:Status>`),
      ),
    ).toBe('saml-duplicate-id')
  })

  test.each(['ID', 'Id', 'id', 'xml:id', 'samlp:ID'])('an %s that occurs twice', async (attribute) => {
    const { assertionId } = words()
    const xml = samlResponse(words({ assertionId })).replace(
      '<samlp:Status>',
      `<samlp:Status ${attribute}="${assertionId}">`,
    )
    expect(await send(xml)).toBe('saml-duplicate-id')
  })

  test.each<[string, (xml: string) => string]>([
    ['a reference to the whole document', (xml) => xml.replace(/URI="#[^"]*"/, 'URI=""')],
    ['a reference to something else', (xml) => xml.replace(/URI="#[^"]*"/, 'URI="#other"')],
    ['two references', (xml) => xml.replace(/<ds:Reference [\s\S]*?<\/ds:Reference>/, '$&$&')],
    ['two SignedInfo', (xml) => xml.replace(/<ds:SignedInfo>[\s\S]*?<\/ds:SignedInfo>/, '$&$&')],
    ['two DigestValue', (xml) => xml.replace(/<ds:DigestValue>[^<]*<\/ds:DigestValue>/, '$&$&')],
    ['an Object', (xml) => xml.replace('</ds:Signature>', '<ds:Object/></ds:Signature>')],
    ['two signatures', (xml) => xml.replace(samlParts(xml).responseSignature, '$&$&')],
    [
      'an assertion of another namespace',
      (xml) =>
        xml.replace('<samlp:Status>', '<samlp:Extensions><Assertion/></samlp:Extensions><samlp:Status>'),
    ],
    [
      'a response in it',
      (xml) =>
        xml.replace('<samlp:Status>', '<samlp:Extensions><samlp:Response/></samlp:Extensions><samlp:Status>'),
    ],
  ])('%s', async (_, change) => {
    expect(change(signed)).not.toBe(signed)
    expect(await send(change(signed))).toBe('saml-wrapped')
  })

  test.each(['1', 'a b', "a'b", 'a/..'])('the ID %s, which is no name', async (id) => {
    const before = /<saml:Assertion[^>]* ID="([^"]*)/.exec(signed)?.[1] ?? ''
    expect(await send(signed.replaceAll(before, id))).toBe('saml-malformed')
  })

  test('the assertion of somebody else, signed by the same provider, in this response', async () => {
    const other = signSaml(samlResponse(words({ nameId: 'rtyler' })), key)
    const swapped = signed.replace(samlParts(signed).assertion, () => samlParts(other).assertion)
    expect(await send(swapped)).toBe('saml-signature')
  })
})
