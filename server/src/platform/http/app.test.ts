import { expect, it } from 'vitest'
import { z } from 'zod'
import type { Actor } from '../../kernel/actor.ts'
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

const sensitive = defineRoute({
  name: 'sensitive',
  method: 'put',
  path: '/organisations/{organisation}/sensitive',
  summary: 's',
  permission: 'identity:change-rules',
  stepUp: true,
  params: z.strictObject({ organisation: z.string() }),
  output: z.object({ address: z.string() }),
})

const now = 1_000_000_000
let authenticatedAt = now
const inSession: Actor = {
  kind: 'person',
  personId: 'p',
  organisation: { id: 'own', kind: 'customer' },
  roles: ['admin'],
  get means() {
    return { kind: 'session', id: 's', level: 2, way: 'passkey', authenticatedAt, enrolment: false } as const
  },
}

const app = createApp({
  endpoints: [
    answer(echo, async ({ body }) => ({ word: body.word, secret: 'must not leave' })),
    answer(guarded, async () => ({ ok: true })),
    answer(file, async ({ params }) => params),
    answer(rest, async ({ params }) => params),
    answer(broken, async () => {
      throw new Error('password=hunter2')
    }),
    answer(sensitive, async ({ request }) => {
      request.setCookie('__Host-a', 'b', { maxAgeS: 60, sameSite: 'Strict' })
      return { address: request.address }
    }),
  ],
  identify: async ({ authorization, cookie }) => {
    if (cookie('__Host-session') === 'mine') return inSession
    if (authorization === 'Bearer good') return { kind: 'operator', tokenId: '1' }
    if (authorization !== undefined) throw new Problem('unauthenticated', 'access-key-unknown', 'no')
    return { kind: 'anonymous' }
  },
  problemPage: () => null,
  telemetry: silentTelemetry,
  now: () => now,
  proxyHops: 1,
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

const put = (headers: Record<string, string>, organisation = 'own') =>
  app.request(`http://trust.example/organisations/${organisation}/sensitive`, {
    method: 'PUT',
    headers: { host: 'trust.example', cookie: 'x=y; __Host-session=mine', ...headers },
  })
const own = { origin: 'http://trust.example' }
const reasonOf = async (response: Response) =>
  [response.status, ((await response.json()) as { type: string }).type.split(':').at(-1)] as const

it('takes a session only from its own site', async () => {
  expect((await put(own)).status).toBe(200)
  expect((await put({ 'sec-fetch-site': 'same-origin' })).status).toBe(200)
  for (const headers of [
    {},
    { origin: 'https://evil.example' },
    { origin: 'null' },
    { 'sec-fetch-site': 'same-site', ...own },
    { 'sec-fetch-site': 'cross-site', ...own },
    { 'sec-fetch-site': 'none' },
  ])
    expect(await reasonOf(await put(headers))).toEqual([403, 'from-another-site'])
})

it('refuses forms of other sites without a session too, unless the route is for them', async () => {
  const response = await post('{"word":"hallo"}', { 'sec-fetch-site': 'cross-site' })
  expect(await reasonOf(response)).toEqual([403, 'from-another-site'])
})

it('asks again after ten minutes', async () => {
  authenticatedAt = now - 10 * 60_000
  expect((await put(own)).status).toBe(200)
  authenticatedAt = now - 10 * 60_000 - 1
  expect(await reasonOf(await put(own))).toEqual([403, 'step-up-required'])
  authenticatedAt = now
})

it('knows nobody in another organisation', async () => {
  expect(await reasonOf(await put(own, 'other'))).toEqual([404, 'no-such-organisation'])
})

it('sets cookies that only this host and no script can read, and takes the address from its own proxy', async () => {
  const response = await put({ ...own, 'x-forwarded-for': '6.6.6.6, 198.51.100.7' })
  expect(response.headers.get('set-cookie')).toBe(
    '__Host-a=b; Path=/; Secure; HttpOnly; SameSite=Strict; Max-Age=60',
  )
  expect(await response.json()).toEqual({ address: '198.51.100.7' })
})

it('speaks German to whoever asks for it', async () => {
  const body = await (
    await app.request('/guarded', { headers: { 'accept-language': 'de-DE,de;q=0.9' } })
  ).json()
  expect((body as { detail: string }).detail).toContain('angemeldet')
})
