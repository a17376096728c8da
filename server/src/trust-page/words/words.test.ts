import { expect, test } from 'vitest'
import { de } from './de.ts'
import { en } from './en.ts'

/** Names of formats and sizes of things: the same in both languages. */
const sameAllowed = new Set(['utc', 'claim.record'])
const longCharacters = 12

/** Every leaf as [path, text]; functions are called with sample values. */
function leaves(node: unknown, path = ''): [string, string][] {
  if (typeof node === 'string') return [[path, node]]
  if (typeof node === 'function') {
    const call = node as (...given: unknown[]) => string
    return [
      [`${path}(1)`, call(...Array<unknown>(call.length).fill(1))],
      [`${path}(7)`, call(...Array<unknown>(call.length).fill(7))],
    ]
  }
  return Object.entries(node as object).flatMap(([key, value]) =>
    leaves(value, path === '' ? key : `${path}.${key}`),
  )
}

const german = leaves(de)
const english = new Map(leaves(en))

test('both catalogues have the same keys', () => {
  expect([...english.keys()]).toEqual(german.map(([path]) => path))
  expect(german.length).toBeGreaterThan(150)
})

test('no text is empty or has stray blanks', () => {
  for (const [path, text] of [...german, ...english]) {
    expect(text, path).toMatch(/\S/)
    expect(text.replace(/ $/, ''), path).toBe(text.trim())
    expect(text, path).not.toMatch(/ {2}|undefined|NaN/)
  }
})

test('no long text is the same in both languages', () => {
  const same = german.filter(([path, text]) => text.length >= longCharacters && english.get(path) === text)
  expect(same.map(([path]) => path).filter((path) => !sameAllowed.has(path))).toEqual([])
})

test('every sample value appears in the text that takes it', () => {
  const samples = german.filter(([path]) => path.endsWith('(7)'))
  for (const [path, text] of samples) {
    expect(text, path).toContain('7')
    expect(english.get(path), path).toContain('7')
  }
})
