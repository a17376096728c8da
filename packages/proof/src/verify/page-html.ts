/**
 * Reads from a page of ours what it says of claims and measures. Not a browser: our server writes every end tag and
 * quotes every attribute, and a page that does not is refused.
 */

export interface PageSentence {
  readonly claim: string
  readonly status: string
  readonly text: string
}

export interface PageMeasure {
  readonly id: string
  readonly title: string
}

export interface PageContent {
  readonly sentences: readonly PageSentence[]
  readonly measures: readonly PageMeasure[]
}

const voidElements = new Set('area base br col embed hr img input link meta source track wbr'.split(' '))
const rawElements = new Set(['script', 'style', 'textarea', 'title'])
const openElementsMax = 256
const token =
  /<!--[^]*?-->|<!doctype [^>]*>|<(\/?)([A-Za-z][\w-]*)((?:\s+[^\s"'<>/=]+(?:="[^"]*")?)*)\s*(\/?)>|([^<]+)/giy
const attribute = /([^\s"'<>/=]+)(?:="([^"]*)")?/g

interface Capture {
  readonly depth: number
  readonly done: (text: string) => void
  text: string
}

/** Throws an Error that says what is malformed and at which character. */
export function readPage(html: string): PageContent {
  const sentences: PageSentence[] = []
  const measures: PageMeasure[] = []
  const open: string[] = []
  const captures: Capture[] = []
  let at = 0
  while (at < html.length) {
    token.lastIndex = at
    const match = token.exec(html)
    if (!match) throw new Error(`the page is malformed at character ${at}`)
    at = token.lastIndex
    const [whole, closing, name = '', attributes = '', selfClosing, text] = match
    if (text !== undefined) {
      if (captures.length > 0) for (const capture of captures) capture.text += decode(text)
    } else if (closing === '/') {
      close(open, captures, name.toLowerCase(), at)
    } else if (name !== '') {
      const element = name.toLowerCase()
      if (selfClosing === '/' || voidElements.has(element)) continue
      open.push(element)
      if (open.length > openElementsMax) throw new Error(`more than ${openElementsMax} nested elements`)
      const capture = captureOf(readAttributes(attributes), open.length, sentences, measures)
      if (capture) captures.push(capture)
      if (rawElements.has(element)) at = endOfRaw(html, at, element, captures)
    } else if (!whole.startsWith('<!')) {
      throw new Error(`the page is malformed at character ${match.index}`)
    }
  }
  if (open.length > 0) throw new Error(`the element ${open.at(-1)} does not end`)
  return { sentences, measures }
}

function close(open: string[], captures: Capture[], element: string, at: number): void {
  const expected = open.at(-1)
  if (expected !== element)
    throw new Error(`</${element}> ends ${expected ?? 'nothing'} before character ${at}`)
  const last = captures.at(-1)
  if (last?.depth === open.length) {
    captures.pop()
    last.done(last.text)
  }
  open.pop()
}

function captureOf(
  attributes: ReadonlyMap<string, string>,
  depth: number,
  sentences: PageSentence[],
  measures: PageMeasure[],
): Capture | null {
  const claim = attributes.get('data-claim')
  const status = attributes.get('data-status')
  const measure = attributes.get('data-measure')
  if (claim !== undefined && status !== undefined) {
    return { depth, text: '', done: (text) => sentences.push({ claim, status, text }) }
  }
  return measure === undefined
    ? null
    : { depth, text: '', done: (title) => measures.push({ id: measure, title }) }
}

function readAttributes(source: string): Map<string, string> {
  const attributes = new Map<string, string>()
  for (const [, name = '', value = ''] of source.matchAll(attribute)) {
    if (attributes.has(name.toLowerCase())) throw new Error(`the attribute ${name} stands twice`)
    attributes.set(name.toLowerCase(), decode(value))
  }
  return attributes
}

/** Raw text has no elements; the place of its end tag. */
function endOfRaw(html: string, from: number, element: string, captures: readonly Capture[]): number {
  const end = html.indexOf(`</${element}`, from)
  if (end < 0) throw new Error(`the element ${element} does not end`)
  for (const capture of captures) capture.text += html.slice(from, end)
  return end
}

const entities: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: '\u00a0',
}

function decode(text: string): string {
  return text.replace(/&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|([a-z]+));?/gi, (whole, decimal, hex, name) => {
    if (!whole.endsWith(';')) throw new Error(`the character reference ${whole} does not end`)
    if (name !== undefined) {
      const character = entities[name]
      if (character === undefined) throw new Error(`the character reference ${whole} is unknown`)
      return character
    }
    const code = decimal === undefined ? Number.parseInt(hex, 16) : Number(decimal)
    if (code > 0x10ffff) throw new Error(`the character reference ${whole} is unknown`)
    return String.fromCodePoint(code)
  })
}
