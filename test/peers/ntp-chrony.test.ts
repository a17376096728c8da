import { spawn, type ChildProcess } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, afterEach, expect, test } from 'vitest'
import { systemClock } from '../../server/src/kernel/clock.ts'
import { judgeSynchronised } from '../../server/src/measures/infrastructure/time/checks/synchronised.ts'
import { queryNtp, type NtpSample } from '../../server/src/platform/net/ntp/query.ts'
import { freePorts } from '../harness/ports.ts'
import { findProgram } from '../harness/programs.ts'

const folder = mkdtempSync(join(tmpdir(), 'nachweis-chrony-'))
const servers: ChildProcess[] = []
const ended = (server: ChildProcess) => new Promise((resolve) => server.once('exit', resolve))

afterEach(async () => {
  for (const server of servers.splice(0)) {
    if (server.exitCode !== null) continue
    server.kill()
    await ended(server)
  }
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** chronyd on a loopback port, without touching the clock of this machine. Returns its port. */
async function chronyd(...lines: string[]): Promise<number> {
  const program = findProgram('chronyd')
  if (!program) throw new Error('chronyd is missing: apt-get install chrony')
  const [port = 0] = await freePorts(1)
  const file = join(folder, `${port}.conf`)
  const usual = [`port ${port}`, 'bindaddress 127.0.0.1', 'allow 127.0.0.1', 'cmdport 0', 'bindcmdaddress /']
  writeFileSync(file, [...usual, `pidfile ${join(folder, `${port}.pid`)}`, 'user root', ...lines].join('\n'))
  servers.push(spawn(program, ['-x', '-d', '-f', file], { stdio: 'ignore' }))
  return port
}

const attemptsMax = 60

/** Asks until the server answers. */
async function answer(port: number, wanted: (sample: NtpSample) => boolean): Promise<NtpSample> {
  for (let attempt = 0; ; attempt++) {
    const options = {
      port,
      signal: AbortSignal.timeout(20_000),
      timeoutMs: 500,
      clock: systemClock,
      samples: 3,
      spacingMs: 20,
    }
    const sample = await queryNtp('127.0.0.1', options)
    if ((sample.best !== null && wanted(sample)) || attempt >= attemptsMax) return sample
    await sleep(100)
  }
}

const verdict = (sample: NtpSample) => judgeSynchronised(sample, { maxMilliseconds: 500 })

test('a chronyd with a time of its own is synchronised', async () => {
  // A daemon that is still starting, or a machine that is busy, can leave one of the first questions unanswered.
  const settled = ({ best, answered }: NtpSample) => best?.stratum === 10 && answered === 3
  const sample = await answer(await chronyd('local stratum 10'), settled)
  expect(sample).toMatchObject({
    address: '127.0.0.1',
    asked: 3,
    answered: 3,
    wrongOriginate: 0,
    malformed: 0,
    kiss: null,
    problem: null,
  })
  expect(sample.best).toMatchObject({ leap: 0, stratum: 10, version: 4, referenceId: '7f7f0101' })
  expect(Math.abs(sample.best?.offsetMs ?? Infinity)).toBeLessThan(50)
  expect(verdict(sample)).toMatchObject({ verdict: 'holds', code: 'synchronised' })
})

test('a chronyd that follows another says so', async () => {
  const first = await chronyd('local stratum 10')
  const second = await chronyd(`server 127.0.0.1 port ${first} iburst minpoll -6 maxpoll 0`)
  const sample = await answer(second, ({ best }) => best?.stratum === 11)
  expect(sample.best).toMatchObject({ leap: 0, stratum: 11, referenceId: '7f000001' })
  expect(sample.best?.rootDispersionMs).toBeGreaterThan(0)
  expect(verdict(sample)).toMatchObject({ verdict: 'holds' })
})

test('a chronyd without a source is not synchronised', async () => {
  const sample = await answer(await chronyd(), () => true)
  expect(sample.best).toMatchObject({ leap: 3 })
  expect(verdict(sample)).toMatchObject({ verdict: 'fails', code: 'not-synchronised' })
})

test('a chronyd that does not allow us is not reachable', async () => {
  const port = await chronyd('local stratum 10', 'deny 127.0.0.1')
  await sleep(500)
  const options = {
    port,
    signal: AbortSignal.timeout(20_000),
    timeoutMs: 300,
    clock: systemClock,
    samples: 2,
    spacingMs: 20,
  }
  expect(verdict(await queryNtp('127.0.0.1', options))).toMatchObject({
    verdict: 'unknown',
    code: 'not-reachable',
  })
})
