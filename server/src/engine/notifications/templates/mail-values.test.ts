import { expect, it } from 'vitest'
import { text } from '../../../kernel/language.ts'
import { button } from './mail-parts.ts'
import { mailTemplate } from './mail-template.ts'
import { identifiers, link, moment, networkAddress, oneOf, words } from './mail-values.ts'

const sender = { provider: 'Beispiel\r\nBcc: x@y.example', contact: 'a@b.example' }

it.each([
  ['Zoë Müller-Öztürk', 'Zoë Müller-Öztürk'],
  ["Dr. med. Siân O'Neill (Köln)", "Dr. med. Siân O'Neill (Köln)"],
  ['山田 太郎', '山田 太郎'],
  ['A & B GmbH, Werk 2.1', 'A & B GmbH, Werk 2.1'],
  ['a\r\nBcc: b@c.example', 'a Bcc b c. example'],
  ['https://evil.example/x', 'https / evil. example/x'],
  [' \n ', '–'],
])('shows the words %j as %j', (given, shown) => {
  expect(words.show(given, 'de')).toBe(shown)
})

it('shows moments in the language, to the minute and with their zone', () => {
  const time = Date.parse('2026-03-01T23:59:59.999Z')
  expect(moment.show(time, 'de')).toBe('1. März 2026, 23:59 UTC')
  expect(moment.show(time, 'en')).toBe('1 March 2026, 23:59 UTC')
})

it('shows addresses and names of our own, and nothing else in their place', () => {
  expect(networkAddress.show('2001:db8::1', 'de')).toBe('2001:db8::1')
  expect(networkAddress.show('face.cafe', 'de')).toBe('–')
  expect(networkAddress.show('fe80::1%evil.example', 'de')).toBe('–')
  expect(identifiers.show(['claims:read', 'x"> <'], 'de')).toBe('claims:read, x')
})

it.each(['javascript:alert(1)', 'data:text/html,x', '/relative', 'https://user:pw@evil.example/'])(
  'sends nobody to %s',
  (href) => {
    expect(() => link.show(href, 'de')).toThrow()
  },
)

it('encodes what would end an attribute', () => {
  expect(link.show('https://a.example/"><b>', 'de')).toBe('https://a.example/%22%3E%3Cb%3E')
})

it('refuses a choice that was not offered, and a second button', () => {
  expect(() => oneOf('a', 'b').show('c' as 'a', 'de')).toThrow(/not one of/)
  const two = mailTemplate({
    name: 'test/two',
    values: { link },
    subject: () => text('x', 'x'),
    body: ({ link }) => [button('a', 'a', link), button('b', 'b', link)],
  })
  expect(() => two.render({ link: 'https://a.example/' }, 'de', sender)).toThrow(/more than one button/)
})

it('keeps the last lines one line', () => {
  const empty = mailTemplate({
    name: 'test/empty',
    values: {},
    subject: () => text('x', 'x'),
    body: () => [],
  })
  expect(empty.render({}, 'en', sender).text.trim().split('\n')).toHaveLength(2)
})
