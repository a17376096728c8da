import { expect, it } from 'vitest'
import { commonPaths, pathsOf } from './sources-paths.ts'

it('names every value of an event by its path', () => {
  const event = { user: { name: 'anna', roles: ['admin', null] }, 'a.b': 1, ok: false, none: null }
  expect(pathsOf(event)).toEqual([
    { path: 'user.name', value: 'anna' },
    { path: 'user.roles.0', value: 'admin' },
    { path: 'a.b', value: '1' },
    { path: 'ok', value: 'false' },
  ])
})

it('stays bounded whatever an event holds', () => {
  const wide = Object.fromEntries(Array.from({ length: 5_000 }, (_, n) => [`f${n}`, 'x'.repeat(500)]))
  expect(pathsOf(wide)).toHaveLength(300)
  expect(pathsOf(wide)[0]?.value).toHaveLength(120)
  let deep: Record<string, unknown> = { end: 1 }
  for (let n = 0; n < 100; n++) deep = { deep }
  expect(pathsOf(deep)).toEqual([])
})

it('offers what most events have first', () => {
  expect(commonPaths([{ a: 1, b: 2 }, { b: 3 }, { b: 4, c: 5 }]).map(({ path }) => path)).toEqual([
    'b',
    'a',
    'c',
  ])
})
