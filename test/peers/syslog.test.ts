import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { connect as connectTls } from 'node:tls'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { scratchDatabase, type ScratchDatabase } from '../harness/databases.ts'
import { freePorts } from '../harness/ports.ts'
import { startServer, type RunningServer } from '../harness/server.ts'
import { syslogAuthority } from './syslog/certificates.ts'
import {
  logger,
  rsyslogAction,
  rsyslogTemplate,
  rsyslogTls,
  startRsyslog,
  startSyslogNg,
} from './syslog/programs.ts'
import { expected, lines, openStore, sorted, type Store } from './syslog/store.ts'

const folder = mkdtempSync(join(tmpdir(), 'nachweis-syslog-'))
const authority = syslogAuthority(folder)
const own = authority.issue('localhost')
const client = authority.issue('web-1.test')
const cleanups: (() => Promise<unknown> | void)[] = []
let database: ScratchDatabase
let server: RunningServer
let store: Store
let token = ''
let [tls, mutual, plain, later] = [0, 0, 0, 0]

const configuration = (more = '') => `provider: { name: Test, contact: a@b.example }
syslog:
  - { port: ${tls}, tls: true }
  - { port: ${mutual}, tls: true, clientCa: ${authority.ca}, senders: [{ certificate: web-1.test, source: By certificate }] }
  - { port: ${plain}, tls: false, addresses: [127.0.0.0/8], source: By address }
${more}`

const start = (): Promise<RunningServer> =>
  startServer({
    dataDir: database.dataDir,
    databaseUrl: database.databaseUrl,
    environment: { TLS_CERT_FILE: own.cert, TLS_KEY_FILE: own.key },
    configuration: configuration(),
  })

beforeAll(async () => {
  database = await scratchDatabase('postgres')
  ;[tls = 0, mutual = 0, plain = 0, later = 0] = await freePorts(4)
  server = await start()
  store = await openStore(database.databaseUrl as string)
  token = await store.addSource('By token')
  await store.addSource('By certificate')
  await store.addSource('By address')
})
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).toReversed()) await cleanup()
})
afterAll(async () => {
  await store.close()
  await server.stop()
  await database.drop()
  rmSync(folder, { recursive: true, force: true })
})

test.each([
  ['gtls', 'By certificate', (): number => mutual, (): string => '-'],
  ['ossl', 'By token', (): number => tls, (): string => `[nachweis@32473 token=\\"${token}\\"]`],
] as const)('rsyslog over TLS (%s): each message once, %s', async (driver, source, port, element) => {
  const rsyslog = await startRsyslog(join(folder, driver), [
    rsyslogTls(driver, authority.ca, client),
    rsyslogTemplate(element()),
    rsyslogAction(port(), driver),
  ])
  cleanups.push(() => rsyslog.stop())
  const word = `rsyslog-${driver}`
  await logger(
    ['--socket', rsyslog.socket, '--tag', 'shop', '--priority', 'local4.warning'],
    lines(word, 0, 300),
  )
  const stored = await store.await(word, 300)
  expect(sorted(stored)).toEqual(expected(word, 300))
  expect(new Set(stored.map((each) => each.source))).toEqual(new Set([source]))
  expect(stored[0]?.body.syslog).toMatchObject({
    version: 1,
    facility: 'local4',
    severity: 'warning',
    appname: 'shop',
  })
  expect(stored[0]?.body.syslog).not.toHaveProperty('structuredData')
})

test('syslog-ng over TLS, RFC 5424 with a token and RFC 3164 with a certificate: each message once', async () => {
  const trust = `ca-file("${authority.ca}") peer-verify(yes)`
  const shown = `cert-file("${client.cert}") key-file("${client.key}")`
  const disk = `disk-buffer(reliable(yes) disk-buf-size(10485760) mem-buf-size(1048576) dir("${folder}"))`
  const sender = await startSyslogNg(join(folder, 'syslog-ng'), [
    `destination d_new { syslog("127.0.0.1" port(${tls}) transport("tls") tls(${trust}) ${disk}); };`,
    `destination d_old { network("127.0.0.1" port(${mutual}) transport("tls") tls(${trust} ${shown})); };`,
    `rewrite r_token { set("${token}" value(".SDATA.nachweis@32473.token")); };`,
    `log { source(s_in); rewrite(r_token); destination(d_new); };`,
    `log { source(s_in); destination(d_old); };`,
  ])
  cleanups.push(() => sender.stop())
  await logger(['--socket', sender.socket, '--tag', 'shop', '--id=77'], lines('syslog-ng', 0, 300))
  await store.await('syslog-ng', 300)
  await sleep(1_000)
  const stored = await store.await('syslog-ng', 300)
  for (const [version, source] of [
    [1, 'By token'],
    [undefined, 'By certificate'],
  ]) {
    const those = stored.filter(({ body }) => body.syslog['version'] === version)
    expect(sorted(those)).toEqual(expected('syslog-ng', 300))
    expect(new Set(those.map((each) => each.source))).toEqual(new Set([source]))
    expect(those[0]?.body.syslog).toMatchObject({ appname: 'shop', procid: '77' })
  }
})

test.each([
  ['--rfc5424'],
  ['--rfc5424', '--octet-count'],
  ['--rfc5424=notime,nohost', '--octet-count'],
  ['--rfc3164'],
  ['--rfc3164', '--octet-count'],
])('logger %s %s over TCP', async (...formats) => {
  const word = `logger${formats.join('')}`
  const words = ['--server', '127.0.0.1', '--port', String(plain), '--tcp', '--tag', 'shop', ...formats]
  await logger(words, lines(word, 0, 20))
  const stored = await store.await(word, 20)
  expect(sorted(stored)).toEqual(expected(word, 20))
  expect(stored[0]).toMatchObject({ source: 'By address', body: { syslog: { appname: 'shop' } } })
})

test('logger names the source by its token; the token is not stored', async () => {
  const data = ['--sd-id', 'nachweis@32473', '--sd-param', `token="${token}"`]
  const words = ['--server', '127.0.0.1', '--port', String(plain), '--tcp', '--rfc5424', ...data]
  await logger(words, 'logger with token\n')
  const [stored] = await store.await('logger with token', 1)
  expect(stored?.source).toBe('By token')
  expect(JSON.stringify(await store.all())).not.toContain(token)
})

test('no certificate, no entry', async () => {
  const socket = connectTls({
    port: mutual,
    host: '127.0.0.1',
    ca: readFileSync(authority.ca),
    servername: 'localhost',
  })
  const error = once(socket, 'error') as Promise<[Error & { code: string }]>
  socket.write('<13>1 - - - - - - without certificate\n')
  socket.resume()
  expect((await error)[0].code).toBe('ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED')
})

test('a paused source is waited for', async () => {
  await store.pause('By address', true)
  await sleep(5_500)
  await logger(['--server', '127.0.0.1', '--port', String(plain), '--tcp'], lines('paused', 0, 5))
  expect(await store.await('paused', 5, 2_000)).toEqual([])
  await store.pause('By address', false)
  expect(sorted(await store.await('paused', 5))).toEqual(expected('paused', 5))
})

test('a listener comes and goes with the configuration, without a restart', async () => {
  const file = join(server.dataDir, 'nachweis.yaml')
  const isOpen = async (wanted: boolean) => {
    for (let attempt = 0; attempt < 100; attempt++) {
      const socket = connect(later, '127.0.0.1')
      const opened = await once(socket, 'connect').then(
        () => true,
        () => false,
      )
      socket.destroy()
      if (opened === wanted) return true
      await sleep(100)
    }
    return false
  }
  expect(await isOpen(false)).toBe(true)
  writeFileSync(file, configuration(`  - { port: ${later}, tls: false }\n`))
  expect(await isOpen(true)).toBe(true)
  writeFileSync(file, configuration())
  expect(await isOpen(false)).toBe(true)
})

test('200 idle connections, and half a frame followed by silence, keep nobody waiting', async () => {
  const options = { port: tls, host: '127.0.0.1', ca: readFileSync(authority.ca), servername: 'localhost' }
  const idle: Socket[] = []
  cleanups.push(() => {
    for (const each of idle) each.destroy()
  })
  for (let count = 0; count < 200; count++) {
    const socket = connectTls(options)
    idle.push(socket)
    socket.on('error', () => {})
    await once(socket, 'secureConnect')
  }
  const half = connect(plain, '127.0.0.1').resume()
  idle.push(half)
  half.write('40 <13>1 - - - - - - half a frame')
  const closed = once(half, 'close')
  const began = performance.now()
  await logger(['--server', '127.0.0.1', '--port', String(plain), '--tcp'], 'beside idle ones\n')
  expect(await store.await('beside idle ones', 1)).toHaveLength(1)
  expect(performance.now() - began).toBeLessThan(5_000)
  await closed
  expect(performance.now() - began).toBeGreaterThan(25_000)
  expect(await store.await('half a frame', 1, 500)).toEqual([])
})
