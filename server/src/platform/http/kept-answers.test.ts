import { expect, it } from 'vitest'
import { z } from 'zod'
import { defineRoute, response } from '../../kernel/route.ts'
import { keptAnswers } from './kept-answers.ts'

const route = (path: string, more: object = {}) =>
  defineRoute({
    name: path,
    method: 'get',
    path,
    summary: '',
    permission: 'public',
    output: response,
    ...more,
  })

const kept = keptAnswers([
  route('/de/', { cacheMs: 5, query: z.object({}) }),
  route('/evidence/{id}.json', { cacheMs: 7 }),
  route('/claim/{a}', { cacheMs: 9, query: z.object({ before: z.string().optional() }) }),
  route('/never'),
])

it.each([
  ['/de/', { path: '/de/', keepMs: 5 }],
  ['/de/?utm_source=x', { path: '/de/', keepMs: 5 }],
  ['/de', null],
  ['/evidence/1.json', { path: '/evidence/1.json', keepMs: 7 }],
  ['/evidence/1xjson', null],
  ['/claim/a', { path: '/claim/a', keepMs: 9 }],
  ['/claim/a?before=1', null],
  ['/never', null],
])('keeps %s as declared', (url, expected) => {
  expect(kept(url)).toEqual(expected)
})
