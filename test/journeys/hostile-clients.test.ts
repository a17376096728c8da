import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { connect as connectTls } from 'node:tls'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { get, verify, withoutBrowser } from '../harness/operate.ts'
import { startServer, type RunningServer } from '../harness/server.ts'

/** Limits of the server, and what a busy machine may add. */
const headersMs = 10_000
const graceMs = 6_000
const readerMs = 10_000
const crowd = 1_000
const lorises = 300

let server: RunningServer
const open = new Set<Socket>()

beforeAll(async () => {
  server = await startServer({ environment: withoutBrowser })
}, 90_000)

afterAll(async () => {
  for (const socket of open) socket.destroy()
  await server?.stop()
})

async function dial(): Promise<Socket> {
  const socket = connect(server.ports.http, '127.0.0.1')
  open.add(socket)
  socket.on('error', () => {})
  socket.on('close', () => open.delete(socket))
  await once(socket, 'connect')
  return socket
}

const closed = (socket: Socket) =>
  new Promise((resolve) => (socket.closed ? resolve(null) : socket.once('close', resolve)))

/** Sends bytes as they are; all that is answered until the server closes or `waitMs` have passed. */
async function raw(bytes: string | Buffer, waitMs = 5_000): Promise<string> {
  const socket = await dial()
  let answer = ''
  socket.on('data', (chunk) => (answer += chunk.toString('latin1')))
  socket.write(bytes)
  await Promise.race([closed(socket), new Promise((resolve) => setTimeout(resolve, waitMs))])
  socket.destroy()
  return answer
}

const statusOf = (answer: string) => Number(/^HTTP\/1\.1 (\d{3})/.exec(answer)?.[1] ?? 0)

/** A reader during whatever else goes on. */
async function reads(): Promise<void> {
  const asked = performance.now()
  const page = await get(server, '/de/')
  expect(page?.status).toBe(200)
  expect(page?.text).toContain('data-claim')
  expect(performance.now() - asked).toBeLessThan(readerMs)
}

test('requests that never end are cut off within the limit, on both listeners, and readers are served meanwhile', async () => {
  const slow = await Promise.all(Array.from({ length: lorises }, dial))
  const drips = setInterval(
    () => slow.forEach((socket) => socket.writable && socket.write('x-slow: 1\r\n')),
    2_000,
  )
  for (const socket of slow) socket.write('GET /de/ HTTP/1.1\r\nhost: a\r\n')
  const silent = await dial()
  const halfTls = connect(server.ports.https, '127.0.0.1')
  halfTls.on('error', () => {})
  const started = performance.now()
  const gone = Promise.all([...slow, silent, halfTls].map((socket) => closed(socket)))
  try {
    await reads()
    await reads()
    const late = new Promise((_, reject) =>
      setTimeout(
        () => reject(new Error(`${open.size} connections are still open`)),
        headersMs + graceMs,
      ).unref(),
    )
    await Promise.race([gone, late])
    expect(performance.now() - started).toBeGreaterThan(headersMs / 2)
  } finally {
    clearInterval(drips)
  }
  await reads()
}, 60_000)

test('a header of 10 MB, nonsense and smuggled bodies are refused', async () => {
  const header = (bytes: number) => `GET /de/ HTTP/1.1\r\nhost: a\r\nx-large: ${'x'.repeat(bytes)}\r\n\r\n`
  expect(statusOf(await raw(header(20_000)))).toBe(431)
  expect(statusOf(await raw(`GET /${'a'.repeat(20_000)} HTTP/1.1\r\nhost: a\r\n\r\n`))).toBe(431)
  // Whoever is still sending when he is cut off may not see the answer.
  expect([0, 431]).toContain(statusOf(await raw(header(10_000_000))))
  expect(statusOf(await raw(Buffer.from('16030100a5010000a1', 'hex')))).toBe(400)
  expect(statusOf(await raw('GET /de/ HTTP/1.1\r\n\r\n'))).toBe(400)
  const twice =
    'POST /api/v1/claims/a/b/withdraw HTTP/1.1\r\nhost: a\r\ncontent-length: 4\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n'
  expect(statusOf(await raw(twice))).toBe(400)
  await reads()
})

test('paths that lead out of the house, and methods that nobody offers, find nothing', async () => {
  const secret = (await readFile(join(server.dataDir, 'keys', 'operator-key'), 'utf8')).trim()
  const paths = [
    '/../../../../etc/passwd',
    '/assets/../../keys/operator-key',
    '/assets/..%2f..%2fkeys%2foperator-key',
    '/assets/%2e%2e/%2e%2e/etc/passwd',
    '/assets/proof/..%5c..%5cmain.js',
    '/log/tile/../../keys/operator-key',
    '/log/tile/0/%00',
    '/evidence/..%2f..%2fkeys.json',
    '/de/%',
    '/de/%c0%ae%c0%ae/',
    '//etc/passwd',
    '/de/einrichten/..%2f..',
    'http://169.254.169.254/latest/meta-data/',
    '/log/records/99999999999999999999',
    '/log/records/-1',
    '/log/tile/0/x999/999/999',
  ]
  for (const path of paths) {
    const answer = await raw(`GET ${path} HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n`)
    expect([path, statusOf(answer)]).toEqual([
      path,
      expect.toSatisfy((status: number) => [302, 400, 404, 410].includes(status)),
    ])
    expect(answer).not.toMatch(/root:x:0|stack|node_modules|\/work\//)
    expect(answer).not.toContain(secret)
  }
  for (const method of ['PUT', 'DELETE', 'PATCH', 'TRACE', 'OPTIONS', 'PROPFIND', 'BREW', 'POST']) {
    const answer = await raw(
      `${method} /de/ HTTP/1.1\r\nhost: a\r\nconnection: close\r\ncontent-length: 0\r\n\r\n`,
    )
    expect([method, statusOf(answer)]).toEqual([
      method,
      expect.toSatisfy((status: number) => [400, 404, 405, 501].includes(status)),
    ])
  }
  await raw('CONNECT example.com:443 HTTP/1.1\r\nhost: example.com\r\n\r\n')
  await reads()
}, 60_000)

test('bodies beyond the limit are refused, announced or endless', async () => {
  const secret = (await readFile(join(server.dataDir, 'keys', 'operator-key'), 'utf8')).trim()
  const head = `POST /api/v1/claims/provider/established/withdraw HTTP/1.1\r\nhost: a\r\nauthorization: Bearer ${secret}\r\ncontent-type: application/json\r\n`
  expect(statusOf(await raw(`${head}content-length: 1000000000\r\n\r\n{`, 3_000))).toBe(413)
  const chunk = `10000\r\n${'x'.repeat(65_536)}\r\n`
  expect(statusOf(await raw(`${head}transfer-encoding: chunked\r\n\r\n${chunk.repeat(40)}`, 3_000))).toBe(413)
  const stranger = `POST /api/v1/claims/provider/established/withdraw HTTP/1.1\r\nhost: a\r\ncontent-length: 1000000000\r\n\r\n`
  expect(statusOf(await raw(stranger, 3_000))).toBe(401)
  await reads()
}, 30_000)

test(`${crowd} connections at once are all served, over TLS too`, async () => {
  const sockets = await Promise.all(Array.from({ length: crowd }, dial))
  const answers = sockets.map(async (socket) => {
    let answer = ''
    socket.on('data', (chunk) => (answer += chunk.toString('latin1')))
    socket.write('GET /de/ HTTP/1.1\r\nhost: a\r\naccept-encoding: gzip\r\nconnection: close\r\n\r\n')
    await closed(socket)
    return statusOf(answer)
  })
  await reads()
  expect(new Set(await Promise.all(answers))).toEqual(new Set([200]))
  const tls = await Promise.all(
    Array.from({ length: crowd / 10 }, async () => {
      const socket = connectTls({
        port: server.ports.https,
        host: '127.0.0.1',
        servername: 'localhost',
        rejectUnauthorized: false,
      })
      let answer = ''
      socket.on('error', () => {})
      socket.on('data', (part) => (answer += part.toString('latin1')))
      socket.write('GET /healthz HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n')
      await closed(socket)
      return statusOf(answer)
    }),
  )
  expect(new Set(tls)).toEqual(new Set([200]))
  expect((await verify(server, null)).problems).toEqual([])
}, 60_000)
