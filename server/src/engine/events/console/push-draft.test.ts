import { expect, test } from 'vitest'
import { bodyOf, problemOf, scopeOf, urlProblem, type Scope } from './push-draft.ts'

const given = { url: ' https://a.example/x ', description: ' Kasse ' }

test('a form becomes what the routes take', () => {
  expect(bodyOf({ ...given, scope: 'all' }, 'actor:anna')).toEqual({
    url: 'https://a.example/x',
    description: 'Kasse',
    query: '',
    kinds: [],
  })
  expect(bodyOf({ ...given, scope: 'search', kinds: 'a.b,c.d' }, ' actor:anna ')).toMatchObject({
    query: 'actor:anna',
    kinds: ['a.b', 'c.d'],
  })
  expect(bodyOf({ ...given, scope: 'none', kinds: 'a.b' }, 'actor:anna')).toMatchObject({ query: null })
})

test.each<[Scope, string, string, string | null]>([
  ['all', '', '', null],
  ['none', '', '', 'bekäme der Webhook nichts'],
  ['none', '', 'a.b', null],
  ['search', '', '', 'Alle Ereignisse'],
  ['search', 'outcme:success', '', 'steht unter ihrem Feld'],
  ['search', 'actor:anna time:24h', '', 'Lassen Sie die Zeit'],
  ['search', 'actor:anna', '', null],
])('%s of "%s" with kinds "%s"', (scope, typed, kinds, expected) => {
  const problem = problemOf(bodyOf({ ...given, scope, kinds }, typed), scope)
  if (expected === null) expect(problem).toBeNull()
  else expect(problem?.de).toContain(expected)
})

test.each([
  ['https://hooks.example/x', true],
  ['http://127.0.0.1:9/x', true],
  ['hooks.example', false],
  ['https://', false],
  ['ftp://a.example/', false],
  ['', false],
])('whether %s is an address: %s', (url, isOne) => {
  expect(urlProblem(url) === null).toBe(isOne)
})

test('an endpoint says which events it gets', () => {
  expect([null, '', ' ', 'a'].map((query) => scopeOf({ query }))).toEqual(['none', 'all', 'all', 'search'])
})
