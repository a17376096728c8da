import { expect, it } from 'vitest'
import { z } from 'zod'
import { Problem } from '../../kernel/problem.ts'
import { answer, defineRoute } from '../../kernel/route.ts'
import { silentTelemetry } from '../telemetry/telemetry.ts'
import { bodyBytesMax, createApp } from './app.ts'

const echo = defineRoute({
  name: 'echo',
  method: 'post',
  path: '/echo/{place}',
  summary: 'echo',
  permission: 'public',
  params: z.strictObject({ place: z.string().max(5) }),
  body: z.strictObject({ word: z.string().max(10) }),
  output: z.object({ word: z.string() }),
})
const guarded = defineRoute({
  name: 'guarded',
  method: 'get',
  path: '/guarded',
  summary: 'g',
  permission: 'test:look',
  output: z.object({ ok: z.boolean() }),
})
const file = defineRoute({
  name: 'file',
  method: 'get',
  path: '/file/f-{name}.json',
  summary: 'f',
  permission: 'public',
  params: z.strictObject({ name: z.string().max(5) }),
  output: z.object({ name: z.string() }),
})
const rest = defineRoute({
  name: 'rest',
  method: 'get',
  path: '/rest/{path+}',
  summary: 'r',
  permission: 'public',
  params: z.strictObject({ path: z.string() }),
  output: z.object({ path: z.string() }),
})
const broken = defineRoute({
  name: 'broken',
  method: 'get',
  path: '/broken',
  summary: 'b',
  permission: 'public',
  output: z.object({}),
})

const app = createApp({
  endpoints: [
    answer(echo, async ({ body }) => ({ word: body.word, secret: 'must not leave' })),
    answer(guarded, async () => ({ ok: true })),
    answer(file, async ({ params }) => params),
    answer(rest, async ({ params }) => params),
    answer(broken, async () => {
      throw new Error('password=hunter2')
    }),
  ],
  identify: async (authorization) => {
    if (authorization === 'Bearer good') return { kind: 'operator', tokenId: '1' }
    if (authorization !== undefined) throw new Problem('unauthenticated', 'access-key-unknown', 'no')
    return { kind: 'anonymous' }
  },
  problemPage: () => null,
  telemetry: silentTelemetry,
})

const post = (body: BodyInit, headers: Record<string, string> = { 'content-type': 'application/json' }) =>
  app.request('/echo/here', { method: 'POST', body, headers })

it('answers only what the contract declares', async () => {
  const response = await post('{"word":"hallo"}')
  expect([response.status, await response.json()]).toEqual([200, { word: 'hallo' }])
})

it('takes places that are part of a segment, and the rest of an address', async () => {
  expect(await (await app.request('/file/f-abc.json')).json()).toEqual({ name: 'abc' })
  expect((await app.request('/file/f-abc.txt')).status).toBe(404)
  expect((await app.request('/file/f-abcdefg.json')).status).toBe(400)
  expect(await (await app.request('/rest/a/b.p/3')).json()).toEqual({ path: 'a/b.p/3' })
})

it.each([
  ['no JSON', '{', 400],
  ['a field too much', '{"word":"a","x":1}', 400],
  ['a word too long', '{"word":"aaaaaaaaaaaaaaaa"}', 400],
  ['no body', '', 400],
  ['a body too large', JSON.stringify({ word: 'a'.repeat(bodyBytesMax) }), 413],
  ['prototype games', '{"__proto__":{"word":"a"}}', 400],
])('refuses %s', async (_, body, status) => {
  const response = await post(body)
  expect(response.status).toBe(status)
  expect(response.headers.get('content-type')).toBe('application/problem+json')
})

it('refuses a stream that never says its length and never ends', async () => {
  let sent = 0
  const endless = new ReadableStream({
    pull: (controller) => (sent++, controller.enqueue(new Uint8Array(10_000).fill(65))),
  })
  const request = new Request('http://x/echo/here', {
    method: 'POST',
    body: endless,
    duplex: 'half',
  } as RequestInit)
  expect((await app.request(request)).status).toBe(413)
  expect(sent).toBeLessThan(20)
})

it('asks for an access key, and refuses a wrong one', async () => {
  expect((await app.request('/guarded')).status).toBe(401)
  expect((await app.request('/guarded', { headers: { authorization: 'Bearer bad' } })).status).toBe(401)
  expect((await app.request('/guarded', { headers: { authorization: 'Bearer good' } })).status).toBe(200)
})

it('keeps the inside of an error inside', async () => {
  const response = await app.request('/broken')
  expect(response.status).toBe(500)
  expect(await response.text()).not.toContain('hunter2')
})

it('says not found for anything else', async () => {
  expect((await app.request('/..%2f..%2fetc/passwd')).status).toBe(404)
})
