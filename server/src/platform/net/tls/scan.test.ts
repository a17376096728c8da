import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createServer as createTlsServer } from 'node:tls'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { scanTls, type ScanOptions } from './scan.ts'

const servers: Server[] = []
const sockets = new Set<Socket>()
const folder = mkdtempSync(join(tmpdir(), 'nachweis-tls-'))
let key: string
let cert: string

beforeAll(() => {
  const [keyFile, certFile] = [join(folder, 'key.pem'), join(folder, 'cert.pem')]
  const subject = ['-subj', '/CN=test', '-addext', 'subjectAltName=DNS:test.example']
  const ec = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes']
  execFileSync(
    'openssl',
    ['req', '-x509', '-days', '30', ...ec, ...subject, '-keyout', keyFile, '-out', certFile],
    { stdio: 'ignore' },
  )
  key = readFileSync(keyFile, 'utf8')
  cert = readFileSync(certFile, 'utf8')
})
afterEach(() => {
  for (const socket of sockets) socket.destroy()
  for (const server of servers.splice(0)) server.close()
})
afterAll(() => rmSync(folder, { recursive: true }))

async function listen(server: Server): Promise<number> {
  servers.push(server)
  server.on('connection', (socket) => {
    sockets.add(socket)
    socket.on('error', () => undefined)
    socket.on('close', () => sockets.delete(socket))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return (server.address() as AddressInfo).port
}

const serve = (answer: (socket: Socket, connection: number) => void) => {
  let connections = 0
  return listen(createServer((socket) => answer(socket, connections++)))
}

const scan = (port: number, options: Partial<ScanOptions> = {}) =>
  scanTls(
    { host: '127.0.0.1', port, serverName: 'test.example' },
    {
      signal: new AbortController().signal,
      now: () => 0,
      connectMs: 500,
      handshakeMs: 200,
      totalMs: 3000,
      ...options,
    },
  )

const accepted = (result: Awaited<ReturnType<typeof scan>>) =>
  result.versions.filter((version) => version.outcome === 'accepted').map((version) => version.version)

/** A ServerHello and ServerHelloDone for the first suite of a hello of TLS 1.2 or before. */
function chooseFirst(hello: Buffer): Buffer {
  const version = hello.subarray(9, 11)
  const suite = hello.subarray(46 + hello.readUInt8(43), 48 + hello.readUInt8(43))
  const body = Buffer.concat([version, Buffer.alloc(33), suite, Buffer.from([0])])
  const messages = Buffer.concat([Buffer.from([2, 0, 0, body.length]), body, Buffer.from([14, 0, 0, 0])])
  return Buffer.concat([Buffer.from([22, 3, 1, 0, messages.length]), messages])
}

test('reads versions, suites, groups and chain of a real server', async () => {
  const ciphers = 'TLS_AES_128_GCM_SHA256:ECDHE-ECDSA-AES256-GCM-SHA384:ECDHE-ECDSA-AES128-SHA'
  const port = await listen(
    createTlsServer({
      key,
      cert,
      ciphers,
      minVersion: 'TLSv1.2',
      ecdhCurve: 'X25519MLKEM768:X25519:P-384:P-256',
    }),
  )
  const result = await scan(port, { authorities: [cert] })
  expect(accepted(result)).toEqual(['TLS 1.3', 'TLS 1.2'])
  expect(result.versions[0]?.suites.map((suite) => suite.name)).toEqual(['TLS_AES_128_GCM_SHA256'])
  expect(result.versions[0]?.groups.map((group) => group.name)).toEqual([
    'X25519MLKEM768',
    'x25519',
    'secp384r1',
    'secp256r1',
  ])
  expect(result.versions[1]?.suites.map((suite) => suite.name).toSorted()).toEqual([
    'TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA',
    'TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384',
  ])
  expect(result.versions.every((version) => version.problem === null)).toBe(true)
  expect(result.chains).toMatchObject([
    {
      source: 'handshake',
      trusted: true,
      problem: null,
      nameMatches: true,
      certificates: [{ keyType: 'ec', keyBits: 256, names: ['test.example'] }],
    },
  ])
})

test('a chain that no authority vouches for is not trusted, and another name does not match', async () => {
  const port = await listen(createTlsServer({ key, cert }))
  const signal = new AbortController().signal
  const result = await scanTls(
    { host: '127.0.0.1', port, serverName: 'other.example' },
    { signal, now: () => 0, authorities: [] },
  )
  expect(result.chains).toMatchObject([
    { trusted: false, problem: 'DEPTH_ZERO_SELF_SIGNED_CERT', nameMatches: false },
  ])
})

test('sees SSLv3 and suites that no library of today can negotiate', async () => {
  const port = await serve((socket) =>
    socket.on('data', (hello) =>
      socket.end(
        hello.readUInt16BE(9) === 0x0300 ? chooseFirst(hello) : Buffer.from([21, 3, 0, 0, 2, 2, 70]),
      ),
    ),
  )
  const result = await scan(port, { totalMs: 20_000 })
  expect(accepted(result)).toEqual(['SSLv3'])
  const names = result.versions.at(-1)?.suites.map((suite) => suite.name)
  expect(names).toContain('TLS_RSA_EXPORT_WITH_RC4_40_MD5')
  expect(names?.length).toBeGreaterThan(350)
  expect(result.chainProblem).not.toBeNull()
})

test('a server that accepts everything meets the limit on connections, and what was seen is kept', async () => {
  const port = await serve((socket) => socket.on('data', (hello) => socket.end(chooseFirst(hello))))
  const result = await scan(port, { totalMs: 20_000, connectionsMax: 100 })
  expect(accepted(result)).toEqual(['TLS 1.2', 'TLS 1.1', 'TLS 1.0', 'SSLv3'])
  expect(result.connections).toBe(100)
  expect(result.versions[1]?.problem).toBe('connections-used-up')
})

test('a server that falls silent midway has not refused what was asked later', async () => {
  const tls12Then = (then: (socket: Socket) => void) =>
    serve((socket, connection) =>
      socket.on('data', (hello) => {
        if (connection > 8) return then(socket)
        return socket.end(
          hello.readUInt16BE(9) === 0x0303 && !hello.includes(Buffer.from([0, 43, 0, 3]))
            ? chooseFirst(hello)
            : Buffer.from([21, 3, 0, 0, 2, 2, 40]),
        )
      }),
    )
  for (const then of [(socket: Socket) => socket.resetAndDestroy(), (socket: Socket) => socket.end()]) {
    const result = await scan(await tls12Then(then))
    expect(accepted(result)).toEqual(['TLS 1.2'])
    expect(result.versions.filter((version) => version.outcome === 'refused')).toEqual([])
    expect(result.versions.at(-1)?.problem).toBe('stopped-answering')
  }
})

const endless = (socket: Socket, piece: Buffer) => {
  const more = () => {
    while (!socket.destroyed && socket.write(piece));
    socket.once('drain', more)
  }
  more()
}
const emptyRecords = Buffer.concat(Array(2000).fill(Buffer.from([22, 3, 3, 0, 0])))
const giantMessage = Buffer.concat([
  Buffer.from([22, 3, 3, 0x40, 0, 2, 0xff, 0xff, 0xff]),
  Buffer.alloc(0x4000 - 4),
])

test.each<[string, (socket: Socket) => void]>([
  ['says nothing', () => undefined],
  ['closes at once', (socket) => socket.end()],
  ['resets at once', (socket) => socket.resetAndDestroy()],
  ['resets after the hello', (socket) => socket.on('data', () => socket.resetAndDestroy())],
  [
    'resets in the middle of a record',
    (socket) =>
      socket.on('data', () => socket.write(Buffer.from([22, 3, 3, 1, 0, 2]), () => socket.resetAndDestroy())),
  ],
  ['speaks HTTP', (socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n')],
  ['sends zeros without end', (socket) => endless(socket, Buffer.alloc(65_536))],
  ['sends empty records without end', (socket) => endless(socket, emptyRecords)],
  ['announces a message of 16 MB', (socket) => endless(socket, giantMessage)],
  ['sends warnings without end', (socket) => endless(socket, Buffer.from([21, 3, 3, 0, 2, 1, 112]))],
  [
    'drips a byte at a time',
    (socket) => {
      const timer = setInterval(() => socket.write(Buffer.from([22])), 20)
      socket.on('close', () => clearInterval(timer))
    },
  ],
])('a server that %s ends within the limits and accepts nothing', async (_name, answer) => {
  const begun = performance.now()
  const result = await scan(await serve(answer))
  expect(performance.now() - begun).toBeLessThan(5000)
  expect(accepted(result)).toEqual([])
  expect(result.bytes).toBeLessThan(20_000_000)
  expect(result.chains).toEqual([])
  expect(result.chainProblem).not.toBeNull()
})

test('nobody there, and a name that does not exist', async () => {
  const port = await serve(() => undefined)
  servers.pop()?.close()
  expect(await scan(port)).toMatchObject({ address: null, unreachable: 'ECONNREFUSED', versions: [] })
  const resolve = () => Promise.reject(Object.assign(new Error('no'), { code: 'ENOTFOUND' }))
  expect(await scan(port, { resolve })).toMatchObject({ address: null, unreachable: 'ENOTFOUND' })
  const never = () => new Promise<never>(() => undefined)
  expect(await scan(port, { resolve: never, connectMs: 50 })).toMatchObject({
    unreachable: 'name-not-resolved-in-time',
  })
})

test('takes the next address when the first does not answer', async () => {
  const port = await listen(createTlsServer({ key, cert }))
  const result = await scan(port, { resolve: () => Promise.resolve(['127.0.0.99', '127.0.0.1']) })
  expect(result).toMatchObject({ addresses: ['127.0.0.99', '127.0.0.1'], address: '127.0.0.1' })
})

test('an abort ends the scan', async () => {
  const port = await serve(() => undefined)
  const signal = AbortSignal.timeout(100)
  const begun = performance.now()
  await expect(scan(port, { signal, handshakeMs: 10_000 })).rejects.toThrow(/timeout/)
  expect(performance.now() - begun).toBeLessThan(1000)
})
