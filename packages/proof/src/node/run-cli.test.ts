import { createServer } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { Log, newLog } from '../../test/installation.ts'
import { serve } from '../../test/serve.ts'
import { utf8 } from '../bytes.ts'
import { responseBytesMax } from '../verify/limits.ts'
import { httpSource } from './http-source.ts'
import { printable } from './print.ts'
import { defaultMemoryFolder, runCli, type Surroundings } from './run-cli.ts'

let log: Log
let server: Awaited<ReturnType<typeof serve>>
let folder: string
beforeAll(async () => {
  log = await newLog()
  server = await serve(new Map())
})
beforeEach(async () => {
  server.served.resources = await log.publish()
  folder = mkdtempSync(join(tmpdir(), 'nachweis-verify-'))
})
afterEach(() => rmSync(folder, { recursive: true }))
afterAll(() => server.close())

async function run(argv: string[], changes: Partial<Surroundings> = {}) {
  const printed = { out: '', err: '' }
  const code = await runCli(argv, {
    language: 'en',
    memoryFolder: join(folder, 'memory'),
    now: () => log.now,
    out: (text) => (printed.out += text),
    err: (text) => (printed.err += text),
    repeatable: {},
    ...changes,
  })
  return { code, ...printed }
}

const altered = (path: string, from: string, to: string) => {
  const text = new TextDecoder().decode(server.served.resources.get(path))
  expect(text).toContain(from)
  server.served.resources = new Map(server.served.resources).set(path, utf8(text.replace(from, to)))
}

describe('a live installation', () => {
  test('exit code 0, and which sentence is proven since when, in both languages', async () => {
    const english = await run([server.url])
    expect([english.code, english.err]).toEqual([0, ''])
    expect(english.out).toContain('proven        since 2026-05-01 09:00 UTC  Only TLS 1.2 and TLS 1.3.')
    expect(english.out).toContain('seen for the first time and taken on trust')
    const german = await run([server.url, '--lang', 'de'])
    expect(german.out).toContain('bewiesen      seit 2026-05-01 09:00 UTC  Nur TLS 1.2 und TLS 1.3.')
    expect(german.out).toContain('derselbe wie beim letzten Mal')
    expect(german.out).toContain('Alles Geprüfte stimmt überein.')
  })

  test('exit code 1 and where, when one word differs', async () => {
    altered('/en/', 'Only', 'Just')
    const { code, out } = await run([server.url, '--lang', 'de'])
    expect(code).toBe(1)
    expect(out).toContain(
      '/en/ claim tls/versions: die Seite sagt einen anderen Satz [page-sentence-differs]',
    )
  }, 60_000)

  test('exit code 2 when nobody answers, or nothing of ours', async () => {
    expect(await run(['http://127.0.0.1:9'])).toMatchObject({ code: 2, out: '' })
    server.served.resources = new Map()
    expect(await run([server.url])).toMatchObject({
      code: 2,
      err: 'There is no Nachweis installation: /log/key is missing.\n',
    })
  })

  test('--json prints the report', async () => {
    const { code, out } = await run([server.url, '--json'])
    expect([code, JSON.parse(out)]).toMatchObject([
      0,
      { agrees: true, repeated: null, counts: { entries: log.entries.length } },
    ])
  })
})

describe('the memory', () => {
  test('refuses a log that was cut, and another log at the same address under another name', async () => {
    expect((await run([server.url])).code).toBe(0)
    const cut = new Log(log.keys, log.now)
    cut.entries.push(...log.entries.slice(0, -3))
    cut.records.push(...log.records)
    server.served.resources = await cut.publish()
    expect((await run([server.url])).out).toContain('[rollback]')
    const { makeKeys } = await import('../../test/installation.ts')
    const impostor = new Log(await makeKeys('other.example.test/log'), log.now)
    impostor.hide(1)
    server.served.resources = await impostor.publish()
    expect(await run([server.url])).toMatchObject({ code: 1, out: expect.stringContaining('[key-changed]') })
  }, 20_000)

  test('takes another installation without a public name at a port of this machine for what it is', async () => {
    const { makeKeys } = await import('../../test/installation.ts')
    for (const origin of ['localhost/aa/log', 'localhost/bb/log']) {
      const own = new Log(await makeKeys(origin), log.now)
      own.hide(5)
      server.served.resources = await own.publish()
      expect((await run([server.url])).code).toBe(0)
      const cut = new Log(own.keys, log.now)
      cut.entries.push(...own.entries.slice(0, -2))
      server.served.resources = await cut.publish()
      expect((await run([server.url])).code).toBe(1)
    }
  }, 20_000)

  test('that cannot be read is not taken for none', async () => {
    await run([server.url])
    for (const file of readdirSync(join(folder, 'memory/logs')))
      writeFileSync(join(folder, 'memory/logs', file), '{')
    expect(await run([server.url])).toMatchObject({ code: 2, err: expect.stringContaining('cannot be read') })
    for (const file of readdirSync(join(folder, 'memory/logs'))) rmSync(join(folder, 'memory/logs', file))
    expect(await run([server.url])).toMatchObject({ code: 2, err: expect.stringContaining('is missing') })
  })

  test('lies in the state folder unless named', async () => {
    await run([server.url, '--memory', join(folder, 'mine')])
    expect(readdirSync(folder)).toEqual(['mine'])
    expect(
      JSON.parse(
        readFileSync(join(folder, 'mine/logs', readdirSync(join(folder, 'mine/logs'))[0] as string), 'utf8'),
      ),
    ).toMatchObject(log.lines)
    expect(defaultMemoryFolder('/u', undefined)).toBe('/u/.local/state/nachweis-verify')
    expect(defaultMemoryFolder('/u', '/state')).toBe('/state/nachweis-verify')
    expect(defaultMemoryFolder('/u', 'relative')).toBe('/u/.local/state/nachweis-verify')
  })

  test('--key vouches for the key', async () => {
    expect((await run([server.url, '--key', log.lines.key])).out).toContain('as you named it')
    expect((await run([server.url, '--key', log.lines.clockKey])).out).toContain('[key-changed]')
  })
})

describe('a saved folder', () => {
  const later = { now: () => log.now + 90 * 86_400_000 }

  test('is verified without network, as of the moment it was signed', async () => {
    const saved = join(folder, 'saved')
    expect((await run([server.url, '--save', saved])).code).toBe(0)
    const { code, out } = await run([saved], later)
    expect(code).toBe(0)
    expect(out).toContain('Saved copy as of 2026-05-01 09:00 UTC: it does not show what happened later.')
    expect((await run([saved, '--at', '2026-05-01T09:05:00Z'])).code).toBe(0)
    expect((await run([saved, '--at', '2026-05-02'])).out).toContain('[checkpoint-stale]')
  })

  test('one flipped byte is found in it', async () => {
    const saved = join(folder, 'saved')
    await run([server.url, '--save', saved])
    const file = join(saved, 'log/tile/entries/000')
    const bytes = readFileSync(file)
    writeFileSync(file, bytes.with(100, (bytes[100] as number) ^ 1))
    expect(await run([saved])).toMatchObject({
      code: 1,
      out: expect.stringContaining(
        '/log/tile/0/000: the tile does not match the entries [tile-differs] hash 2',
      ),
    })
  })
})

describe('--again', () => {
  test('says which checks it cannot repeat', async () => {
    const { code, out } = await run([server.url, '--again'])
    expect([code, out]).toEqual([
      0,
      expect.stringContaining('Cannot be repeated from here:\n  tls/versions\n  backups/restores'),
    ])
  })
  test('compares with what a check finds now', async () => {
    const found = (verdict: 'holds' | 'fails') => ({
      repeatable: { 'tls/versions': async () => ({ code: 'tls-1.0-accepted', verdict }) },
    })
    expect(await run([server.url, '--again'], found('holds'))).toMatchObject({
      code: 0,
      out: expect.stringContaining('Repeated: 1 checks'),
    })
    const differing = await run([server.url, '--again'], found('fails'))
    expect([differing.code, differing.out]).toEqual([
      1,
      expect.stringContaining('recorded holds (seen-holds), now fails (tls-1.0-accepted)'),
    ])
  })
})

test('wrong usage explains itself', async () => {
  expect(await run([])).toMatchObject({
    code: 2,
    err: expect.stringContaining('nachweis-verify <url|folder|export.jsonl|export.csv>'),
  })
  expect(await run(['./no-such-folder'])).toMatchObject({
    code: 2,
    err: expect.stringContaining('neither a folder nor'),
  })
  expect(await run(['ftp://a.test'])).toMatchObject({ code: 2 })
  expect(await run(['--help'])).toMatchObject({ code: 0, err: '', out: expect.stringContaining('--memory') })
})

test('no control character of an installation reaches the terminal', () => {
  expect(printable('a\u001b[31mb\u202ec\nd')).toBe('a\ufffd[31mb\ufffdc\ufffdd')
})

describe('HTTP within limits', () => {
  let port: number
  const answered = new WeakMap<Socket, number>()
  const answers = createServer((request, response) => {
    const path = request.url ?? ''
    const before = answered.get(request.socket) ?? 0
    answered.set(request.socket, before + 1)
    if (path === '/kept' && before > 0) request.socket.destroy()
    else if (path === '/kept') response.end('kept')
    else if (path === '/here') response.writeHead(302, { location: '/there' }).end()
    else if (path === '/there') response.end('there')
    else if (path === '/away') response.writeHead(302, { location: 'http://localhost:1/' }).end()
    else if (path === '/loop') response.writeHead(302, { location: '/loop' }).end()
    else if (path === '/broken') response.writeHead(500).end()
    else if (path === '/cut')
      response.writeHead(200, { 'content-length': 10 }).write('half', () => response.destroy())
    else if (path === '/endless') response.end(Buffer.alloc(responseBytesMax + 1))
    else response.writeHead(404).end()
  })
  beforeAll(async () => {
    await new Promise<void>((resolve) => answers.listen(0, '127.0.0.1', resolve))
    port = (answers.address() as AddressInfo).port
  })
  afterAll(() => answers.close())

  test.each([
    ['/away', 'another host'],
    ['/loop', 'more than 3 redirects'],
    ['/broken', 'answers 500'],
    ['/cut', 'broke off'],
    ['/endless', 'longer than'],
  ])('%s is refused: %s', async (path, message) => {
    const source = httpSource(new URL(`http://127.0.0.1:${port}/`))
    await expect(source.get(path)).rejects.toThrow(message)
    source.close()
  })
  test('a kept connection that ends just when it is used again is not taken for an answer', async () => {
    const source = httpSource(new URL(`http://127.0.0.1:${port}`))
    for (let n = 0; n < 4; n++) expect(await source.get('/kept')).toEqual(utf8('kept'))
    source.close()
  })
  test('a redirect on the same host is followed, what is missing is null', async () => {
    const source = httpSource(new URL(`http://127.0.0.1:${port}`))
    expect(await source.get('/here')).toEqual(utf8('there'))
    expect(await source.get('/nothing')).toBe(null)
    source.close()
  })
})
