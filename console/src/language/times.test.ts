import { expect, it } from 'vitest'
import { durationWords, intervalWords, numberWords, relativeTime } from './times.ts'

const now = Date.parse('2026-11-23T12:00:00Z')

it('says when, counted down to the full unit', () => {
  expect(relativeTime('2026-11-23T11:59:57Z', now, 'de')).toBe('gerade eben')
  expect(relativeTime('2026-11-23T09:01:00Z', now, 'de')).toBe('vor 2 Stunden')
  expect(relativeTime('2026-11-25T13:00:00Z', now, 'en')).toBe('in 2 days')
  expect(relativeTime('soon', now, 'en')).toBe('soon')
})

it('says how long and how often', () => {
  expect(durationWords(36 * 3_600_000, 'de')).toBe('36 Stunden')
  expect(durationWords(2 * 86_400_000, 'en')).toBe('2 days')
  expect(intervalWords(3_600_000, 'de')).toBe('stündlich')
  expect(intervalWords(900_000, 'en')).toBe('every 15 minutes')
})

it('writes numbers with the marks of the language', () => {
  expect([numberWords(1234.5, 'de'), numberWords(1234.5, 'en')]).toEqual(['1.234,5', '1,234.5'])
})
