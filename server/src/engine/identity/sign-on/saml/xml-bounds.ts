/** What is wrong with a document that was not parsed. */
export type XmlFault = 'too-large' | 'malformed' | 'dtd' | 'comment'

/** Thrown before any parser sees the document. */
export class XmlError extends Error {
  readonly fault: XmlFault

  constructor(fault: XmlFault, detail: string) {
    super(detail)
    this.fault = fault
  }
}

export interface XmlBounds {
  readonly charactersMax: number
  readonly depthMax: number
  readonly elementsMax: number
  readonly attributesPerElementMax: number
  /** In the whole document, declarations of namespaces included: canonicalisation carries them along. */
  readonly attributesMax: number
  readonly attributeCharactersMax: number
  readonly textCharactersMax: number
  /** Metadata files are commented by hand; in responses a comment splits values, and is refused. */
  readonly comments: boolean
}

const declaration =
  /^<\?xml\s+version=["']1\.0["'](?:\s+encoding=["']utf-8["'])?(?:\s+standalone=["']\w+["'])?\s*\?>/i
const name = '[A-Za-z_][\\w.-]*(?::[A-Za-z_][\\w.-]*)?'
const tag = new RegExp(`<(${name})((?:\\s+${name}\\s*=\\s*(?:"[^"<]*"|'[^'<]*'))*)\\s*(/?)>`, 'y')
const endTag = new RegExp(`</(${name})\\s*>`, 'y')
const attribute = new RegExp(`(${name})\\s*=\\s*(?:"([^"]*)"|'([^']*)')`, 'g')
const strayAmpersand = /&(?!(?:amp|lt|gt|quot|apos|#\d{1,7}|#x[0-9A-Fa-f]{1,6});)/
// oxlint-disable-next-line no-control-regex
const notAllowed = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/

/**
 * Walks over a document without building anything, and throws an XmlError where it leaves the bounds, is no well-formed
 * XML of ASCII names, or contains what SAML has no use for: document types (entity bombs, external entities),
 * processing instructions, CDATA and, unless allowed, comments.
 */
export function checkXmlBounds(xml: string, bounds: XmlBounds): void {
  if (xml.length > bounds.charactersMax)
    throw new XmlError('too-large', `more than ${bounds.charactersMax} characters`)
  if (notAllowed.test(xml)) throw new XmlError('malformed', 'control characters')
  const open: string[] = []
  let elements = 0
  let attributes = 0
  let at = declaration.exec(xml)?.[0].length ?? 0
  while (at < xml.length) {
    const next = xml.indexOf('<', at)
    checkText(xml.slice(at, next < 0 ? xml.length : next), open.length, bounds)
    if (next < 0) break
    const skipped = passDeclarations(xml, next, bounds)
    if (skipped !== null) {
      at = skipped
      continue
    }
    if (xml[next + 1] === '/') {
      at = close(xml, next, open)
      continue
    }
    if (open.length === 0 && elements > 0) throw new XmlError('malformed', 'several root elements')
    if (++elements > bounds.elementsMax)
      throw new XmlError('too-large', `more than ${bounds.elementsMax} elements`)
    const begun = begin(xml, next, open, bounds)
    attributes += begun.attributes
    if (attributes > bounds.attributesMax)
      throw new XmlError('too-large', `more than ${bounds.attributesMax} attributes`)
    at = begun.end
  }
  if (open.length > 0 || elements === 0) throw new XmlError('malformed', 'elements are not closed')
}

function begin(
  xml: string,
  at: number,
  open: string[],
  bounds: XmlBounds,
): { end: number; attributes: number } {
  tag.lastIndex = at
  const found = tag.exec(xml)
  if (found === null) throw new XmlError('malformed', 'a tag cannot be read')
  const attributes = checkAttributes(found[2] ?? '', bounds)
  if (open.length >= bounds.depthMax)
    throw new XmlError('too-large', `deeper than ${bounds.depthMax} elements`)
  if (found[3] !== '/') open.push(found[1] ?? '')
  return { end: tag.lastIndex, attributes }
}

function close(xml: string, at: number, open: string[]): number {
  endTag.lastIndex = at
  const found = endTag.exec(xml)
  if (found === null || open.pop() !== found[1]) throw new XmlError('malformed', 'an end tag does not match')
  return endTag.lastIndex
}

/** Where the text goes on after a comment; null when this is none. Throws on every other `<!` and `<?`. */
function passDeclarations(xml: string, at: number, { comments }: XmlBounds): number | null {
  const second = xml[at + 1]
  if (second === '?') throw new XmlError('comment', 'a processing instruction')
  if (second !== '!') return null
  if (xml.startsWith('<![CDATA[', at)) throw new XmlError('comment', 'CDATA')
  if (!xml.startsWith('<!--', at)) throw new XmlError('dtd', xml.slice(at, at + 9))
  if (!comments) throw new XmlError('comment', 'a comment')
  const end = xml.indexOf('--', at + 4)
  if (end < 0 || xml[end + 2] !== '>') throw new XmlError('malformed', 'a comment does not end')
  return end + 3
}

function checkText(text: string, depth: number, { textCharactersMax }: XmlBounds): void {
  if (text.length > textCharactersMax)
    throw new XmlError('too-large', `text longer than ${textCharactersMax}`)
  if (depth === 0 && text.trim() !== '') throw new XmlError('malformed', 'text outside the root element')
  if (text.includes('&')) checkReferences(text)
  if (text.includes(']]>')) throw new XmlError('malformed', ']]> in a text')
}

/** Returns how many there are. */
function checkAttributes(list: string, bounds: XmlBounds): number {
  const seen = new Set<string>()
  for (const [, key = '', double, single] of list.matchAll(attribute)) {
    const value = double ?? single ?? ''
    if (seen.has(key)) throw new XmlError('malformed', 'an attribute occurs twice')
    seen.add(key)
    if (value.length > bounds.attributeCharactersMax)
      throw new XmlError('too-large', `an attribute longer than ${bounds.attributeCharactersMax}`)
    if (seen.size > bounds.attributesPerElementMax)
      throw new XmlError('too-large', `more than ${bounds.attributesPerElementMax} attributes of an element`)
    if (value.includes('&')) checkReferences(value)
  }
  return seen.size
}

/** Without a DTD there are five named entities; characters that XML forbids do not come in by number either. */
function checkReferences(value: string): void {
  if (strayAmpersand.test(value)) throw new XmlError('dtd', 'an entity that is not declared')
  for (const [, decimal, hex] of value.matchAll(/&#(?:(\d+)|x([0-9A-Fa-f]+));/g)) {
    const code = decimal === undefined ? Number.parseInt(hex ?? '', 16) : Number(decimal)
    const valid = code <= 0x10ffff && (code < 0xd800 || code > 0xdfff)
    if (!valid || notAllowed.test(String.fromCodePoint(code)))
      throw new XmlError('malformed', 'a forbidden character')
  }
}
