import { describe, expect, test } from 'vitest'
import {
  absoluteTime,
  calendarDay,
  durationWords,
  intervalWords,
  relativeTime,
  wholeNumber,
} from './times.ts'
import { words } from './words/words.ts'

const now = Date.parse('2026-11-23T08:00:00.000Z')
const ago = (ms: number) => new Date(now - ms).toISOString()

describe('relativeTime', () => {
  test.each([
    [0, 'gerade eben', 'just now'],
    [59_999, 'vor 59 Sekunden', '59 seconds ago'],
    [60_000, 'vor 1 Minute', '1 minute ago'],
    [3 * 3_600_000 + 5, 'vor 3 Stunden', '3 hours ago'],
    [86_400_000 * 2, 'vor 2 Tagen', '2 days ago'],
    [-300_000, 'in 5 Minuten', 'in 5 minutes'],
  ])('%i ms', (distance, de, en) => {
    expect(relativeTime(ago(distance), now, 'de')).toBe(de)
    expect(relativeTime(ago(distance), now, 'en')).toBe(en)
  })

  test('what is no time stays as it is', () => {
    expect(relativeTime('<b>', now, 'de')).toBe('<b>')
    expect(absoluteTime('<b>', 'de')).toBe('<b>')
    expect(calendarDay('2026-13-01', 'en')).toBe('2026-13-01')
  })
})

test('absolute times name the zone', () => {
  expect(absoluteTime('2026-03-05T02:14:59.000Z', 'de')).toBe('5. März 2026, 02:14 UTC')
  expect(absoluteTime('2026-03-05T02:14:59.000Z', 'en')).toBe('5 Mar 2026, 02:14 UTC')
})

test('durations and intervals', () => {
  expect(durationWords(36 * 3_600_000, 'de')).toBe('36 Stunden')
  expect(durationWords(86_400_000, 'en')).toBe('24 hours')
  expect(durationWords(30 * 86_400_000, 'de')).toBe('30 Tage')
  expect(durationWords(90 * 60_000, 'en')).toBe('90 minutes')
  expect(durationWords(1, 'en')).toBe('0 seconds')
  expect(intervalWords(86_400_000, 'de')).toBe('täglich')
  expect(intervalWords(3_600_000, 'de')).toBe('stündlich')
  expect(intervalWords(60_000, 'en')).toBe('every minute')
  expect(intervalWords(600_000, 'en')).toBe('every 10 minutes')
})

test('numbers are grouped by language', () => {
  expect(wholeNumber(1_128_377, words.de)).toBe('1.128.377')
  expect(wholeNumber(377, words.en)).toBe('377')
})
