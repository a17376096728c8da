import { describe, expect, test } from 'vitest'
import { tokensOf } from './tokens.ts'
import { bodyText, wordsOf } from './words.ts'

describe('words', () => {
  test.each([
    ['GET /api/v1/Orders_2?x=10.5', ['get', 'api', 'v1', 'orders_2', 'x', '10', '5']],
    ['Größe: ΟΔΟΣ, 東京', ['größe', 'οδοσ', '東京']],
    ['{"user":{"e-mail":"a@b.de"}}', ['user', 'e', 'mail', 'a', 'b', 'de']],
    ['x'.repeat(65), ['x'.repeat(64)]],
    ['... --', []],
  ])('of %j', (text, expected) => expect(wordsOf(text)).toEqual(expected))

  test('of a body do not swallow what JSON escapes', () => {
    const body = { path: 'C:\\new', lines: 'one\ntwo\tthree', quote: 'say "hi"', odd: 'a\u001fb\ud800c' }
    expect(wordsOf(bodyText(JSON.stringify(body)))).toEqual(
      'path c new lines one two three quote say hi odd a b c'.split(' '),
    )
  })
})

const columns = {
  actor: 'Anna Müller',
  action: 'login',
  target: null,
  session: 'S-1',
  source: '7d3f0a52',
  customer: '8e4f',
  outcome: 'failure',
}

test('tokens are words of the body, and fields with their values', () => {
  const filled = tokensOf(columns, bodyText('{"user":"Anna"}'), new Set(['before']))
  expect([...filled].toSorted()).toEqual([
    'action=login',
    'actor=anna müller',
    'anna',
    'before',
    'customer=8e4f',
    'outcome=failure',
    'session=s-1',
    'source=7d3f0a52',
    'user',
  ])
})

test('20,000 events of 400 bytes take less than half a second of one core', () => {
  const bodies = Array.from({ length: 20_000 }, (_, index) =>
    JSON.stringify({
      time: new Date(1.79e12 + index).toISOString(),
      user: { name: `person${index % 500}@example.org` },
      event: { action: 'login', outcome: 'success' },
      url: { path: `/api/v1/orders/${index}` },
      message:
        `Order ${index} was opened in the shop, and then shown to the customer "Kanzlei Sömmer"`.repeat(2),
      user_agent: 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Firefox/140',
    }),
  )
  expect(bodies[0]?.length).toBeGreaterThan(399)
  const secondsOf = () => {
    const before = process.cpuUsage()
    for (const body of bodies) tokensOf(columns, bodyText(body))
    const { user, system } = process.cpuUsage(before)
    return (user + system) / 1e6
  }
  expect(Math.min(secondsOf(), secondsOf(), secondsOf())).toBeLessThan(0.5)
})
