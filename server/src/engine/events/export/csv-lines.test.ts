import { expect, it } from 'vitest'
import type { ShownEvent } from '../search/row.ts'
import { csvEnd, csvHead, csvLine } from './csv-lines.ts'

const event: ShownEvent = {
  id: '7.0',
  at: '2026-05-01T08:00:00.000Z',
  receivedAt: '2026-05-01T08:00:01.000Z',
  organisation: 'o',
  source: { id: 's', name: 'Telefon' },
  dataType: 'sign-in',
  purpose: 'security',
  actor: 'Änne',
  action: 'login',
  target: null,
  session: null,
  outcome: 'success',
  address: '192.0.2.1',
  flags: ['late', 'unmapped'],
  body: { b: 1, a: 'x' },
}

it('has a name for every value, and a byte order mark unless it is not wanted', () => {
  const names = csvHead({ mark: false }).trimEnd().split(',')
  expect(names.length).toBe(16)
  expect(csvHead()).toBe(`\ufeff${csvHead({ mark: false })}`)
  expect(
    csvLine({ ...event, body: {} }, '')
      .trimEnd()
      .split(','),
  ).toHaveLength(names.length)
})

it('writes a line as RFC 4180 says', () => {
  expect(csvLine(event, '{"x":1}')).toBe(
    '7.0,2026-05-01T08:00:00.000Z,2026-05-01T08:00:01.000Z,o,Telefon,sign-in,security,Änne,login,,,success,192.0.2.1,late unmapped,"{""a"":""x"",""b"":1}","{""x"":1}"\r\n',
  )
  expect(csvLine({ ...event, actor: 'a "b", c\nd' }, '')).toContain('security,"a ""b"", c\nd",login')
})

it.each([
  '=1+1',
  '+49 30',
  '-1',
  '@SUM(A1)',
  '\t=1',
  '\r=1',
  '\n=1',
  '＝1',
  '－1',
  '=HYPERLINK("http://x","y")',
])('is no formula: %j', (actor) => {
  const cell = `"'${actor.replaceAll('"', '""')}"`
  expect(csvLine({ ...event, actor }, '')).toContain(`,security,${cell},login,`)
})

it('ends with what all proofs lead to, in the last column', () => {
  expect(csvEnd('{"count":1}')).toBe(`${','.repeat(15)}"{""count"":1}"\r\n`)
})
