import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { formsOf, isBreached, unitOf } from './breached.ts'
import { readFilter } from './filter.ts'

const asset = readFileSync(new URL('./breached-passwords.bin', import.meta.url))

test.each([
  'password',
  '12345678',
  'qwertyuiop',
  'iloveyou',
  'sunshine',
  'princess',
  'football',
  '1q2w3e4r5t',
  'p@ssw0rd',
  'passwort',
  'hallo123',
  'willkommen',
  'schatz123',
  'qwertzuiop',
  'letmeinletmein',
  'manchesterunited',
  '1qaz2wsx3edc4rfv5tgb',
])('%s is on the list', (word) => {
  expect(isBreached(word)).toBe(true)
})

test.each([
  'PASSWORD',
  'Password1',
  'Password2026!',
  'Herbst2025?',
  'Passwordpassword2026!',
  'Sunshine!!',
  '987654321987654',
])('%s is a form of a word on the list', (word) => {
  expect(isBreached(word)).toBe(true)
})

test('at most 7 words are looked up: itself, without its tail, and what it repeats', () => {
  expect(formsOf('Sommer2026!')).toEqual([
    'sommer2026!',
    'sommer2026',
    'sommer202',
    'sommer20',
    'sommer2',
    'sommer',
  ])
  expect(formsOf('abcdefgh')).toEqual(['abcdefgh'])
  expect(formsOf('ABC12')).toEqual(['abc12'])
  expect(formsOf('A\u0308pfel')).toEqual(['\u00e4pfel'])
  expect(formsOf('qwe1qwe1qwe1')).toEqual(['qwe1qwe1qwe1', 'qwe1qwe1qwe', 'qwe1'])
  expect(formsOf('12345678'.repeat(8))).toHaveLength(7)
})

test('a repetition is found where it fits one and a half times', () => {
  expect(['aaaa', 'abab', 'ababa', 'abcab', 'abca', 'a', ''].map(unitOf)).toEqual([
    'a',
    'ab',
    'ab',
    'abc',
    'abca',
    'a',
    '',
  ])
})

test('fewer than 1 in 10,000 random passwords is taken for listed, even with a tail of digits', () => {
  const samples = 100_000
  let wrong = 0
  for (let sample = 0; sample < samples; sample++) {
    const word = createHash('sha256').update(`sample ${sample}`).digest('base64url').slice(0, 16)
    if (isBreached(`${word}-2026`)) wrong++
  }
  // 6 look-ups of 1 in 65,536: 9 are expected, and the samples are always the same.
  expect(wrong).toBeGreaterThan(0)
  expect(wrong / samples).toBeLessThan(1e-4 * 1.5)
})

test('the file is small, and a damaged one is refused', () => {
  expect(asset.length).toBeLessThan(1_500_000)
  expect(readFilter(asset)('password')).toBe(true)
  const longer = Buffer.concat([asset, Buffer.alloc(2)])
  const crooked = Buffer.from(asset)
  crooked.writeUInt32LE(3, 16)
  const endless = Buffer.from(asset)
  endless.writeUInt32LE(0xffffffff, 12)
  for (const bytes of [asset.subarray(0, -2), longer, crooked, endless, Buffer.alloc(0), Buffer.alloc(40)])
    expect(() => readFilter(bytes)).toThrow('damaged')
})
