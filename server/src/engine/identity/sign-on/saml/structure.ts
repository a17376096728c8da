import { algorithms, assertionNs, protocolNs, signatureNs } from './names.ts'
import { samlProblem } from './refusal.ts'
import { attributeOf, attributesOf, childrenOf, everyElement, type Element } from './xml.ts'

const statusSuccess = 'urn:oasis:names:tc:SAML:2.0:status:Success'
const statusNames = /^urn:oasis:names:tc:SAML:2\.0:status:([A-Za-z]{1,40})$/
const nameOfId = /^[A-Za-z_][\w.-]{0,255}$/
const transformsMax = 2

/**
 * Whether a response has the one shape in which what is signed is what will be read: one Response with one Assertion
 * directly in it, one Signature directly in each, which covers its parent by a unique ID, and none of these names
 * anywhere else. All wrapping attacks (XSW) need a second one somewhere. Throws a Problem.
 */
export function checkStructure(root: Element): void {
  if (root.namespaceURI !== protocolNs || root.localName !== 'Response')
    throw samlProblem('saml-malformed', 'no Response')
  const everything = [...everyElement(root)]
  const named = (name: string) => everything.filter(({ localName }) => localName === name)
  if (named('EncryptedAssertion').length > 0) throw samlProblem('saml-encrypted')
  checkIds(everything)
  if (named('Response').length !== 1) throw samlProblem('saml-wrapped', 'several Responses')
  checkStatus(root)
  const assertions = childrenOf(root, assertionNs, 'Assertion')
  if (named('Assertion').length > assertions.length)
    throw samlProblem('saml-wrapped', 'an Assertion elsewhere')
  const [assertion] = assertions
  if (assertion === undefined) throw samlProblem('saml-malformed', 'no Assertion')
  if (assertions.length > 1) throw samlProblem('saml-wrapped', 'several Assertions')
  const signatures = [root, assertion].map((signed) => checkSigned(signed))
  if (named('Signature').length > signatures.length)
    throw samlProblem('saml-wrapped', 'a Signature elsewhere')
}

/** Every kind of ID attribute counts, as some parser may resolve any of them. */
function checkIds(everything: readonly Element[]): void {
  const seen = new Set<string>()
  for (const element of everything) {
    for (const { name, value } of attributesOf(element)) {
      if (name.toLowerCase() !== 'id') continue
      if (seen.has(value)) throw samlProblem('saml-duplicate-id')
      seen.add(value)
    }
  }
}

/** A refusal seldom is signed and never has an assertion; nothing follows from it but this message. */
function checkStatus(root: Element): void {
  const [status] = childrenOf(root, protocolNs, 'Status')
  const [code] = status ? childrenOf(status, protocolNs, 'StatusCode') : []
  if (code === undefined) throw samlProblem('saml-malformed', 'no Status')
  if (attributeOf(code, 'Value') === statusSuccess) return
  const [inner] = childrenOf(code, protocolNs, 'StatusCode')
  throw samlProblem('saml-denied', statusNames.exec(attributeOf(inner ?? code, 'Value') ?? '')?.[1])
}

/** The one signature of an element. Throws a Problem unless it has the usual parts, and covers that element only. */
function checkSigned(signed: Element): Element {
  const [signature] = childrenOf(signed, signatureNs, 'Signature')
  const name = signed.localName ?? ''
  if (signature === undefined) throw samlProblem('saml-unsigned', name)
  const [info] = partsOf(signature, ['SignedInfo', 'SignatureValue'], ['KeyInfo'])
  const [canonicalisation, method, reference] = partsOf(info, [
    'CanonicalizationMethod',
    'SignatureMethod',
    'Reference',
  ])
  const [transforms, digest] = partsOf(reference, ['Transforms', 'DigestMethod', 'DigestValue'])
  const id = attributeOf(signed, 'ID') ?? ''
  if (!nameOfId.test(id)) throw samlProblem('saml-malformed', `ID of the ${name}`)
  if (attributeOf(reference as Element, 'URI') !== `#${id}`)
    throw samlProblem('saml-wrapped', `the Signature in the ${name} covers something else`)
  checkAlgorithm(canonicalisation)
  checkAlgorithm(method)
  checkAlgorithm(digest)
  const steps = childrenOf(transforms as Element)
  if (steps.length > transformsMax) throw samlProblem('saml-algorithm', 'transforms')
  steps.forEach(checkAlgorithm)
  return signature
}

/** The children of an element of a signature: exactly the wanted ones in order, perhaps followed by optional ones. */
function partsOf(
  parent: Element | undefined,
  wanted: readonly string[],
  optional: readonly string[] = [],
): (Element | undefined)[] {
  const children = parent ? childrenOf(parent) : []
  const names = [...wanted, ...optional]
  const fits =
    children.length >= wanted.length &&
    children.length <= names.length &&
    children.every((child, at) => child.namespaceURI === signatureNs && child.localName === names[at])
  if (!fits) throw samlProblem('saml-wrapped', `unusual ${parent?.localName ?? 'Signature'}`)
  return children
}

function checkAlgorithm(element: Element | undefined): void {
  const allowed = algorithms[element?.localName as keyof typeof algorithms] as ReadonlySet<string> | undefined
  const algorithm = element ? (attributeOf(element, 'Algorithm') ?? '') : ''
  if (element?.namespaceURI !== signatureNs || allowed?.has(algorithm) !== true)
    throw samlProblem('saml-algorithm', algorithm)
}
