import { spawn, type ChildProcess } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { judgeCipherSuites } from '../../server/src/measures/data/encryption-in-transit/checks/cipher-suites.ts'
import { scanTls } from '../../server/src/platform/net/tls/scan.ts'
import { freePorts } from '../harness/ports.ts'
import { findProgram } from '../harness/programs.ts'
import { makeAuthority, rsa } from './tls/authority.ts'

const folder = mkdtempSync(join(tmpdir(), 'nachweis-gnutls-'))
let server: ChildProcess | undefined
let port = 0

// GnuTLS still serves what OpenSSL has left out: RC4, no encryption at all, and servers without a certificate.
beforeAll(async () => {
  const { key, fullChain } = makeAuthority(folder).issue('leaf', { name: 'good.test', key: rsa(2048) })
  const program = findProgram('gnutls-serv')
  if (!program) throw new Error('gnutls-serv is missing: apt-get install gnutls-bin')
  ;[port = 0] = await freePorts(1)
  const priority =
    'NONE:+VERS-TLS1.2:+RSA:+DHE-RSA:+ANON-DH:+ARCFOUR-128:+NULL:+AES-128-CBC:+SHA1:+MD5:+COMP-NULL:+SIGN-ALL:+GROUP-ALL:+CTYPE-X509:%UNSAFE_RENEGOTIATION'
  const files = ['--x509keyfile', key, '--x509certfile', fullChain]
  server = spawn(program, ['--echo', '--port', String(port), '--priority', priority, ...files], {
    stdio: 'ignore',
  })
  for (let attempt = 0; attempt < 100; attempt++) {
    const open = await new Promise<boolean>((resolve) => {
      const socket = connect(port, '127.0.0.1', () => resolve(true)).on('error', () => resolve(false))
      socket.on('connect', () => socket.destroy())
    })
    if (open) return
    await sleep(50)
  }
  throw new Error('gnutls-serv does not listen')
})

afterAll(() => {
  server?.kill()
  rmSync(folder, { recursive: true, force: true })
})

test('sees suites that our own TLS library cannot negotiate', async () => {
  const options = { signal: AbortSignal.timeout(30_000), now: Date.now, authorities: [] }
  const scan = await scanTls({ host: '127.0.0.1', port, serverName: 'good.test' }, options)
  expect(scan.versions.filter((found) => found.outcome === 'accepted').map((found) => found.version)).toEqual(
    ['TLS 1.2'],
  )
  const suites = scan.versions.flatMap((found) => found.suites)
  expect(suites.map((suite) => suite.name).toSorted()).toEqual([
    'TLS_DHE_RSA_WITH_AES_128_CBC_SHA',
    'TLS_DH_anon_WITH_AES_128_CBC_SHA',
    'TLS_DH_anon_WITH_RC4_128_MD5',
    'TLS_RSA_WITH_AES_128_CBC_SHA',
    'TLS_RSA_WITH_NULL_MD5',
    'TLS_RSA_WITH_NULL_SHA',
    'TLS_RSA_WITH_RC4_128_MD5',
    'TLS_RSA_WITH_RC4_128_SHA',
  ])
  expect(suites.filter((suite) => suite.dhe).every((suite) => (suite.dhBits ?? 0) >= 2048)).toBe(true)
  expect(judgeCipherSuites(scan, { dhBits: 2048 }).verdict).toBe('fails')
})
