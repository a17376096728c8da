import { defineRoute, type AnyRoute } from '@nachweis/server/route'
import { expect, it } from 'vitest'
import { z } from 'zod'
import { requestOf } from './request.ts'

const slug = z.string()
const get: AnyRoute = defineRoute({
  name: 'list',
  method: 'get',
  path: '/claims/{measure}/{claim}.json',
  summary: '',
  permission: 'public',
  params: z.strictObject({ measure: slug, claim: slug }),
  query: z.strictObject({ limit: z.coerce.number().optional() }),
  output: z.unknown(),
})
const listed = { route: get, places: ['measure', 'claim'], options: ['limit'] }
const post = { route: { ...get, method: 'post' as const }, places: ['measure', 'claim'], options: ['reason'] }

it('fills places from words or parts of a word, and options into the query or the body', () => {
  expect(requestOf(listed, { words: ['a/b'], options: { limit: '3' } })).toEqual({
    path: '/claims/a/b.json?limit=3',
    method: 'GET',
    body: null,
  })
  expect(requestOf(post, { words: ['a', 'b'], options: { reason: 'because' } })).toEqual({
    path: '/claims/a/b.json',
    method: 'POST',
    body: '{"reason":"because"}',
  })
})

it('keeps a hostile word within its place', () => {
  expect(requestOf(listed, { words: ['..%2f', 'x?y#z'], options: {} }).path).toBe(
    '/claims/..%252f/x%3Fy%23z.json',
  )
})

it.each([
  [['a'], {}, /needs <measure>\/<claim>/],
  [['a/b/c'], {}, /needs <measure>\/<claim>/],
  [['a/b'], { nonsense: '1' }, /has no --nonsense/],
])('says what is missing or too much: %s', (words, options, message) => {
  expect(() => requestOf(listed, { words, options })).toThrow(message)
})
