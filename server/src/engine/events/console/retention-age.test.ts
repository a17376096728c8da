import { describe, expect, test } from 'vitest'
import { ageOf, ageWords } from './retention-age.ts'
import { byteWords, type Period } from './retention-words.ts'

const day = 86_400_000
const now = Date.parse('2026-06-01T00:00:00Z')
const at = (days: number) => new Date(now - days * day).toISOString()
const period = (oldest: number | null, free = oldest) =>
  ({
    days: 10,
    oldestReceivedAt: oldest === null ? null : at(oldest),
    oldestFreeAt: free === null ? null : at(free),
  }) as Period

describe('the oldest event against its period', () => {
  test.each([
    [period(null), 'none', 0, 1, 'Zurzeit steht hier nichts.'],
    [period(4), 'within', 0.4, 1, 'Das älteste ist 4 Tage alt; bis zur Frist bleiben 6 Tage.'],
    [period(10), 'within', 1, 1, 'Das älteste ist 10 Tage alt; bis zur Frist bleiben 1 Minute.'],
    [period(20), 'due', 1, 0.5, /10 Tage über der Frist\. Es geht mit dem nächsten Lauf\.$/],
    [period(20, 3), 'held', 1, 0.5, /10 Tage über der Frist\. Eine Sperre hält es\.$/],
    [period(20, null), 'held', 1, 0.5, /hält es\.$/],
    [period(-1), 'within', 0, 1, /1 Minute alt/],
  ] as const)('%#', (given, state, age, limit, words) => {
    const found = ageOf(given, now)
    expect(found).toMatchObject({ state, age, limit })
    expect(ageWords(found).de).toMatch(words)
  })
})

test('bytes in words', () => {
  const said = [0, 999, 8192, 1_500_000, 2.5e12].map((bytes) => byteWords(bytes, 'de'))
  expect(said).toEqual(['0 Byte', '999 Byte', '8,19 kB', '1,5 MB', '2,5 TB'])
})
