import { expect, test } from 'vitest'
import { isZone, zone } from './zone.ts'

test.each([
  'Europe/Berlin',
  'America/Argentina/Buenos_Aires',
  'Pacific/Kiritimati',
  'UTC',
  'Etc/GMT+5',
  'asia/tokyo',
])('%s is a zone', (name) => expect(isZone(name)).toBe(true))

test.each([
  '',
  'Europe',
  'Europe/Berlim',
  '+01:00',
  '../etc/passwd',
  'Europe/Berlin\n',
  'x'.repeat(65),
  'a/'.repeat(32),
])('%j is none', (name) => {
  expect(isZone(name)).toBe(false)
  expect(zone.safeParse(name).success).toBe(false)
})

test('nobody who says nothing is asked', () => expect(zone.parse(undefined)).toBe('Europe/Berlin'))
