import { gunzipSync } from 'node:zlib'
import { expect, it } from 'vitest'
import { AnswerCache } from './answer-cache.ts'

it('keeps an answer for its time, lets one request renew it and serves the old one to the rest', async () => {
  let now = 0
  const cache = new AnswerCache(() => now)
  expect(cache.get('/a')).toBeNull()
  await cache.put('/a', new Response('x'.repeat(2000)), 1000)
  expect(gunzipSync(cache.get('/a')!.compressed!).toString()).toBe('x'.repeat(2000))
  now = 1000
  expect(cache.get('/a')).toBeNull()
  expect(cache.get('/a')).not.toBeNull()
  cache.release('/a')
  expect(cache.get('/a')).toBeNull()
})

it('does not grow without end', async () => {
  const cache = new AnswerCache(() => 0)
  for (let i = 0; i < 600; i++) await cache.put(`/${i}`, new Response('small'), 1000)
  expect(cache.get('/0')).toBeNull()
  expect(cache.get('/599')!.compressed).toBeNull()
})
