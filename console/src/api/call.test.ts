import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { z } from 'zod'
import { defineRoute, type AnyRoute } from '../../../server/src/kernel/route.ts'
import { callWith, type Parts, type Surroundings } from './call.ts'
import { CallProblem } from './problem.ts'

const read = defineRoute({
  name: 'read',
  method: 'get',
  path: '/shelf/{place}',
  summary: 'reads',
  permission: 'public',
  params: z.strictObject({ place: z.string() }),
  query: z.object({ limit: z.number(), after: z.string().optional() }),
  output: z.object({ days: z.number() }),
})
const write = defineRoute({
  name: 'write',
  method: 'put',
  path: '/shelf',
  summary: 'writes',
  permission: 'shelf:write',
  body: z.strictObject({ days: z.number() }),
  output: z.object({}),
})

interface Asked {
  readonly line: string
  readonly headers: IncomingMessage['headers']
  readonly body: string
}

let asked: Asked[] = []
/** What the server answers, one after the other; the last one again and again. */
let answers: { status: number; body: string; headers?: Record<string, string> }[] = []
let origin = ''
let proofs = 0
let proves = true

const server = createServer((request, response) => {
  let body = ''
  request.on('data', (chunk: Buffer) => (body += chunk.toString()))
  request.on('end', () => {
    asked.push({ line: `${request.method} ${request.url}`, headers: request.headers, body })
    const answer = answers.length > 1 ? answers.shift() : answers[0]
    response.writeHead(answer?.status ?? 500, answer?.headers ?? {}).end(answer?.body)
  })
})

const around: Surroundings = {
  // Outside a browser there is no own origin to keep to.
  fetch: async (address, init) => fetch(origin + address, { ...init, mode: 'cors' }),
  language: () => 'de',
  proveAgain: async () => {
    proofs += 1
    return proves
  },
}
const call = async (route: AnyRoute, parts: Parts, signal: AbortSignal | null = null) =>
  callWith(route, parts, signal, around)
const problem = (reason: string, detail = 'Warum.') =>
  JSON.stringify({ type: `urn:nachweis:problem:${reason}`, title: 'forbidden', status: 403, detail })
const refusal = async (parts: Promise<unknown>) => {
  const error = await parts.then(
    () => null,
    (reason: unknown) => reason,
  )
  expect(error).toBeInstanceOf(CallProblem)
  return error as CallProblem
}

beforeAll(async () => {
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterAll(() => server.close())
beforeEach(() => {
  asked = []
  answers = [{ status: 200, body: '{}' }]
  proofs = 0
  proves = true
})

it('fills the address, asks in the language in force and answers what the contract names', async () => {
  answers = [{ status: 200, body: '{"days":30,"more":"unknown"}' }]
  const output = await call(read, { params: { place: 'a b/ü' }, query: { limit: 5, after: undefined } })
  expect(output).toEqual({ days: 30 })
  expect(asked[0]?.line).toBe('GET /shelf/a%20b%2F%C3%BC?limit=5')
  expect(asked[0]?.headers).toMatchObject({ accept: 'application/json', 'accept-language': 'de' })
  expect(asked[0]?.headers['content-type']).toBeUndefined()
})

it('sends JSON with every method that changes something', async () => {
  await call(write, { body: { days: 7 } })
  expect(asked[0]).toMatchObject({ line: 'PUT /shelf', body: '{"days":7}' })
  expect(asked[0]?.headers['content-type']).toBe('application/json')
})

it('keeps to its own origin and follows no redirection', async () => {
  let init: RequestInit = {}
  const remembers: Surroundings = {
    ...around,
    fetch: async (_address, given) => {
      init = given
      return new Response('{}')
    },
  }
  await callWith(write, { body: { days: 7 } }, null, remembers)
  expect(init).toMatchObject({ mode: 'same-origin', credentials: 'same-origin', redirect: 'error' })
})

it('tells a refusal with reason, words and when to come back', async () => {
  answers = [{ status: 429, body: problem('slow-down', 'Langsam.'), headers: { 'retry-after': '7' } }]
  const refused = await refusal(call(write, { body: { days: 7 } }))
  expect(refused).toMatchObject({
    status: 429,
    reason: 'slow-down',
    retryAfterS: 7,
    words: { de: 'Langsam.' },
  })
  expect(proofs).toBe(0)
})

it('asks once more who is there, and repeats the call once', async () => {
  answers = [
    { status: 403, body: problem('step-up-required') },
    { status: 200, body: '{}' },
  ]
  await call(write, { body: { days: 7 } })
  expect([proofs, asked.map(({ body }) => body)]).toEqual([1, ['{"days":7}', '{"days":7}']])
})

it('does not repeat when nobody proves to be there, nor a second time', async () => {
  answers = [{ status: 403, body: problem('step-up-required') }]
  proves = false
  expect((await refusal(call(write, { body: { days: 7 } }))).reason).toBe('step-up-required')
  expect(asked).toHaveLength(1)
  proves = true
  expect((await refusal(call(write, { body: { days: 7 } }))).reason).toBe('step-up-required')
  expect([proofs, asked.length]).toEqual([2, 3])
})

it.each([
  ['a proxy in between', { status: 502, body: '<html>Bad gateway</html>' }, 502, 'unreadable'],
  ['an answer of another version', { status: 200, body: '{"days":"30"}' }, 0, 'other-version'],
  ['an answer that is no JSON', { status: 200, body: 'ok' }, 0, 'other-version'],
  [
    'a redirection',
    { status: 302, body: '', headers: { location: 'https://other.example/' } },
    0,
    'unreachable',
  ],
])('has words of its own for %s', async (_, answer, status, reason) => {
  answers = [answer]
  const refused = await refusal(call(read, { params: { place: 'a' } }))
  expect(refused).toMatchObject({ status, reason })
  expect(refused.words.de.length).toBeGreaterThan(20)
})

it('tells an unreachable server from a call that was given up', async () => {
  const away: Surroundings = { ...around, fetch: async () => fetch('http://127.0.0.1:1/') }
  expect((await refusal(callWith(read, { params: { place: 'a' } }, null, away))).reason).toBe('unreachable')
  await expect(call(read, { params: { place: 'a' } }, AbortSignal.abort())).rejects.toMatchObject({
    name: 'AbortError',
  })
})

it.each(['', '.', '..'])('refuses to send the place "%s", which would be another address', async (place) => {
  await expect(call(read, { params: { place } })).rejects.toThrow('is not a name')
  expect(asked).toEqual([])
})
