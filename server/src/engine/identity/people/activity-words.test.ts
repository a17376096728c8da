import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { activityWords } from './activity-words.ts'

/** Not about an organisation: they never stand in an activity. */
const elsewhere = new Set([
  'identity.access-key-created',
  'identity.administrator-appointed',
  'identity.throwaway-made',
  'identity.throwaway-removed',
])

it('has words for every type of record that an activity can show', () => {
  const folder = join(import.meta.dirname, '..')
  const sources = globSync('**/*.ts', { cwd: folder })
    .filter((path) => !/\.test\.ts$|activity-words|console\//.test(path))
    .map((path) => readFileSync(join(folder, path), 'utf8'))
  // A record's type has a hyphen, a table's name has none.
  const types = sources.flatMap((source) =>
    [...source.matchAll(/'(identity\.[a-z]+-[a-z-]+)'/g)].map(([, type]) => type as string),
  )
  expect(types.length).toBeGreaterThan(25)
  expect(new Set(types.filter((type) => !(type in activityWords) && !elsewhere.has(type)))).toEqual(new Set())
})

it('says something of its own in both languages', () => {
  const sentences = Object.values(activityWords).flatMap(({ de, en }) => [de, en])
  expect(new Set(sentences).size).toBe(sentences.length)
})
