import { beforeAll, describe, expect, test } from 'vitest'
import { copyOf, flipped, hourMs, Log, makeKeys, newLog, origin, sourceOf } from '../test/installation.ts'
import { utf8, type Bytes } from './bytes.ts'
import { verifyInstallation, type VerifyOptions } from './verifier.ts'
import type { Memory, Report } from './verify/report.ts'

let log: Log
let resources: Map<string, Bytes>
beforeAll(async () => {
  log = await newLog()
  resources = await log.publish()
})

const text = (path: string, from = resources) => new TextDecoder().decode(from.get(path))
const verify = (
  spoiled: ReadonlyMap<string, Bytes>,
  memory: Memory | null = null,
  options: Partial<VerifyOptions> = {},
) => verifyInstallation(sourceOf(spoiled), memory, { now: () => log.now, ...options })
const replaced = (path: string, from: string, to: string) => {
  expect(text(path)).toContain(from)
  return new Map(resources).set(path, utf8(text(path).replace(from, to)))
}
const codes = (report: Report) => [...new Set(report.problems.map(({ code }) => code))]

test('an honest installation agrees, and the report says what is proven since when', async () => {
  const report = await verify(resources)
  expect(report.problems).toEqual([])
  expect(report.remarks).toEqual([])
  expect(report.agrees).toBe(true)
  expect(report.pinned).toBe('first-use')
  expect(report.counts).toEqual({
    entries: log.entries.length,
    tiles: 3,
    opened: log.records.length,
    statusChanges: 5,
    evidence: 3,
    sentences: 6,
  })
  expect(report.claims.map(({ id, status }) => [id, status])).toEqual([
    ['tls/versions', 'holding'],
    ['tls/all', 'holding'],
    ['backups/restores', 'holding'],
  ])
  expect(report.claims[2]?.sentence.en).toBe("Every database is backed up every 24 hours; it's <tested>.")
  expect(report.memory).toMatchObject({ origin, size: log.entries.length, ...log.lines })
})

test('the remembered head is continued, the pinned key accepted', async () => {
  const { memory } = await verify(resources)
  const again = await verify(resources, memory, { key: log.lines.key })
  expect([again.agrees, again.pinned]).toEqual([true, 'caller'])
})

describe('one flipped byte in any answer is found, and the report says where', () => {
  const wholly = (path: string) => !path.endsWith('/') || path.startsWith('/log')
  test('in every resource of log, document and evidence', async () => {
    for (const path of [...resources.keys()].filter(wholly)) {
      const bytes = resources.get(path) as Bytes
      for (let round = 0; round < 12; round++) {
        const at = round === 0 ? 0 : round === 1 ? bytes.length - 1 : Math.floor(Math.random() * bytes.length)
        const bit = 1 << Math.floor(Math.random() * 8)
        const spoiled = bytes.length === 0 ? new Uint8Array([bit]) : flipped(bytes, at, bit)
        const report = await verify(new Map(resources).set(path, spoiled))
        expect(report.agrees, `${path} byte ${at} bit ${bit}`).toBe(false)
        expect(report.problems[0]?.where, `${path} byte ${at}`).toMatch(/^(\/|index )/)
      }
    }
  }, 120_000)

  test('in every sentence, status and title of the pages', async () => {
    for (const path of ['/de/', '/en/']) {
      const page = text(path)
      for (const match of page.matchAll(/data-(?:claim|measure)="[^>]*>[^]*?(?=<\/(?:span|h2)>)/g)) {
        const [from, to] = [
          utf8(page.slice(0, match.index)).length,
          utf8(page.slice(0, match.index + match[0].length)).length,
        ]
        const bytes = resources.get(path) as Bytes
        for (let round = 0; round < 15; round++) {
          const at = from + Math.floor(Math.random() * (to - from))
          // The markup between the words may be written in another way; the words may not.
          const spoiled = flipped(bytes, at)
          const around = page.slice(match.index, match.index + match[0].length)
          if (/<\/?b>/.test(around) && /[<>/b]/.test(String.fromCharCode(bytes[at] ?? 0))) continue
          const report = await verify(new Map(resources).set(path, spoiled))
          expect(report.agrees, `${path} ${match[0]} byte ${at - from}`).toBe(false)
          expect(report.problems.every(({ where }) => where.startsWith(path))).toBe(true)
        }
      }
    }
  }, 120_000)

  test('and any missing resource', async () => {
    for (const path of resources.keys()) {
      const cut = new Map(resources)
      cut.delete(path)
      const report = await verify(cut)
      expect(report.problems, path).toContainEqual(expect.objectContaining({ where: path, code: 'missing' }))
    }
  })
})

describe('an altered page', () => {
  test('sentence, status, title, left out, invented', async () => {
    const spoil = async (from: string, to: string) =>
      (await verify(replaced('/de/', from, to))).problems.map(({ where, code }) => [where, code])
    expect(await spoil('24 Stunden', '23 Stunden')).toEqual([
      ['/de/ claim backups/restores', 'page-sentence-differs'],
    ])
    expect(await spoil('data-status="holding"', 'data-status="failing"')).toEqual([
      ['/de/ claim tls/versions', 'page-status-differs'],
    ])
    expect(await spoil('>TLS<', '>TSL<')).toEqual([['/de/ measure tls', 'page-measure-differs']])
    expect(await spoil('data-claim="tls/all"', 'data-was="tls/all"')).toEqual([
      ['/de/ claim tls/all', 'page-claim-missing'],
    ])
    expect(await spoil('<br/>', '<span data-claim="x" data-status="holding">x</span>')).toEqual([
      ['/de/ claim x', 'page-claim-unknown'],
    ])
    expect(await spoil('</h2>', '')).toEqual([['/de/', 'page-invalid']])
  })
})

describe('a log that is not the one seen before', () => {
  test('a cut tail is a rollback', async () => {
    const { memory } = await verify(resources)
    const shorter = await copyOf(log, (copy) => copy.entries.splice(-3))
    const report = await verify(await shorter.publish(), memory)
    expect(codes(report)).toEqual(['rollback'])
    expect(report.memory).toBe(null)
  })

  test('the same size with another root, or another past, is a split view', async () => {
    const { memory } = await verify(resources)
    const other = await copyOf(log, (copy) => copy.entries.splice(20, 1, ...copy.entries.slice(21, 22)))
    expect(codes(await verify(await other.publish(), memory))).toEqual(['split-view'])
    other.hide(40)
    expect(codes(await verify(await other.publish(), memory))).toEqual(['split-view'])
    const grown = await copyOf(log, (copy) => copy.hide(40))
    const report = await verify(await grown.publish(), memory)
    expect(report.problems).toEqual([])
    expect(report.memory?.size).toBe(log.entries.length + 40)
  })

  test('a checkpoint of another tree beside the document is a split view, a smaller one a rollback', async () => {
    const other = await copyOf(log, (copy) => copy.entries.splice(20, 1, ...copy.entries.slice(21, 22)))
    const mixed = async (from: Log) =>
      new Map(resources).set('/log/checkpoint', (await from.publish()).get('/log/checkpoint') as Bytes)
    expect(codes(await verify(await mixed(other)))).toEqual(['split-view'])
    const shorter = await copyOf(log, (copy) => copy.entries.splice(-3))
    expect(codes(await verify(await mixed(shorter)))).toEqual(['rollback'])
  })

  test('another key is refused, whoever vouched for the first', async () => {
    const { memory } = await verify(resources)
    const impostor = new Log(await makeKeys(origin), log.now)
    impostor.hide(3)
    const theirs = await impostor.publish()
    expect(codes(await verify(theirs, memory))).toEqual(['key-changed'])
    expect(codes(await verify(theirs, null, { key: log.lines.key }))).toEqual(['key-changed'])
  })

  test('keys that the log did not open with are refused', async () => {
    const keys = await makeKeys(origin)
    const other = await copyOf(log, () => {}, {
      keys: { ...log.keys.keys, clock: keys.keys.clock },
      sign: { ...log.keys.sign, clock: keys.sign.clock },
    })
    expect(codes(await verify(await other.publish()))).toEqual(['log-opened-differs'])
  })
})

describe('freshness', () => {
  test('a stale or future checkpoint is refused', async () => {
    expect(codes(await verify(resources, null, { now: () => log.now + 11 * 60_000 }))).toEqual([
      'checkpoint-stale',
      'document-stale',
    ])
    expect(codes(await verify(resources, null, { now: () => log.now - 6 * 60_000 }))).toEqual([
      'checkpoint-from-future',
    ])
    expect((await verify(resources, null, { now: () => log.now + 9 * 60_000 })).agrees).toBe(true)
  })
  test('a saved copy is judged at the moment of its signature', async () => {
    const report = await verify(resources, null, { now: 'signed' })
    expect([report.agrees, report.asOf]).toEqual([true, new Date(log.now).toISOString()])
  })
  test('a saved copy may be older than what is remembered, which is said', async () => {
    const grown = await copyOf(log, (copy) => copy.hide(5))
    const { memory } = await verify(await grown.publish())
    const report = await verify(resources, memory, { now: 'signed' })
    expect([report.agrees, report.skipped, report.memory]).toEqual([true, ['older-than-memory'], null])
  })
})

test('--quick verifies head, evidence and pages, and says what it left out', async () => {
  const report = await verify(resources, null, { quick: true })
  expect([report.agrees, report.skipped]).toEqual([true, ['whole-log', 'records', 'document', 'events']])
  expect(codes(await verify(replaced('/en/', 'Only', 'Just'), null, { quick: true }))).toEqual([
    'page-sentence-differs',
  ])
  expect(
    codes(await verify(replaced('/trust.json', 'seen-holds', 'seen-wells'), null, { quick: true })),
  ).toEqual(['evidence-differs'])
})

/** An installation before and after a check failed. */
async function moved() {
  const copy = await copyOf(log, () => {})
  const before = await copy.publish()
  copy.now += 1000
  copy.evidence('tls/versions', 'fails', 24 * hourMs)
  copy.settle()
  const after = await copy.publish()
  return { copy, before, after }
}

test('a live installation may move between requests', async () => {
  const { copy, before, after } = await moved()
  let documents = 0
  const source = {
    get: async (path: string) => {
      if (path === '/trust.json') documents++
      const old = documents < 2 && path === '/trust.json'
      return (old ? before : after).get(path) ?? before.get(path) ?? null
    },
  }
  const report = await verifyInstallation(source, null, { now: () => copy.now })
  expect(report.problems).toEqual([])
  expect(documents).toBe(2)
  expect(report.claims[0]?.status).toBe('failing')
})

test('a page may be of another moment than the document for a while', async () => {
  const { copy, before, after } = await moved()
  let [looks, waits] = [0, 0]
  const lastOld = 5
  const source = {
    get: async (path: string) => {
      if (path === '/de/') looks++
      const old = looks <= lastOld && (path === '/de/' || path === '/en/')
      return (old ? before : after).get(path) ?? before.get(path) ?? null
    },
  }
  const beforeRetry = async () => void waits++
  const report = await verifyInstallation(source, null, { now: () => copy.now, beforeRetry })
  expect(report.problems).toEqual([])
  expect([looks, waits]).toEqual([lastOld + 1, lastOld])
  const patient = await verifyInstallation(
    { get: async (path) => (/^\/..\/$/.test(path) ? before : after).get(path) ?? null },
    null,
    { now: () => copy.now, beforeRetry },
  )
  expect(codes(patient)).toEqual(['page-status-differs'])
})
