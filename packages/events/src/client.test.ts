import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import {
  problem,
  scriptedServer,
  takeAll,
  type Answer,
  type ScriptedServer,
} from '../test/scripted-server.ts'
import { openEvents, type EventsClient } from './client.ts'
import type { EventsOptions } from './options.ts'

let folder: string
let server: ScriptedServer
const clients: EventsClient[] = []

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'nachweis-events-'))
  server = await scriptedServer()
})
afterEach(async () => {
  for (const client of clients.splice(0)) await client.close()
  server.close()
  await rm(folder, { recursive: true })
})

async function open(more: Partial<EventsOptions> = {}): Promise<EventsClient> {
  const client = await openEvents({ url: server.url, token: 'nwe_x', spoolDir: folder, lingerMs: 1, ...more })
  clients.push(client)
  return client
}
const spoolFiles = async () => (await readdir(folder)).filter((name) => name.endsWith('.spool'))
const letters = async () =>
  (await readFile(join(folder, 'refused.ndjson'), 'utf8'))
    .trimEnd()
    .split('\n')
    .map((each) => JSON.parse(each) as Letter)
interface Letter {
  readonly reason: string
  readonly event: string
}

test('events arrive in their order, with a key and a time, and the spool is empty then', async () => {
  const acknowledged: string[] = []
  const client = await open({ onAcknowledged: (ids) => acknowledged.push(...ids), batchEventsMax: 100 })
  const ids = await Promise.all(Array.from({ length: 1_000 }, (_, n) => client.send({ action: 'login', n })))
  await client.flush(5_000)
  expect(new Set(ids).size).toBe(1_000)
  expect([server.ids(), acknowledged]).toEqual([ids, ids])
  expect(JSON.parse(server.received[0]!.texts[0]!)).toEqual({
    action: 'login',
    n: 0,
    id: ids[0],
    time: expect.any(String),
  })
  expect(client.waitingBytes()).toBe(0)
  await client.close()
  expect(await spoolFiles()).toEqual([])
})

test('an own key and an own time stay as they are', async () => {
  const client = await open()
  expect(await client.send({ id: 'order 7', '@timestamp': '2026-01-01T00:00:00Z' })).toBe('order 7')
  await client.flush(5_000)
  expect(server.received[0]!.texts).toEqual(['{"id":"order 7","@timestamp":"2026-01-01T00:00:00Z"}'])
})

describe('what cannot be sent now is sent later', () => {
  test('a 429 is waited for as long as it says, and not less', async () => {
    server.script = [problem(429, { 'retry-after': '1' })]
    const client = await open()
    const id = await client.send({ a: 1 })
    await client.flush(10_000)
    expect(server.ids()).toEqual([id, id])
    expect(server.received[1]!.at - server.received[0]!.at).toBeGreaterThanOrEqual(1_000)
  })

  test.each<[string, Answer]>([
    ['a server that is away', problem(503)],
    ['a wrong token, until somebody gives the right', problem(401)],
    ['a connection that breaks', (_, response) => response.destroy()],
    [
      'an answer that is cut off',
      (_, response) => response.writeHead(200, { 'content-length': 99 }).write('{', () => response.destroy()),
    ],
    ['a proxy that answers 200 for itself', (_, response) => response.end('<html>')],
    [
      'a proxy that answers 400, as nginx does to http where it speaks https',
      (_, response) => response.writeHead(400, { 'content-type': 'text/html' }).end('<html>400 Bad Request'),
    ],
    ['an account that lacks an event', (_, response) => response.end('{"ids":[],"refused":[]}')],
    [
      'an account that refuses nothing and stores nothing',
      (_, response) => response.end('{"ids":[null],"refused":[]}'),
    ],
    ['another address', (_, response) => response.writeHead(307, { location: 'http://127.0.0.1:9/' }).end()],
  ])('%s', async (_, answer) => {
    server.script = [answer]
    const problems: string[] = []
    const client = await open({ onProblem: (each) => problems.push(each) })
    const id = await client.send({ a: 1 })
    await client.flush(10_000)
    expect(server.ids()).toEqual([id, id])
    expect(problems).toHaveLength(1)
    await expect(letters()).rejects.toThrow('ENOENT')
  })
})

describe('what the server will never take is kept with the reason', () => {
  test('single events of a request', async () => {
    const refused = [{ line: 2, reason: 'customer-unknown', message: 'No customer here is called x.' }]
    server.script = [
      (texts, response) =>
        response.end(JSON.stringify({ ids: texts.map((_, n) => (n === 1 ? null : '1.1')), refused })),
    ]
    const acknowledged: string[] = []
    const client = await open({ onAcknowledged: (ids) => acknowledged.push(...ids), lingerMs: 100 })
    const ids = await Promise.all([1, 2, 3].map((n) => client.send({ n })))
    await client.flush(5_000)
    expect(acknowledged).toEqual([ids[0], ids[2]])
    const [letter, ...more] = await letters()
    expect(more).toEqual([])
    expect([letter!.reason, JSON.parse(letter!.event)]).toMatchObject([
      'customer-unknown',
      { n: 2, id: ids[1] },
    ])
  })

  test('of a request that is refused whole, only those that are refused alone', async () => {
    const picky: Answer = (texts, response, request) =>
      (texts.some((each) => each.includes('"bad"')) ? problem(400) : takeAll)(texts, response, request)
    server.script = Array.from({ length: 50 }, () => picky)
    const client = await open({ lingerMs: 100 })
    const kinds = ['good', 'good', 'bad', 'good', 'good', 'bad', 'good']
    await Promise.all(kinds.map((kind) => client.send({ kind })))
    await client.flush(10_000)
    expect(
      (await letters()).map(({ reason, event }) => [reason, (JSON.parse(event) as { kind: string }).kind]),
    ).toEqual([
      ['some-reason', 'bad'],
      ['some-reason', 'bad'],
    ])
    expect(client.waitingBytes()).toBe(0)
  })
})

test.each<[string, object]>([
  ['a list', []],
  ['an id that is no key', { id: 7 }],
  [
    'a circle',
    (() => {
      const a: { a?: object } = {}
      a.a = a
      return a
    })(),
  ],
  ['a number beyond JSON', { a: 1n }],
])('refuses %s at once', async (_, event) => {
  const client = await open()
  await expect(client.send(event as never)).rejects.toMatchObject({ code: 'event-invalid' })
})

test('refuses what is too large, and everything after the end', async () => {
  const client = await open()
  await expect(client.send({ a: 'ä'.repeat(300_000) })).rejects.toMatchObject({ code: 'event-too-large' })
  await client.close()
  await expect(client.send({})).rejects.toMatchObject({ code: 'closed' })
})

test('a flush that takes too long says how much waits', async () => {
  server.script = Array.from({ length: 100 }, () => problem(503))
  const client = await open()
  await client.send({ a: 1 })
  await expect(client.flush(50)).rejects.toMatchObject({ code: 'flush-timeout' })
})
