import { createSocket, type RemoteInfo, type Socket } from 'node:dgram'
import { afterEach, expect, test } from 'vitest'
import { systemClock, type Clock } from '../../../kernel/clock.ts'
import { packetsMax, queryNtp, type NtpOptions } from './query.ts'

const sockets: Socket[] = []
afterEach(() => sockets.splice(0).forEach((socket) => socket.close()))

/** A server that answers each request as told. Returns its port. */
async function serve(
  respond: (request: Buffer, reply: (bytes: Buffer) => void, count: number) => void,
): Promise<number> {
  const socket = createSocket('udp4')
  sockets.push(socket)
  let count = 0
  socket.on('message', (request, from: RemoteInfo) =>
    respond(request, (bytes) => socket.send(bytes, from.port, from.address), count++),
  )
  await new Promise<void>((resolve) => socket.bind(0, '127.0.0.1', resolve))
  return socket.address().port
}

interface Lie {
  readonly skewMs?: number
  readonly leap?: number
  readonly mode?: number
  readonly stratum?: number
  readonly referenceId?: string
  readonly originate?: Buffer
  readonly servedMs?: number
}

function answer(request: Buffer, lie: Lie = {}): Buffer {
  const bytes = Buffer.alloc(48)
  bytes[0] = ((lie.leap ?? 0) << 6) | (4 << 3) | (lie.mode ?? 4)
  bytes[1] = lie.stratum ?? 2
  bytes.write(lie.referenceId ?? 'abcd', 12, 'latin1')
  const originate = lie.originate ?? request.subarray(40, 48)
  originate.copy(bytes, 24)
  const now = Date.now() + (lie.skewMs ?? 0)
  writeTime(bytes, 32, now)
  writeTime(bytes, 40, now + (lie.servedMs ?? 0))
  return bytes
}

function writeTime(bytes: Buffer, at: number, unixMs: number): void {
  bytes.writeUInt32BE(Math.floor(unixMs / 1000) + 2_208_988_800, at)
  bytes.writeUInt32BE(Math.floor(((unixMs % 1000) / 1000) * 2 ** 32), at + 4)
}

const query = (port: number, options: Partial<NtpOptions> = {}) =>
  queryNtp('127.0.0.1', {
    port,
    signal: new AbortController().signal,
    timeoutMs: 300,
    clock: systemClock,
    samples: 2,
    spacingMs: 10,
    ...options,
  })

test('measures how far the server is ahead of us', async () => {
  const port = await serve((request, reply) => reply(answer(request, { skewMs: 12_345 })))
  const sample = await query(port)
  expect(sample).toMatchObject({
    address: '127.0.0.1',
    asked: 2,
    answered: 2,
    wrongOriginate: 0,
    malformed: 0,
    kiss: null,
    problem: null,
  })
  expect(sample.best?.offsetMs).toBeGreaterThan(12_345 - 30)
  expect(sample.best?.offsetMs).toBeLessThan(12_345 + 30)
})

test('keeps the exchange with the shortest way', async () => {
  const port = await serve((request, reply, count) => {
    if (count === 0) setTimeout(() => reply(answer(request, { skewMs: 0 })), 120)
    else reply(answer(request, { skewMs: 7000 }))
  })
  const { best } = await query(port)
  expect(best?.offsetMs).toBeGreaterThan(6900)
  expect(best?.delayMs).toBeLessThan(100)
})

test('an answer to another question is counted and does not count', async () => {
  const port = await serve((request, reply) =>
    reply(answer(request, { originate: Buffer.alloc(8, 1), skewMs: 9e6 })),
  )
  expect(await query(port)).toMatchObject({
    answered: 0,
    wrongOriginate: 2,
    best: null,
    problem: 'no-answer-in-time',
  })
})

test('a forged answer in front of the right one does not win', async () => {
  const port = await serve((request, reply) => {
    reply(answer(request, { originate: Buffer.alloc(8), skewMs: 9e6 }))
    reply(answer(request))
  })
  const sample = await query(port)
  expect(sample).toMatchObject({ answered: 2, wrongOriginate: 2, problem: null })
  expect(Math.abs(sample.best?.offsetMs ?? 1e9)).toBeLessThan(100)
})

test('after a kiss of death it asks no more', async () => {
  let asked = 0
  const port = await serve((request, reply) => {
    asked += 1
    reply(answer(request, { stratum: 0, leap: 3, referenceId: 'RATE' }))
  })
  expect(await query(port, { samples: 5 })).toMatchObject({ asked: 1, answered: 0, kiss: 'RATE', best: null })
  expect(asked).toBe(1)
})

test('a server that is not synchronised is measured and says so', async () => {
  const port = await serve((request, reply) => reply(answer(request, { leap: 3, stratum: 16 })))
  expect(await query(port)).toMatchObject({ best: { leap: 3, stratum: 16 } })
})

test.each<[string, (request: Buffer) => Buffer]>([
  ['short', (request) => answer(request).subarray(0, 47)],
  ['empty', () => Buffer.alloc(0)],
  ['of a client', (request) => answer(request, { mode: 3 })],
  ['without time', (request) => answer(request).fill(0, 40, 48)],
  ['longer in the server than on the way', (request) => answer(request, { servedMs: 60_000 })],
  ['sent before it came', (request) => answer(request, { servedMs: -60_000 })],
])('an answer that is %s is malformed', async (_name, respond) => {
  const port = await serve((request, reply) => reply(respond(request)))
  expect(await query(port)).toMatchObject({
    answered: 0,
    malformed: 2,
    best: null,
    problem: expect.any(String),
  })
})

test('endless answers end', async () => {
  const port = await serve((request, reply) => {
    for (let count = 0; count < 500; count++) reply(answer(request, { originate: Buffer.alloc(8) }))
  })
  const sample = await query(port, { timeoutMs: 5000 })
  expect(sample).toMatchObject({ best: null, problem: 'too-many-answers' })
  expect(sample.wrongOriginate).toBe(2 * packetsMax)
})

test('silence and a closed port end in time', async () => {
  const silent = await serve(() => undefined)
  const begun = performance.now()
  expect(await query(silent)).toMatchObject({ best: null, problem: 'no-answer-in-time' })
  expect(performance.now() - begun).toBeLessThan(1500)
  const closed = await serve(() => undefined)
  await new Promise<void>((resolve) => sockets.pop()?.close(resolve))
  expect(await query(closed)).toMatchObject({ best: null, problem: 'ECONNREFUSED' })
})

test('a clock here that is set meanwhile makes no measurement', async () => {
  let turn = 0
  const jumping: Clock = { now: () => Date.now() + 1000 * turn++, monotonic: () => performance.now() }
  const port = await serve((request, reply) => reply(answer(request)))
  expect(await query(port, { clock: jumping })).toMatchObject({
    best: null,
    problem: 'clock-set',
  })
})

test('an abort ends the query', async () => {
  const port = await serve(() => undefined)
  await expect(query(port, { signal: AbortSignal.timeout(50), timeoutMs: 10_000 })).rejects.toThrow(/timeout/)
})
