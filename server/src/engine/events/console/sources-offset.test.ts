import { expect, it } from 'vitest'
import { offsetWords, zoneWords } from './sources-offset.ts'

const minute = 60_000
const hour = 60 * minute
const clock = (offsetMs: number, zoneS: number | null = null) => ({ offsetMs, zoneS, events: 10 })

it.each([
  [clock(0), 'less than a second'],
  [clock(-500), 'less than a second'],
  [clock(2_400), 'about 2 seconds pass'],
  [clock(11.4 * minute), 'about 11 minutes pass'],
  [clock(26.1 * hour), 'about 26 hours pass'],
  [clock(-42_000), 'about 42 seconds ahead'],
  [clock(-118 * minute, -7_200), 'about 2 hours ahead'],
])('%o is told as "%s"', (seen, words) => {
  expect(offsetWords(seen).en).toContain(words)
})

it('names the time zone where the offset looks like one, and a time service elsewhere', () => {
  expect(zoneWords(clock(-118 * minute, -7_200)).de).toContain('2 Stunden')
  expect(zoneWords(clock(-42_000)).en).toContain('NTP')
  expect(zoneWords(clock(3 * hour)).en).toContain('why it sends so late')
})
