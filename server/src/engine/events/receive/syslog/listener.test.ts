import { once } from 'node:events'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { connect, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { connect as connectTls } from 'node:tls'
import { afterAll, afterEach, expect, test } from 'vitest'
import { freePorts } from '../../../../../../test/harness/ports.ts'
import { systemClock } from '../../../../kernel/clock.ts'
import { Problem } from '../../../../kernel/problem.ts'
import { configurationSchema } from '../../../../platform/config/configuration.ts'
import { readEnvironment } from '../../../../platform/config/environment.ts'
import { silentTelemetry } from '../../../../platform/telemetry/telemetry.ts'
import type { EventDraft, Received } from '../../event.ts'
import type { Intake } from '../../intake.ts'
import { sourceSettingsSchema, type Source } from '../../sources/settings.ts'
import { usualTimes } from './connection.ts'
import { openListener } from './listener.ts'

const folder = mkdtempSync(join(tmpdir(), 'nachweis-syslog-'))
mkdirSync(join(folder, 'keys'))
const cleanups: (() => Promise<unknown> | void)[] = []
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).toReversed()) await cleanup()
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const source: Source = {
  id: '00000000-0000-4000-8000-000000000001',
  number: 1,
  organisation: '00000000-0000-4000-8000-000000000002',
  name: 'Router',
  settings: sourceSettingsSchema.parse({}),
}
const times = { ...usualTimes, frameMs: 300, groupMs: 20, quietMs: 100, drainMs: 1_000, stopMs: 1_500 }
const loopback = { addresses: ['127.0.0.0/8'], source: 'Router' }

/** An ingester that stores in an array, as slowly and as unwillingly as the test wants. */
async function start(given: object = loopback, accept: () => Promise<unknown> = async () => {}) {
  const [port = 0] = await freePorts(1)
  const stored: EventDraft[] = []
  const counts = new Map<string, number>()
  const ingester = {
    async accept(_: Source, drafts: readonly EventDraft[]): Promise<Received[]> {
      await accept()
      stored.push(...drafts)
      return drafts.map((_, place) => ({ kind: 'stored', id: `1.${place}` }))
    },
    stop: async () => {},
  }
  const { syslog } = configurationSchema.parse({
    provider: { name: 'Test', contact: 'a@b.example' },
    syslog: [{ port, tls: false, ...given }],
  })
  const listener = await openListener({
    platform: { clock: systemClock, environment: readEnvironment({ DATA_DIR: folder }) },
    settings: syslog[0]!,
    delivery: {
      intake: { ingester } as unknown as Intake,
      findSource: async () => source,
      telemetry: silentTelemetry,
      count: (reason, number) => counts.set(reason, (counts.get(reason) ?? 0) + number),
    },
    times,
  })
  cleanups.push(() => listener.stop())
  return { port, stored, counts, listener, words: () => stored.map(({ body }) => body['message']) }
}

async function dial(port: number): Promise<Socket> {
  const socket = connect(port, '127.0.0.1')
  socket.on('error', () => {})
  cleanups.push(() => void socket.destroy())
  await once(socket, 'connect')
  return socket
}

async function until(isTrue: () => boolean, ms = 5_000): Promise<void> {
  for (const end = performance.now() + ms; !isTrue();) {
    if (performance.now() > end) throw new Error('it does not happen')
    await sleep(5)
  }
}

const lines = (from: number, count: number) =>
  Array.from({ length: count }, (_, place) => `<13>Nov 23 14:00:00 h a: ${from + place}\n`).join('')
const numbers = (count: number) => Array.from({ length: count }, (_, place) => String(place))

test('half a frame, then silence: closed and counted, what came before is stored', async () => {
  const { port, counts, words } = await start()
  const socket = await dial(port)
  socket.write(`${lines(0, 2)}<13>Nov 23`)
  await once(socket.resume(), 'close')
  expect(words()).toEqual(['0', '1'])
  expect(Object.fromEntries(counts)).toEqual({ 'half-frame': 1 })
})

test('a slow frame is ended, slow senders of whole frames are not', async () => {
  const { port, counts, words } = await start()
  const slow = await dial(port)
  const patient = await dial(port)
  let isOpen = true
  slow.resume().on('close', () => (isOpen = false))
  const began = performance.now()
  for (let place = 0; isOpen && place < 200; place++) {
    slow.write('x')
    if (place % 10 === 0) patient.write(lines(place / 10, 1))
    await sleep(10)
  }
  expect(isOpen).toBe(false)
  expect(performance.now() - began).toBeLessThan(1_500)
  patient.end(lines(1_000, 1))
  await until(() => words().includes('1000'))
  expect(counts.get('half-frame')).toBe(1)
})

test('a wrong octet count ends the connection', async () => {
  const { port, counts, words } = await start()
  const socket = await dial(port)
  socket.write('7 <13>a: xyz 7 <13>b: y')
  await once(socket.resume(), 'close')
  expect(counts.get('octet-count')).toBe(1)
  expect(words()).toEqual([''])
})

test('who may not connect is closed before a word is read', async () => {
  const { port, counts, words } = await start({
    source: 'Router',
    addresses: ['192.0.2.0/24', '2001:db8::/32'],
  })
  const socket = await dial(port)
  socket.write(lines(0, 1))
  await once(socket.resume(), 'close')
  expect(counts.get('address-not-allowed')).toBe(1)
  expect(words()).toEqual([])
})

test('200 idle connections do not keep others waiting; more than 250 of one address are refused', async () => {
  const { port, counts, words } = await start()
  const idle = await Promise.all(numbers(200).map(() => dial(port)))
  const socket = await dial(port)
  const began = performance.now()
  socket.write(lines(0, 10))
  await until(() => words().length === 10)
  expect(performance.now() - began).toBeLessThan(1_000)
  await Promise.all(numbers(60).map(() => dial(port)))
  await until(() => counts.get('connections-per-address-max') === 11)
  for (const each of idle) each.destroy()
  await sleep(50)
  const later = await dial(port)
  later.write(lines(10, 1))
  await until(() => words().length === 11)
})

test('connections over TLS that have ended count no longer', async () => {
  const { port, counts, words } = await start({ ...loopback, tls: true })
  const secure = async () => {
    const socket = connectTls({ port, host: '127.0.0.1', rejectUnauthorized: false })
    socket.on('error', () => {})
    await once(socket, 'secureConnect')
    return socket
  }
  for (let count = 0; count < 260; count++) (await secure()).destroy()
  const last = await secure()
  last.end(lines(0, 1))
  await until(() => words().length === 1)
  expect(counts.get('connections-per-address-max')).toBeUndefined()
})

test('while a commit takes long, nothing more is read: the sender waits', async () => {
  let release = () => {}
  const held = new Promise<void>((resolve) => (release = resolve))
  const { port, stored, words } = await start(loopback, () => held)
  const socket = await dial(port)
  const all = Buffer.from(lines(0, 40_000).replaceAll('\n', `${' '.repeat(400)}\n`))
  let isTaken = false
  socket.write(all, () => (isTaken = true))
  await sleep(500)
  expect(isTaken).toBe(false)
  expect(words()).toEqual([])
  release()
  await until(() => stored.length === 40_000, 15_000)
  expect(words().map((word) => (word as string).trim())).toEqual(numbers(40_000))
})

test('busy: waits and hands in the same messages again', async () => {
  let refusals = 2
  const { port, words, counts } = await start(loopback, async () => {
    if (refusals-- > 0) throw new Problem('too-many-requests', 'ingest-busy', 'busy', 0.1)
  })
  const socket = await dial(port)
  socket.write(lines(0, 3))
  await until(() => words().length === 3)
  socket.end(lines(3, 2))
  await until(() => words().length === 5)
  expect(words()).toEqual(numbers(5))
  expect(counts.size).toBe(0)
})

test.each(['tcp', 'tls'])('a stop loses nothing that the sender could send (%s)', async (transport) => {
  const isTls = transport === 'tls'
  const { port, listener, words } = await start({ ...loopback, tls: isTls }, () => sleep(5))
  const socket = isTls
    ? connectTls({ port, host: '127.0.0.1', rejectUnauthorized: false })
    : connect(port, '127.0.0.1')
  socket.on('error', () => {})
  await once(socket, isTls ? 'secureConnect' : 'connect')
  let isOpen = true
  let sent = 0
  // As careful senders do: what the other side has ended, is not written to.
  socket.resume().on('end', () => {
    isOpen = false
    socket.end()
  })
  const writing = (async () => {
    while (isOpen && sent < 1_000_000) {
      const isTaken = socket.write(lines(sent, 100))
      sent += 100
      if (!isTaken && isOpen) await Promise.race([once(socket, 'drain'), once(socket, 'end')])
      await sleep(1)
    }
  })()
  await until(() => words().length > 500)
  await listener.stop()
  await writing
  expect(sent).toBeGreaterThan(500)
  expect(words()).toEqual(numbers(sent))
})

test('a stop reads what has arrived, although the server was too busy to look', async () => {
  const { port, listener, words } = await start()
  const socket = await dial(port)
  socket.write(lines(0, 1))
  await until(() => words().length === 1)
  // After an immediate come the timers, then the reading.
  await new Promise((resolve) => setImmediate(resolve))
  const stopping = listener.stop()
  socket.write(lines(1, 1))
  const busyUntil = performance.now() + 3 * times.quietMs
  while (performance.now() < busyUntil);
  await stopping
  expect(words()).toEqual(['0', '1'])
})

test('a stop while the events cannot be stored ends, and says what it gave up', async () => {
  const { port, listener, counts } = await start(loopback, async () => {
    throw new Error('the database is away')
  })
  const socket = await dial(port)
  socket.write(lines(0, 7))
  await sleep(100)
  const began = performance.now()
  await listener.stop()
  expect(performance.now() - began).toBeLessThan(4_000)
  expect(counts.get('stopped-while-not-committed')).toBe(7)
})

test('a message that names no token, and a listener without a source', async () => {
  const { port, counts, words } = await start({ source: undefined, addresses: [] })
  const socket = await dial(port)
  socket.write(lines(0, 2))
  await until(() => counts.get('source-not-named') === 2)
  expect(words()).toEqual([])
})
