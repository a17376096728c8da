import fc from 'fast-check'
import { expect, test } from 'vitest'
import { checkXmlBounds, XmlError, type XmlBounds } from './xml-bounds.ts'
import { parseXml } from './xml.ts'

const bounds: XmlBounds = {
  charactersMax: 10_000,
  depthMax: 10,
  elementsMax: 100,
  attributesPerElementMax: 5,
  attributesMax: 50,
  attributeCharactersMax: 100,
  textCharactersMax: 1_000,
  comments: true,
}

const pieces = [
  '<a>',
  '</a>',
  '<a b="c"/>',
  '<!--',
  '-->',
  '<![CDATA[',
  ']]>',
  '<!DOCTYPE a [',
  '<!ENTITY x "y">',
  ']>',
  '&x;',
  '&amp;',
  '&#65;',
  '<?x',
  '?>',
  "'",
  '"',
  '>',
  '<',
  '=',
  ' ',
  'text',
  '\0',
  '\uD800',
  '<a:b xmlns:a="u">',
  '</a:b>',
]

test('whatever comes, it is read or refused with a fault', () => {
  const document = fc.array(fc.constantFrom(...pieces), { maxLength: 40 }).map((all) => all.join(''))
  fc.assert(
    fc.property(document, (xml) => {
      try {
        const root = parseXml(xml, bounds)
        expect(xml.replace(/<!--.*?-->/gs, '')).not.toMatch(/<!|<\?/)
        expect(root.ownerDocument?.doctype ?? null).toBeNull()
      } catch (error) {
        expect(error).toBeInstanceOf(XmlError)
      }
    }),
    { numRuns: 3_000 },
  )
})

test.each([
  ['two roots', '<a/><a/>'],
  ['text before the root', 'x<a/>'],
  ['text after the root', '<a/>x'],
  ['an attribute twice', '<a b="" b=""/>'],
  ['an end tag of another', '<a></b>'],
  ['no end tag', '<a>'],
  ['an end tag too many', '<a/></a>'],
  ['no element', ' '],
  ['a name that is not ASCII', '<\u00e4/>'],
  ['an attribute without quotes', '<a b=c/>'],
  [']]> in a text', '<a>]]></a>'],
])('no parser sees %s', (_, xml) => {
  expect(() => checkXmlBounds(xml, bounds)).toThrow(expect.objectContaining({ fault: 'malformed' }))
})

test('text and attributes come back as they went in', () => {
  const escape = (text: string) => text.replace(/[&<>"'\n\t\r]/g, (sign) => `&#${sign.codePointAt(0)};`)
  const text = fc
    .string({ unit: 'binary', maxLength: 20 })
    .filter((sample) => !/[\p{Cc}\u2028\ufffe\uffff]/u.test(sample))
  fc.assert(
    fc.property(text, text, (content, value) => {
      const root = parseXml(`<a b="${escape(value)}">${escape(content)}</a>`, bounds)
      expect(root.textContent).toBe(content)
      expect(root.getAttribute('b')).toBe(value)
    }),
  )
})

test('a million characters of nothing take no time', () => {
  const wide = { ...bounds, charactersMax: 2_000_000, textCharactersMax: 2_000_000 }
  for (const xml of [
    `<a${' '.repeat(1_000_000)}`,
    `<${'a'.repeat(1_000_000)}`,
    `<a>${'&'.repeat(1_000_000)}</a>`,
    `<!--${'-'.repeat(1_000_000)}`,
    `<a ${'b '.repeat(500_000)}`,
    `<a ${'b=""'.repeat(250_000)}`,
  ]) {
    const began = performance.now()
    expect(() => checkXmlBounds(xml, wide)).toThrow(XmlError)
    expect(performance.now() - began).toBeLessThan(500)
  }
})
