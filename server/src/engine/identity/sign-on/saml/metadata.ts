import { generateServiceProviderMetadata } from '@node-saml/node-saml'
import { readCertificate, type SamlCertificate } from './certificates.ts'
import type { SamlConnection } from './connection.ts'
import { metadataNs, protocolNs, signatureNs } from './names.ts'
import { samlProblem } from './refusal.ts'
import { XmlError, type XmlBounds, type XmlFault } from './xml-bounds.ts'
import { attributeOf, childrenOf, everyElement, parseXml, textOf, type Element } from './xml.ts'
import type { SamlReason } from './words.ts'

const certificatesMax = 5
const entityIdCharactersMax = 1_024
const bounds: XmlBounds = {
  charactersMax: 512 * 1024,
  depthMax: 24,
  elementsMax: 3_000,
  attributesPerElementMax: 40,
  attributesMax: 10_000,
  attributeCharactersMax: 8_192,
  textCharactersMax: 128 * 1024,
  comments: true,
}
const reasons: Record<XmlFault, SamlReason> = {
  'too-large': 'saml-metadata-too-large',
  malformed: 'saml-metadata-malformed',
  dtd: 'saml-metadata-dtd',
  comment: 'saml-metadata-dtd',
}
const redirect = 'urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect'
const loopback = new Set(['127.0.0.1', '[::1]', 'localhost'])

/** An identity provider as its metadata describe it. */
export interface IdpMetadata {
  readonly entityId: string
  /** HTTP-Redirect; https, or plain on this machine. */
  readonly ssoUrl: string
  /** Those for signing, each once. */
  readonly certificates: readonly SamlCertificate[]
  /** Requests are not signed here: an identity provider that insists must be told otherwise. */
  readonly wantsSignedRequests: boolean
  /** When the description itself ends, ms; null: it does not say. */
  readonly validUntil: number | null
}

/**
 * Reads what an identity provider publishes (SAML metadata). Signatures on it are not checked: it is taken on the word of
 * the administrator who brings it, and the test sign-in shows whether it fits. Throws a Problem.
 */
export function parseIdpMetadata(xml: string): IdpMetadata {
  const root = parse(xml.replace(/^\uFEFF/, '').trim())
  const entities = [...everyElement(root)].filter(
    ({ namespaceURI, localName }) => namespaceURI === metadataNs && localName === 'EntityDescriptor',
  )
  const providers = entities.flatMap((entity) =>
    childrenOf(entity, metadataNs, 'IDPSSODescriptor')
      .filter((role) =>
        (attributeOf(role, 'protocolSupportEnumeration') ?? '').split(/\s+/).includes(protocolNs),
      )
      .map((role) => ({ entity, role })),
  )
  const [provider] = providers
  if (provider === undefined) throw samlProblem('saml-metadata-no-provider')
  if (providers.length > 1) throw samlProblem('saml-metadata-several')
  const entityId = attributeOf(provider.entity, 'entityID') ?? ''
  if (entityId === '' || entityId.length > entityIdCharactersMax)
    throw samlProblem('saml-metadata-malformed', 'entityID')
  const validUntil = Date.parse(attributeOf(provider.entity, 'validUntil') ?? '')
  return {
    entityId,
    ssoUrl: ssoUrlOf(provider.role),
    certificates: certificatesOf(provider.role),
    wantsSignedRequests: ['true', '1'].includes(attributeOf(provider.role, 'WantAuthnRequestsSigned') ?? ''),
    validUntil: Number.isNaN(validUntil) ? null : validUntil,
  }
}

/** What the identity provider must know of us, as XML. */
export function serviceProviderMetadata(connection: SamlConnection): string {
  return generateServiceProviderMetadata({
    issuer: connection.entityId,
    callbackUrl: connection.acsUrl,
    identifierFormat: null,
    wantAssertionsSigned: true,
    generateUniqueId: () => `_${connection.id}`,
  })
}

function ssoUrlOf(role: Element): string {
  const usable = childrenOf(role, metadataNs, 'SingleSignOnService')
    .filter((endpoint) => attributeOf(endpoint, 'Binding') === redirect)
    .map((endpoint) => attributeOf(endpoint, 'Location') ?? '')
    .find(isUsable)
  if (usable === undefined) throw samlProblem('saml-metadata-address')
  return usable
}

function isUsable(location: string): boolean {
  const url = URL.parse(location)
  if (url === null || url.username !== '' || url.password !== '') return false
  return url.protocol === 'https:' || (url.protocol === 'http:' && loopback.has(url.hostname))
}

function certificatesOf(role: Element): SamlCertificate[] {
  const keys = childrenOf(role, metadataNs, 'KeyDescriptor').filter(
    (key) => (attributeOf(key, 'use') ?? 'signing') === 'signing',
  )
  const sources = keys.flatMap((key) =>
    [...everyElement(key)].filter(
      ({ namespaceURI, localName }) => namespaceURI === signatureNs && localName === 'X509Certificate',
    ),
  )
  const distinct = new Map<string, SamlCertificate>()
  for (const source of sources) {
    const certificate = readCertificate(textOf(source))
    if (certificate !== null) distinct.set(certificate.fingerprint, certificate)
  }
  if (distinct.size === 0 || distinct.size > certificatesMax) throw samlProblem('saml-metadata-certificate')
  return [...distinct.values()]
}

function parse(xml: string): Element {
  try {
    return parseXml(xml, bounds)
  } catch (error) {
    if (error instanceof XmlError) throw samlProblem(reasons[error.fault], error.message)
    throw error
  }
}
