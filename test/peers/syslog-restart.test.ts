import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, expect, test } from 'vitest'
import { scratchDatabase } from '../harness/databases.ts'
import { freePorts } from '../harness/ports.ts'
import { startServer, type RunningServer } from '../harness/server.ts'
import { syslogAuthority } from './syslog/certificates.ts'
import {
  logger,
  rsyslogAction,
  rsyslogTemplate,
  rsyslogTls,
  startRsyslog,
  type Driver,
} from './syslog/programs.ts'
import { expected, lines, openStore, sorted } from './syslog/store.ts'

const folder = mkdtempSync(join(tmpdir(), 'nachweis-syslog-'))
const authority = syslogAuthority(folder)
const own = authority.issue('localhost')
const client = authority.issue('web-1.test')
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const messages = 2_000
const groupMessages = 50
const groupPauseMs = 250
/** For what still lies in the queue when all was handed over. */
const lastMs = 15_000

/**
 * An rsyslogd with a queue on disk sends 2,000 messages; half-way the server is ended and, after a second, started again.
 * Answers what is stored in the end, how many of them were when the server had ended, and how many rsyslog had been given.
 */
async function restartWhileSending(
  name: string,
  driver: Driver | null,
  end: (server: RunningServer) => Promise<unknown>,
) {
  const database = await scratchDatabase('postgres')
  const [port = 0] = await freePorts(1)
  const who = driver === null ? 'addresses: [127.0.0.1]' : `clientCa: ${authority.ca}`
  const options = {
    dataDir: database.dataDir,
    databaseUrl: database.databaseUrl,
    environment: { TLS_CERT_FILE: own.cert, TLS_KEY_FILE: own.key },
    configuration: `provider: { name: Test, contact: a@b.example }
syslog: [{ port: ${port}, tls: ${driver !== null}, source: Server, ${who} }]
`,
  }
  let server = await startServer(options)
  const store = await openStore(database.databaseUrl as string)
  await store.addSource('Server')
  let handedOver = 0
  const tls = driver === null ? [] : [rsyslogTls(driver, authority.ca, client)]
  const rsyslog = await startRsyslog(join(folder, name), [
    ...tls,
    rsyslogTemplate('-'),
    rsyslogAction(port, driver),
  ])
  try {
    const sending = (async () => {
      for (let from = 0; from < messages; from += groupMessages) {
        handedOver = from + groupMessages
        await logger(['--socket', rsyslog.socket, '--tag', 'shop'], lines(name, from, from + groupMessages))
        await sleep(groupPauseMs)
      }
    })()
    await store.await(name, messages / 4)
    await end(server)
    const given = handedOver
    const before = (await store.await(name, 0)).length
    await sleep(1_000)
    server = await startServer({ ...options, ports: server.ports })
    await sending
    return { before, given, stored: await store.await(name, messages, lastMs) }
  } finally {
    await rsyslog.stop()
    await store.close()
    await server.stop()
    await database.drop()
  }
}

test.each([
  ['tcp', null],
  ['gtls', 'gtls'],
  ['ossl', 'ossl'],
] as const)('SIGTERM and restart while rsyslog is sending (%s): nothing is lost', async (name, driver) => {
  const { before, stored } = await restartWhileSending(name, driver, (server) => server.stop())
  expect(before).toBeGreaterThanOrEqual(messages / 4)
  expect(before).toBeLessThan(messages)
  const found = sorted(stored)
  expect([...new Set(found)]).toEqual(expected(name, messages))
  console.info(`${name}: ${found.length - messages} of ${messages} stored twice`)
})

test('kill -9 and restart while rsyslog is sending: lost is only what was under way, as syslog acknowledges nothing', async () => {
  const name = 'kill'
  const { before, given, stored } = await restartWhileSending(name, null, (server) => server.kill9())
  expect(before).toBeGreaterThanOrEqual(messages / 4)
  const found = new Set(sorted(stored))
  const lost = expected(name, messages).flatMap((message) =>
    found.has(message) ? [] : [Number(message.slice(name.length))],
  )
  expect(Math.min(...lost, Infinity)).toBeGreaterThanOrEqual(before)
  expect(Math.max(...lost, 0)).toBeLessThan(given)
  console.info(`${lost.length} of ${messages} lost, ${stored.length - found.size} twice`)
})
