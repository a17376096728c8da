import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { expect, it } from 'vitest'
import { AnswerCache } from './answer-cache.ts'

it('keeps an answer for its time, lets one request renew it and serves the old one to the rest', async () => {
  let now = 0
  const cache = new AnswerCache(() => now)
  expect(cache.get('/a')).toBeNull()
  await cache.put('/a', new Response('x'.repeat(2000)), 1000)
  const [[coding, bytes] = [], ...others] = cache.get('/a')!.compressed
  expect([coding, gunzipSync(bytes!).toString(), others]).toEqual(['gzip', 'x'.repeat(2000), []])
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
  expect(cache.get('/599')!.compressed).toEqual([])
})

it('packs what never changes twice, and better', async () => {
  const headers = { 'cache-control': 'public, max-age=31536000, immutable' }
  const text = Array.from({ length: 2_000 }, (_, n) => `line ${n * n}`).join()
  const { compressed } = await new AnswerCache(() => 0).put('/a', new Response(text, { headers }), 1)
  expect(compressed.map(([coding]) => coding)).toEqual(['br', 'gzip'])
  expect(brotliDecompressSync(compressed[0]![1]).toString()).toBe(text)
  expect(compressed[0]![1].length).toBeLessThan(compressed[1]![1].length)
})
