import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { requirements } from './asvs-document.ts'
import { required } from './asvs/required.ts'

const root = join(import.meta.dirname, '../..')
const named = requirements.flatMap((each) =>
  'tests' in each ? (each.tests ?? []).map((one) => ({ id: each.id, ...one })) : [],
)

test('every requirement of the three chapters at levels 1 and 2 has one row, in order', () => {
  expect(requirements.map(({ id }) => id)).toEqual(Object.keys(required))
})

test('whatever is met has a test, and what is not says what is missing', () => {
  const lacking = requirements.filter((requirement) =>
    'met' in requirement
      ? requirement.tests.length === 0
      : 'notMet' in requirement && !requirement.notMet.includes('issing: '),
  )
  expect(lacking).toEqual([])
})

test.each(named)('$id names a test that exists: $name', ({ file, name }) => {
  const path = join(root, file)
  expect(existsSync(path)).toBe(true)
  // As a name within quotes, not in a comment or an expectation.
  const names = readFileSync(path, 'utf8').match(/(['`])(?:\\.|(?!\1).)*\1/g) ?? []
  expect(names.filter((each) => each.includes(name))).not.toHaveLength(0)
})
