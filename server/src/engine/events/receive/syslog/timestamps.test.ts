import { expect, test } from 'vitest'
import { readDraft } from './read-draft.ts'
import { universalTime } from './timestamps.ts'

const now = Date.UTC(2026, 10, 23, 14, 30, 0)
const read = (text: string, at: number) =>
  readDraft({ bytes: Buffer.from(text), truncated: false }, at, universalTime)
const when = (text: string, at = now) => {
  const ms = read(text, at).draft.at
  return ms === null ? null : new Date(ms).toISOString()
}

test.each([
  ['this year', '<13>Nov 23 14:00:00 h a: x', now, '2026-11-23T14:00:00.000Z'],
  ['a day ahead at most', '<13>Nov 24 14:29:59 h a: x', now, '2026-11-24T14:29:59.000Z'],
  ['else last year', '<13>Nov 24 14:30:01 h a: x', now, '2025-11-24T14:30:01.000Z'],
  [
    'the end of December, received in January',
    '<13>Dec 31 23:59:59 h a: x',
    Date.UTC(2027, 0, 1),
    '2026-12-31T23:59:59.000Z',
  ],
  [
    'January, received in December',
    '<13>Jan  1 00:00:01 h a: x',
    Date.UTC(2026, 11, 31, 23, 59, 58),
    '2027-01-01T00:00:01.000Z',
  ],
  ['a leap day', '<13>Feb 29 12:00:00 h a: x', now, '2024-02-29T12:00:00.000Z'],
  ['a day that there never is', '<13>Feb 30 12:00:00 h a: x', now, null],
  ['an hour that there is not', '<13>Nov 23 25:00:00 h a: x', now, null],
  ['a leap second', '<13>1 2016-12-31T23:59:60Z h a - - - x', now, '2017-01-01T00:00:00.000Z'],
  ['year 9999', '<13>1 9999-12-31T23:59:59Z h a - - - x', now, '9999-12-31T23:59:59.000Z'],
  ['no month', '<13>Foo 11 22:14:15 h a: x', now, null],
  ['none', '<13>1 - h a - - - x', now, null],
])('time: %s', (_, text, at, iso) => {
  expect(when(text, at)).toBe(iso)
})

test('a time without a zone is local', () => {
  const { at } = readDraft({ bytes: Buffer.from('<13>Nov 23 14:00:00 h a: x'), truncated: false }, now).draft
  expect(at).toBe(new Date(2026, 10, 23, 14).getTime())
})
