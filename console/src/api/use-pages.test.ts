import { expect, test } from 'vitest'
import { isSamePlace } from './use-pages.ts'

const keyOf = (params: object, query: object) => ['list-people', 'pages', { params, query }]
const now = { params: { organisation: 'a' }, query: { q: 'Vera' } }

test('rows stay while the same list is searched anew, and never those of another organisation', () => {
  expect(isSamePlace(keyOf({ organisation: 'a' }, { q: 'Ver' }), now)).toBe(true)
  expect(isSamePlace(keyOf({ organisation: 'b' }, { q: 'Vera' }), now)).toBe(false)
  expect(isSamePlace(undefined, now)).toBe(false)
  expect(isSamePlace(['list-mails', 'pages', {}], { query: { q: 'x' } })).toBe(true)
})
