import { execFile, execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { flipped, newLog, type Log } from '../../../packages/proof/test/installation.ts'
import { serve } from '../../../packages/proof/test/serve.ts'
import type { Bytes } from '../../../packages/proof/src/bytes.ts'
import { verifyInstallation } from '../../../packages/proof/src/verifier.ts'

const run = promisify(execFile)
const hasGo = canRun('go')
// In CI a missing compiler is a failure; elsewhere it is said and skipped.
const skipped = !hasGo && !process.env['CI']
if (skipped)
  console.warn(
    'c2sp-go: skipped, because there is no Go compiler (Debian: golang-go golang-golang-x-mod-dev)',
  )

function canRun(program: string): boolean {
  try {
    execFileSync(program, ['version'])
    return true
  } catch {
    return false
  }
}

describe.skipIf(skipped)('the Go project’s own note and tlog packages', () => {
  let log: Log
  let server: Awaited<ReturnType<typeof serve>>
  let folder: string
  let program: string

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'c2sp-go-'))
    program = join(folder, 'c2sp-go')
    const environment = {
      GO111MODULE: 'off',
      GOPATH: '/usr/share/gocode',
      GOCACHE: join(folder, 'cache'),
      GOFLAGS: '',
    }
    await run('go', ['build', '-o', program, '.'], {
      cwd: import.meta.dirname,
      env: { ...process.env, ...environment },
    })
    log = await newLog()
    server = await serve(await log.publish())
  })
  afterAll(async () => {
    await server?.close()
    rmSync(folder, { recursive: true })
  })

  const peer = (...remembered: string[]) =>
    run(program, [server.url, ...remembered]).then(({ stdout }) => JSON.parse(stdout))

  test('verify keys, both signatures, every tile, entries and proofs of the log', async () => {
    server.served.resources = await log.publish()
    const size = log.entries.length
    const ours = await verifyInstallation(
      { get: async (path) => server.served.resources.get(path) ?? null },
      null,
      { now: () => log.now },
    )
    expect(await peer()).toEqual({
      origin: log.keys.keys.log.name,
      size,
      root: ours.checkpoint?.root,
      time: Math.floor(log.now / 1000),
      tiles: 3,
      inclusions: 54,
      consistency: false,
    })
  })

  test('verify that the log only grew, over tile borders', async () => {
    for (const more of [1, 245, 1, 700, 2]) {
      const { size, root } = await peer()
      log.hide(more)
      server.served.resources = await log.publish()
      expect(await peer(String(size), root)).toMatchObject({ size: size + more, consistency: true })
    }
  })

  test('refuse what our verifier refuses', async () => {
    const good = await log.publish()
    const { root } = await peer()
    const spoil = async (path: string, at: number, spoilt = flipped(good.get(path) as Bytes, at)) => {
      server.served.resources = new Map(good).set(path, spoilt)
      return peer().then(
        () => 'accepted',
        (error: { stderr: string }) => error.stderr.trim(),
      )
    }
    expect(await spoil('/log/tile/0/001', 40)).toBe('tile/0/001 differs')
    expect(await spoil('/log/tile/entries/002', 40)).toBe('the entries do not give the signed root')
    expect(await spoil('/log/key', 40)).toContain('verifier')
    // Another letter of the alphabet: a flipped bit can leave base64 altogether, which is another refusal.
    const clockKey = good.get('/log/clock-key') as Bytes
    const letter = clockKey[80] === 0x42 ? 0x43 : 0x42
    expect(await spoil('/log/clock-key', 80, clockKey.with(80, letter))).toBe(
      'the clock key has another hash',
    )
    expect(await spoil('/log/checkpoint', 100)).not.toBe('accepted')
    server.served.resources = good
    await expect(peer('999999', root)).rejects.toThrow('rollback')
    await expect(peer('300', root)).rejects.toThrow('split view')
  })
})
