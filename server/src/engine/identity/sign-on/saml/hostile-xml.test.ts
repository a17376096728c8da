import { describe, expect, test } from 'vitest'
import {
  base64,
  samlResponse,
  samlWords,
  signSaml,
  type SamlWords,
} from '../../../../../../test/harness/saml-response.ts'
import { connection, key, now, post, waiting } from '../../../../../../test/harness/saml-trial.ts'
import { finishSaml } from './finish.ts'

const words = (other: Partial<SamlWords> = {}) => samlWords({ now, acsUrl: connection.acsUrl, ...other })
const plain = samlResponse(words())
const signed = signSaml(plain, key)
const send = (xml: string) => post(base64(xml))

test('the document that all others here are made from is accepted', async () => {
  expect(await send(signed)).toBe('accepted')
})

describe('XML', () => {
  const bomb = [
    '<!DOCTYPE lolz [<!ENTITY a "ha">',
    ...Array.from(
      { length: 9 },
      (_, at) => `<!ENTITY ${'bcdefghij'[at]} "${`&${'abcdefghi'[at]};`.repeat(10)}">`,
    ),
    ']>',
  ].join('')

  test.each<[string, string, string]>([
    ['an entity bomb', 'saml-dtd', bomb + signed.replace('>dwho<', '>&j;<')],
    [
      'an external entity',
      'saml-dtd',
      `<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]>${signed.replace('>dwho<', '>&x;<')}`,
    ],
    [
      'a parameter entity',
      'saml-dtd',
      `<!DOCTYPE r [<!ENTITY % x SYSTEM "http://127.0.0.1:1/x"> %x;]>${signed}`,
    ],
    ['an external document type', 'saml-dtd', `<!DOCTYPE r SYSTEM "http://127.0.0.1:1/x">${signed}`],
    ['a declaration within', 'saml-dtd', signed.replace('<samlp:Status>', '<!ENTITY x "y"><samlp:Status>')],
    ['an entity that nobody declares', 'saml-dtd', signed.replace('>dwho<', '>&dwho;<')],
    ['a style sheet', 'saml-comment', `<?xml-stylesheet href="http://127.0.0.1:1/x"?>${signed}`],
    ['CDATA', 'saml-comment', signed.replace('>dwho<', '><![CDATA[dwho]]><')],
    ['another encoding', 'saml-comment', `<?xml version="1.0" encoding="UTF-7"?>${signed}`],
    [
      'another root',
      'saml-malformed',
      '<samlp:AuthnRequest xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol"/>',
    ],
    [
      'a root of another namespace',
      'saml-malformed',
      signed.replace('SAML:2.0:protocol"', 'SAML:1.0:protocol"'),
    ],
    ['two roots', 'saml-malformed', signed + signed],
    ['text after the root', 'saml-malformed', `${signed}text`],
    ['half a document', 'saml-malformed', signed.slice(0, signed.length / 2)],
    ['an attribute twice', 'saml-malformed', signed.replace('ID="', 'ID="_x" ID="')],
    ['a null character', 'saml-malformed', signed.replace('>dwho<', '>dwho\0<')],
    ['a null character by number', 'saml-malformed', signed.replace('>dwho<', '>dwho&#0;<')],
    ['half a surrogate by number', 'saml-malformed', signed.replace('>dwho<', '>dwho&#xD800;<')],
    ['an unknown prefix', 'saml-malformed', signed.replace('<samlp:Status>', '<x:y/><samlp:Status>')],
    ['nothing', 'saml-malformed', ''],
    [
      'an encrypted assertion',
      'saml-encrypted',
      plain.replace(/<saml:Assertion.*<\/saml:Assertion>/, '<saml:EncryptedAssertion/>'),
    ],
  ])('%s: %s', async (_, reason, xml) => {
    expect(await send(xml)).toBe(reason)
  })

  // The signature holds with and without the comment: canonicalisation leaves it out.
  test.each([
    'admin@a.de<!---->.evil.de',
    'admin@a.de<!--x-->.evil.de',
    '<!---->admin',
    'admin<?x?>.evil.de',
  ])('a name in pieces, %s', async (nameId) => {
    const whole = signSaml(samlResponse(words({ nameId: nameId.replace(/<!-*x?-*>|<\?x\?>/, '') })), key)
    expect(await send(whole)).toBe('accepted')
    const name = nameId.replace(/<!-*x?-*>|<\?x\?>/, '')
    expect(await send(whole.replace(`>${name}<`, () => `>${nameId}<`))).toBe('saml-comment')
  })

  const many = (xml: string) =>
    signed.replace('<samlp:Status>', () => `<samlp:Extensions>${xml}</samlp:Extensions><samlp:Status>`)
  const listed = (count: number) => Array.from({ length: count }, (_, at) => `a${at}=""`).join(' ')
  test.each<[string, string]>([
    ['deep', many('<a>'.repeat(15) + '</a>'.repeat(15))],
    ['wide', many('<a/>'.repeat(700))],
    ['with many attributes', many(`<a ${listed(13)}/>`)],
    ['with many attributes altogether', many(`<a ${listed(12)}/>`.repeat(210))],
    ['with a long attribute', many(`<a a="${'x'.repeat(4_097)}"/>`)],
    ['with a long text', many(`<a>${'x'.repeat(20_001)}</a>`)],
    ['long', many(`<a>${'x'.repeat(19_000)}</a>`.repeat(11))],
  ])('too %s', async (_, xml) => {
    expect(await send(xml)).toBe('saml-too-large')
  })

  test('a body of 100 MB is refused by its length', async () => {
    const began = performance.now()
    expect(await post('A'.repeat(100_000_000))).toBe('saml-too-large')
    expect(performance.now() - began).toBeLessThan(500)
  })

  test.each([
    '',
    'not base64!',
    'PHNhbWw+%',
    base64(signed).slice(0, -3) + '\0',
    base64(signed).replace(/^.{8}/, '$&!'),
  ])('no Base64: %o', async (text) => {
    expect(await post(text)).toBe('saml-malformed')
  })

  test('bytes that are not UTF-8', async () => {
    const bytes = Buffer.from(signed.replace('>dwho<', '>dwh\u00f6<'), 'latin1')
    const answer = { SAMLResponse: bytes.toString('base64'), now }
    await expect(finishSaml(connection, await waiting(), answer)).rejects.toThrow('(UTF-8)')
  })

  test('a byte order mark, an XML declaration and Base64 in lines are usual', async () => {
    const xml = `\uFEFF<?xml version="1.0" encoding="UTF-8"?>\r\n${signed}\r\n`
    expect(await post(base64(xml).replace(/.{76}/g, '$&\r\n'))).toBe('accepted')
  })

  const within = (xml: string) =>
    signed.replace('</saml:Conditions>', () => `</saml:Conditions><saml:Advice>${xml}</saml:Advice>`)
  const spaces = Array.from({ length: 11 }, (_, at) => ` xmlns:n${at}="urn:n${at}"`).join('')
  const inThem = Array.from({ length: 11 }, (_, at) => ` n${at}:a=""`).join('')
  test.each([
    many('<a/>'.repeat(640)),
    within(`<a${spaces}>`.repeat(10) + '</a>'.repeat(10)),
    many(`<a${spaces}>${`<a${inThem}/>`.repeat(220)}</a>`),
    many(Array.from({ length: 600 }, (_, at) => `<a ID="_${at}"/>`).join('')),
    many(`<a>${'&amp;'.repeat(3_900)}</a>`.repeat(8)),
    many(`<a${' '.repeat(150_000)}x`),
  ])('of the documents within the bounds, number %$ is judged in a second', async (xml) => {
    const began = process.cpuUsage()
    expect(await send(xml)).toMatch(/^saml-(signature|malformed)$/)
    const { user, system } = process.cpuUsage(began)
    expect((user + system) / 1_000).toBeLessThan(1_000)
  })
})
