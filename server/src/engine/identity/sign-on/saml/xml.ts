import { DOMParser, type Element } from '@xmldom/xmldom'
import { checkXmlBounds, XmlError, type XmlBounds } from './xml-bounds.ts'

export type { Element } from '@xmldom/xmldom'

const xmlns = 'http://www.w3.org/2000/xmlns/'

/** Parses a document that keeps the bounds. Throws an XmlError. */
export function parseXml(xml: string, bounds: XmlBounds): Element {
  checkXmlBounds(xml, bounds)
  const refuse = (_level: string, message: string): never => {
    throw new XmlError('malformed', message)
  }
  try {
    const root = new DOMParser({ locator: false, onError: refuse }).parseFromString(
      xml,
      'text/xml',
    ).documentElement
    if (root !== null) return root
  } catch (error) {
    throw error instanceof XmlError ? error : new XmlError('malformed', 'cannot be parsed')
  }
  throw new XmlError('malformed', 'no root element')
}

/** The children that are elements; with a namespace and a local name, only those. */
export function childrenOf(parent: Element, namespace?: string, localName?: string): Element[] {
  const found: Element[] = []
  for (let node = parent.firstChild; node !== null; node = node.nextSibling) {
    if (node.nodeType !== 1) continue
    const element = node as Element
    if (namespace !== undefined && element.namespaceURI !== namespace) continue
    if (localName === undefined || element.localName === localName) found.push(element)
  }
  return found
}

/** The element and all below it, in document order. */
export function* everyElement(root: Element): Generator<Element> {
  yield root
  for (const child of childrenOf(root)) yield* everyElement(child)
}

/** An attribute without namespace, or null. */
export const attributeOf = (element: Element, name: string): string | null =>
  element.getAttributeNS(null, name)

/** Local name and value of every attribute that declares no namespace. */
export const attributesOf = (element: Element): { readonly name: string; readonly value: string }[] =>
  [...element.attributes]
    .filter(({ namespaceURI }) => namespaceURI !== xmlns)
    .map(({ localName, name, value }) => ({ name: localName ?? name, value }))

/** All text in the element, comments left out, without the white space of XML around it. */
export const textOf = (element: Element): string =>
  (element.textContent ?? '').replace(/^[ \t\n]+|[ \t\n]+$/g, '')
