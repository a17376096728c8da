import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { examples } from '../../server/src/engine/events/console/sources-examples.ts'
import { scratchDatabase, type ScratchDatabase } from '../harness/databases.ts'
import { freePorts } from '../harness/ports.ts'
import { startServer, type RunningServer } from '../harness/server.ts'
import { syslogAuthority } from './syslog/certificates.ts'
import { logger, startRsyslog, startSyslogNg } from './syslog/programs.ts'
import { expected, lines, openStore, sorted, type Store } from './syslog/store.ts'

const folder = mkdtempSync(join(tmpdir(), 'nachweis-examples-'))
const authority = syslogAuthority(folder)
const own = authority.issue('localhost')
let database: ScratchDatabase
let server: RunningServer
let store: Store
let token = ''
let [tls, plain] = [0, 0]

beforeAll(async () => {
  database = await scratchDatabase('postgres')
  ;[tls = 0, plain = 0] = await freePorts(2)
  server = await startServer({
    dataDir: database.dataDir,
    databaseUrl: database.databaseUrl,
    environment: { TLS_CERT_FILE: own.cert, TLS_KEY_FILE: own.key },
    configuration: `provider: { name: Test, contact: a@b.example }
syslog: [{ port: ${tls}, tls: true }, { port: ${plain}, tls: false }]
`,
  })
  store = await openStore(database.databaseUrl as string)
  token = await store.addSource('By token')
})
afterAll(async () => {
  await store?.close()
  await server?.stop()
  await database?.drop()
  rmSync(folder, { recursive: true, force: true })
})

/** What the console shows for a way in, with the token put in and with our own authority in place of the usual ones. */
function example(way: string, isTls: boolean): string {
  const syslog = { port: isTls ? tls : plain, tls: isTls }
  const shown = examples({ http: 'https://localhost', syslog }, 0).find(({ id }) => id === way)
  expect(shown?.code).toContain('nwe_…')
  return (shown?.code ?? '')
    .replace('nwe_…', token)
    .replace('/etc/ssl/certs/ca-certificates.crt', authority.ca)
    .replace('source(s_src)', 'source(s_in)')
    .replace('reliable(yes)', `reliable(yes) dir("${folder}")`)
}

test.each([
  ['rsyslog', true, startRsyslog],
  ['rsyslog', false, startRsyslog],
  ['syslog-ng', true, startSyslogNg],
  ['syslog-ng', false, startSyslogNg],
] as const)('%s sends as the console shows it (TLS: %s)', async (way, isTls, start) => {
  const word = `${way}-${isTls ? 'tls' : 'tcp'}`
  const sender = await start(join(folder, word), [example(way, isTls)])
  try {
    await logger(['--socket', sender.socket, '--tag', 'shop'], lines(word, 0, 50))
    const stored = await store.await(word, 50)
    expect(sorted(stored)).toEqual(expected(word, 50))
    expect(new Set(stored.map(({ source }) => source))).toEqual(new Set(['By token']))
    expect(stored[0]?.body.syslog).toMatchObject({ version: 1, appname: 'shop' })
  } finally {
    await sender.stop()
  }
})
