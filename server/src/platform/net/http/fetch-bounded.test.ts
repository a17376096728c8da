import { execFileSync } from 'node:child_process'
import { createServer as createHttpServer, type RequestListener } from 'node:http'
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net'
import { createServer as createTlsServer } from 'node:https'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { fetchBounded, type FetchOptions } from './fetch-bounded.ts'

const servers: Server[] = []
const sockets = new Set<Socket>()
afterEach(() => {
  for (const socket of sockets) socket.destroy()
  for (const server of servers.splice(0)) server.close()
})

async function listen(server: Server, host = '127.0.0.1'): Promise<number> {
  servers.push(server)
  server.on('connection', (socket) => {
    sockets.add(socket)
    socket.on('error', () => undefined)
  })
  await new Promise<void>((resolve) => server.listen(0, host, resolve))
  return (server.address() as AddressInfo).port
}

const http = (listener: RequestListener, host?: string) => listen(createHttpServer(listener), host)
const raw = (talk: (socket: Socket) => void) =>
  listen(createServer((socket) => void socket.once('data', () => talk(socket))))

const get = (url: string, options: Partial<FetchOptions> = {}) =>
  fetchBounded(url, {
    signal: new AbortController().signal,
    timeoutMs: 1500,
    headerBytesMax: 16_384,
    bodyBytesMax: 65_536,
    redirectsMax: 3,
    ...options,
  })

/** The code of the refusal. */
const refused = (url: string, options: Partial<FetchOptions> = {}) =>
  get(url, options).then(
    (fetched) => `answered ${fetched.status}`,
    (error: { code?: string }) => error.code,
  )

const endless = (socket: Socket, piece: string) => {
  const more = () => {
    while (!socket.destroyed && socket.write(piece));
    socket.once('drain', more)
  }
  more()
}

test('returns status, headers, cookies, body and url', async () => {
  const port = await http((request, response) => {
    response.setHeader('set-cookie', ['a=1; Secure', 'b=2'])
    response.setHeader('x-seen', `${request.headers.host} ${request.url}`)
    response.writeHead(404).end('nothing here')
  })
  const fetched = await get(`http://user:word@127.0.0.1:${port}/a?b=c#d`)
  expect(fetched).toMatchObject({
    status: 404,
    setCookie: ['a=1; Secure', 'b=2'],
    url: `http://127.0.0.1:${port}/a?b=c`,
    address: '127.0.0.1',
  })
  expect(fetched.headers['x-seen']).toBe(`127.0.0.1:${port} /a?b=c`)
  expect(fetched.body.toString()).toBe('nothing here')
})

test('follows redirects on its own host, and tells the way', async () => {
  const port = await http((request, response) => {
    if (request.url === '/new') response.end('here')
    else response.writeHead(302, { location: '/new' }).end()
  })
  const fetched = await get(`http://127.0.0.1:${port}/old`)
  expect(fetched).toMatchObject({
    status: 200,
    url: `http://127.0.0.1:${port}/new`,
    redirects: [`http://127.0.0.1:${port}/old`],
  })
})

test.each([
  'http://169.254.169.254/latest/meta-data/',
  'http://127.0.0.2/',
  'http://localhost6.invalid/',
  'http://[::1]/',
  'http://[::ffff:127.0.0.1]/',
  'http://[::ffff:7f00:2]/',
  'http://[64:ff9b::7f00:1]/',
  'http://2130706434/',
  'http://0x7f000002/',
  'http://0.0.0.0/',
  'http://10.1.2.3/',
  'http://100.64.0.1/',
  'http://192.168.1.1/',
  'http://[fd00::1]/',
  'http://[fe80::1]/',
  'http://224.0.0.1/',
])('refuses a redirect to %s', async (location) => {
  const port = await http((_request, response) => void response.writeHead(301, { location }).end())
  const resolve = (host: string) => Promise.resolve(host === 'localhost6.invalid' ? ['::1', '10.0.0.1'] : [])
  expect(await refused(`http://127.0.0.1:${port}/`, { resolve })).toBe('address-not-allowed')
})

test('refuses a redirect to another internal address even where somebody listens', async () => {
  let reached = false
  const other = await http((_request, response) => {
    reached = true
    response.end('secret')
  }, '127.0.0.2')
  const port = await http(
    (_request, response) => void response.writeHead(307, { location: `http://127.0.0.2:${other}/` }).end(),
  )
  expect(await refused(`http://127.0.0.1:${port}/`)).toBe('address-not-allowed')
  expect(reached).toBe(false)
  const allowAddress = (address: string) => address === '127.0.0.2'
  expect(await refused(`http://127.0.0.1:${port}/`, { allowAddress })).toBe('answered 200')
})

test('a name that resolves to the outside when checked and to the inside when used does not get inside', async () => {
  let turn = 0
  const port = await http((request, response) => {
    if (request.headers.host?.startsWith('first'))
      response.writeHead(302, { location: `http://second.example:${port}/` }).end()
    else response.end('inside')
  })
  const resolve = (host: string) =>
    Promise.resolve(host === 'first.example' ? ['127.0.0.1'] : [turn++ === 0 ? '127.0.0.9' : '127.0.0.1'])
  const allowAddress = (address: string) => address === '127.0.0.9'
  expect(await refused(`http://first.example:${port}/`, { resolve, allowAddress })).toBe('unreachable')
  expect(turn).toBe(1)
})

test('takes the next address when one does not answer', async () => {
  const port = await http((_request, response) => void response.end('ok'))
  const resolve = () => Promise.resolve(['127.0.0.77', '127.0.0.1'])
  expect(await get(`http://some.example:${port}/`, { resolve })).toMatchObject({
    status: 200,
    address: '127.0.0.1',
  })
})

test('redirects end', async () => {
  let turns = 0
  const port = await http(
    (_request, response) => void response.writeHead(302, { location: `/${turns++}` }).end(),
  )
  expect(await refused(`http://127.0.0.1:${port}/`)).toBe('too-many-redirects')
  expect(turns).toBe(4)
})

test.each(['file:///etc/passwd', 'ftp://127.0.0.1/', 'nonsense', 'javascript:1', 'http://'])(
  'refuses %s, also as a redirect',
  async (location) => {
    expect(await refused(location)).toBe('bad-url')
    if (location === 'nonsense') return
    const port = await http((_request, response) => void response.writeHead(302, { location }).end())
    expect(await refused(`http://127.0.0.1:${port}/`)).toBe('bad-url')
  },
)

const ok = 'HTTP/1.1 200 OK\r\n'
test.each<[string, string, (socket: Socket) => void]>([
  [
    'sends a body without end',
    'body-too-large',
    (socket) => endless(socket, `${ok}\r\n${'x'.repeat(65_536)}`),
  ],
  [
    'sends chunks without end',
    'body-too-large',
    (socket) => {
      socket.write(`${ok}transfer-encoding: chunked\r\n\r\n`)
      endless(socket, `ffff\r\n${'x'.repeat(0xffff)}\r\n`)
    },
  ],
  [
    'sends one header without end',
    'header-too-large',
    (socket) => {
      socket.write(`${ok}x: `)
      endless(socket, 'x'.repeat(65_536))
    },
  ],
  [
    'sends headers without end',
    'header-too-large',
    (socket) => {
      socket.write(ok)
      endless(socket, 'x: y\r\n'.repeat(1000))
    },
  ],
  [
    'sends interim answers without end',
    'bad-answer',
    (socket) => endless(socket, 'HTTP/1.1 103 Early Hints\r\n\r\n'),
  ],
  ['speaks nonsense', 'bad-answer', (socket) => socket.end(Buffer.alloc(1000, 7))],
  ['breaks off in the body', 'bad-answer', (socket) => socket.end(`${ok}content-length: 100\r\n\r\nshort`)],
  ['resets', 'bad-answer', (socket) => socket.resetAndDestroy()],
  ['says nothing', 'timeout', () => undefined],
  [
    'drips its header',
    'timeout',
    (socket) => {
      socket.write(`${ok}x: `)
      setInterval(() => socket.destroyed || socket.write('x'), 50).unref()
    },
  ],
  [
    'drips its body',
    'timeout',
    (socket) => {
      socket.write(`${ok}content-length: 1000\r\n\r\n`)
      setInterval(() => socket.destroyed || socket.write('x'), 50).unref()
    },
  ],
])('a server that %s is %s', async (_name, code, talk) => {
  const begun = performance.now()
  expect(await refused(`http://127.0.0.1:${await raw(talk)}/`)).toBe(code)
  expect(performance.now() - begun).toBeLessThan(3000)
})

test('nobody there, and no such name', async () => {
  const port = await raw(() => undefined)
  servers.pop()?.close()
  expect(await refused(`http://127.0.0.1:${port}/`)).toBe('unreachable')
  const resolve = () => Promise.reject(Object.assign(new Error('no'), { code: 'ENOTFOUND' }))
  expect(await refused('http://nowhere.example/', { resolve })).toBe('unreachable')
  expect(
    await refused('http://never.example/', { resolve: () => new Promise(() => undefined), timeoutMs: 50 }),
  ).toBe('timeout')
})

test('an abort ends it with the reason of the abort', async () => {
  const port = await raw(() => undefined)
  await expect(get(`http://127.0.0.1:${port}/`, { signal: AbortSignal.timeout(50) })).rejects.toMatchObject({
    name: 'TimeoutError',
  })
})

test('over TLS the certificate must be trusted and for the host, and garbage is no answer', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'nachweis-http-'))
  const [keyFile, certFile] = [join(folder, 'key.pem'), join(folder, 'cert.pem')]
  const ec = [
    '-newkey',
    'ec',
    '-pkeyopt',
    'ec_paramgen_curve:P-256',
    '-nodes',
    '-subj',
    '/CN=x',
    '-addext',
    'subjectAltName=DNS:good.example',
  ]
  execFileSync('openssl', ['req', '-x509', ...ec, '-keyout', keyFile, '-out', certFile], { stdio: 'ignore' })
  const [key, cert] = [readFileSync(keyFile, 'utf8'), readFileSync(certFile, 'utf8')]
  rmSync(folder, { recursive: true })
  const port = await listen(createTlsServer({ key, cert }, (_request, response) => void response.end('ok')))
  const resolve = () => Promise.resolve(['127.0.0.1'])
  const authorities = [cert]
  expect(await refused(`https://good.example:${port}/`, { resolve, authorities })).toBe('answered 200')
  expect(await refused(`https://other.example:${port}/`, { resolve, authorities })).toBe('bad-answer')
  expect(await refused(`https://good.example:${port}/`, { resolve, authorities: [] })).toBe('bad-answer')
  const garbage = await raw((socket) => endless(socket, 'garbage'))
  expect(await refused(`https://127.0.0.1:${garbage}/`)).toBe('bad-answer')
})
