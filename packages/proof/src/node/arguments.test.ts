import { describe, expect, test } from 'vitest'
import { readArguments, UsageError } from './arguments.ts'

test('a target alone means: verify all of it now', () => {
  expect(readArguments(['https://a.test'], 'de')).toEqual({
    target: 'https://a.test',
    language: 'de',
    key: null,
    memoryFolder: null,
    saveFolder: null,
    quick: false,
    at: null,
    again: false,
    json: false,
  })
})

test('every option is read', () => {
  const argv = [
    '--lang',
    'en',
    '--key',
    'a+b+c',
    '--memory=m',
    '--save',
    's',
    '--quick',
    '--at',
    '2026-05-01T08:00Z',
    '--again',
    '--json',
    'folder',
  ]
  expect(readArguments(argv, 'de')).toEqual({
    target: 'folder',
    language: 'en',
    key: 'a+b+c',
    memoryFolder: 'm',
    saveFolder: 's',
    quick: true,
    at: Date.UTC(2026, 4, 1, 8),
    again: true,
    json: true,
  })
})

test('--help asks for help whatever else stands there', () => {
  expect(readArguments(['-h'], 'de')).toBe(null)
  expect(readArguments(['--help', 'x', 'y'], 'de')).toBe(null)
})

describe('refused', () => {
  test.each([
    [[]],
    [['']],
    [['a', 'b']],
    [['a', '--lang', 'fr']],
    [['a', '--unknown']],
    [['a', '--key']],
    [['a', '--key', '']],
    [['a', '--at', 'yesterday']],
    [['a', '--at', '2026-13-01']],
    [['a', '--at', '2026-05-01T08:00']],
    [['a', '--quick=yes']],
  ])('%j', (argv) => expect(() => readArguments(argv, 'de')).toThrow(UsageError))
})
