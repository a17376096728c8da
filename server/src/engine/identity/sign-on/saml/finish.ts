import { judgeResponse, type Judged } from './assertion.ts'
import { usableCertificates } from './certificates.ts'
import type { SamlConnection, SamlIdentity, SamlStore } from './connection.ts'
import { samlProblem } from './refusal.ts'
import { checkStructure } from './structure.ts'
import { verifySignatures } from './verify.ts'
import { XmlError, type XmlBounds, type XmlFault } from './xml-bounds.ts'
import { attributeOf, parseXml, type Element } from './xml.ts'
import type { SamlReason } from './words.ts'

const base64CharactersMax = 256 * 1024
const base64 = /^[A-Za-z0-9+/]+={0,2}$/
const bounds: XmlBounds = {
  charactersMax: 192 * 1024,
  depthMax: 16,
  elementsMax: 700,
  attributesPerElementMax: 12,
  attributesMax: 2_500,
  attributeCharactersMax: 4_096,
  textCharactersMax: 20_000,
  comments: false,
}
const reasons: Record<XmlFault, SamlReason> = {
  'too-large': 'saml-too-large',
  malformed: 'saml-malformed',
  dtd: 'saml-dtd',
  comment: 'saml-comment',
}

/** What a browser posted (HTTP-POST binding), and when. */
export interface SamlAnswer {
  readonly SAMLResponse: string
  readonly now: number
  /** The person must have been asked within this time: after a request with `forceAuthn`. */
  readonly authenticatedWithinMs?: number
}

/**
 * Finishes a sign-in: bounds, shape, signatures, meaning, and only then that assertion and request count once. The caller
 * compares `inResponseTo` with the request that this browser began. Throws a Problem with a reason of its own per fault.
 */
export async function finishSaml(
  connection: SamlConnection,
  store: SamlStore,
  { SAMLResponse, now, authenticatedWithinMs }: SamlAnswer,
): Promise<SamlIdentity> {
  const xml = decode(SAMLResponse)
  const root = parse(xml)
  checkStructure(root)
  if (attributeOf(root, 'InResponseTo') === null) throw samlProblem('saml-unsolicited')
  const certificates = usableCertificates(connection, now)
  if (certificates.length === 0) throw samlProblem('saml-certificate-expired')
  const judged = await judge(connection, certificates, xml, now)
  const { identity, acceptableUntil } = judged
  if (authenticatedWithinMs !== undefined && now - identity.authnInstant > authenticatedWithinMs)
    throw samlProblem('saml-authn-too-old')
  if (!(await store.useAssertion(connection.id, identity.assertionId, acceptableUntil)))
    throw samlProblem('saml-replayed')
  if (!(await store.takeRequest(identity.inResponseTo, connection.id)))
    throw samlProblem('saml-request-unknown')
  return identity
}

/** Everything is read from the bytes that are signed, never from the document that came. */
async function judge(
  connection: SamlConnection,
  certificates: readonly string[],
  xml: string,
  now: number,
): Promise<Judged> {
  let judged: Judged | null = null
  await verifySignatures(connection, certificates, xml, (signedXml) => {
    judged = judgeResponse(connection, parse(signedXml), now)
  })
  if (judged === null) throw samlProblem('saml-signature')
  return judged
}

function decode(SAMLResponse: string): string {
  if (SAMLResponse.length > base64CharactersMax) throw samlProblem('saml-too-large')
  const packed = SAMLResponse.replace(/[\r\n\t ]+/g, '')
  if (!base64.test(packed)) throw samlProblem('saml-malformed', 'Base64')
  try {
    return new TextDecoder('utf-8', { fatal: true })
      .decode(Buffer.from(packed, 'base64'))
      .replace(/\r\n?/g, '\n')
  } catch {
    throw samlProblem('saml-malformed', 'UTF-8')
  }
}

function parse(xml: string): Element {
  try {
    return parseXml(xml, bounds)
  } catch (error) {
    if (error instanceof XmlError) throw samlProblem(reasons[error.fault], error.message)
    throw error
  }
}
