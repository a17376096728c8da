import { beforeAll, describe, expect, test } from 'vitest'
import { copyOf, flipped, Log, makeKeys, newLog, origin, sourceOf } from '../../test/installation.ts'
import { utf8, type Bytes } from '../bytes.ts'
import { verifyInstallation } from '../verifier.ts'
import type { Memory, Report } from './report.ts'

const minuteMs = 60_000
/** More than one full tile of tiles, so that proofs climb through three levels. */
const noted = [1, 300, 65_536 + 700, 66_500]
const size = 67_000

let log: Log
let resources: Map<string, Bytes>
beforeAll(async () => {
  log = await newLog()
  log.openEvents(new Log(await makeKeys(`${origin}/events`), log.now))
  for (const count of noted) await grow(log, count)
  log.events?.hide(size - 66_500)
  resources = await log.publish()
}, 60_000)

/** The tree of events grows to `count` leaves, which the log notes. */
async function grow(to: Log, count: number): Promise<void> {
  to.events?.hide(count - to.events.entries.length)
  to.now += minuteMs
  await to.noteEvents()
}

const verify = (served: ReadonlyMap<string, Bytes>, memory: Memory | null = null, now = log.now) =>
  verifyInstallation(sourceOf(served), memory, { now: () => now })
const objections = (report: Report) => report.problems.map(({ where, code }) => `${where} ${code}`)

/** The log goes on as it is, its tree of events as told. */
async function withEvents(change: (events: Log, copy: Log) => unknown): Promise<ReadonlyMap<string, Bytes>> {
  const copy = await copyOf(log, async (same) => {
    const events = new Log((log.events as Log).keys, log.now)
    events.entries.push(...(log.events as Log).entries)
    same.events = events
    await change(events, same)
  })
  return copy.publish()
}

test('an honest tree agrees, is reported and remembered', async () => {
  const report = await verify(resources)
  expect(report.problems).toEqual([])
  expect(report.events).toMatchObject({ size, noted: noted.length })
  expect(report.memory?.events).toMatchObject({
    ...log.events?.lines,
    origin: `${origin}/events`,
    size,
    notedUntil: log.entries.length,
  })
  const again = await verify(resources, report.memory)
  expect([again.agrees, again.memory]).toEqual([true, report.memory])
})

test('only the tiles on the way are fetched, not all leaves', async () => {
  const asked: string[] = []
  const source = { get: (path: string) => (asked.push(path), sourceOf(resources).get(path)) }
  expect((await verifyInstallation(source, null, { now: () => log.now })).agrees).toBe(true)
  const tiles = asked.filter((path) => path.startsWith('/log/events/tile/'))
  expect(tiles.length).toBeLessThan(12)
  expect(tiles.some((path) => path.includes('entries'))).toBe(false)
})

test('a log without a tree of events agrees too', async () => {
  const without = await newLog()
  const report = await verify(await without.publish(), null, without.now)
  expect([report.problems, report.events]).toEqual([[], null])
})

describe('an altered answer is named', () => {
  test.each([
    ['/log/events/tile/0/000', 'tile-differs'],
    ['/log/events/tile/0/001', 'tile-differs'],
    ['/log/events/tile/1/000', 'tile-differs'],
  ])('one flipped byte of the full tile %s', async (path, code) => {
    const bytes = resources.get(path) as Bytes
    for (const at of [0, 31, 4096, bytes.length - 1])
      expect(objections(await verify(new Map(resources).set(path, flipped(bytes, at)))), `${at}`).toEqual([
        `${path} ${code}`,
      ])
  })

  test('one flipped byte of a tile at the edge', async () => {
    const edges = [...resources.keys()].filter((path) => /^\/log\/events\/tile\/\d\/.*\.p\//.test(path))
    expect(edges.length).toBe(3)
    for (const path of edges)
      expect(
        objections(await verify(new Map(resources).set(path, flipped(resources.get(path) as Bytes, 5)))),
      ).toEqual(['/log/events/tile root-differs'])
  })

  test('a tile too short, and one that is missing', async () => {
    const path = '/log/events/tile/0/001'
    const short = new Map(resources).set(path, (resources.get(path) as Bytes).slice(32))
    expect(objections(await verify(short))).toEqual([`${path} tile-differs`])
    const gone = new Map(resources)
    gone.delete(path)
    expect(objections(await verify(gone))).toEqual([`${path} missing`])
  })

  test('one flipped byte of the checkpoint', async () => {
    const path = '/log/events/checkpoint'
    const bytes = resources.get(path) as Bytes
    for (const at of [0, 40, bytes.length - 20])
      expect(objections(await verify(new Map(resources).set(path, flipped(bytes, at))))).toEqual([
        `${path} checkpoint-invalid`,
      ])
  })

  test('a checkpoint of long ago', async () => {
    const old = (await (log.events as Log).signed(log.now - 11 * minuteMs)).checkpoint
    const report = await verify(new Map(resources).set('/log/events/checkpoint', utf8(old)))
    expect(objections(report)).toEqual(['/log/events/checkpoint checkpoint-stale'])
    expect(report.memory?.events).toBe(undefined)
  })
})

describe('a tree that is not the one noted', () => {
  test('cut below what was noted is a rollback', async () => {
    const cut = await withEvents((events) => events.entries.splice(66_000))
    const report = await verify(cut)
    expect(objections(report)).toEqual(['/log/events/checkpoint rollback'])
    expect(report.memory?.size).toBe(log.entries.length)
  })

  test('with one leaf rewritten and signed anew it is a split view', async () => {
    for (const at of [0, 299, 66_499]) {
      const forked = await withEvents(
        (events) => (events.entries[at] = (events.entries[at] as Bytes).map((b) => b ^ 1)),
      )
      expect(objections(await verify(forked)), `${at}`).toEqual(['/log/events/checkpoint split-view'])
    }
  })

  test('what was appended after the last note may be anything, unless it was seen', async () => {
    const { memory } = await verify(resources)
    const other = await withEvents((events) => (events.entries[66_600] = events.entries[0] as Bytes))
    expect((await verify(other)).agrees).toBe(true)
    expect(objections(await verify(other, memory))).toEqual(['/log/events/checkpoint split-view'])
    const cut = await withEvents((events) => events.entries.splice(66_600))
    expect((await verify(cut)).agrees).toBe(true)
    expect(objections(await verify(cut, memory))).toEqual(['/log/events/checkpoint rollback'])
  })

  test('a note of a tree that never was is found, in a log that was remembered too', async () => {
    const { memory } = await verify(resources)
    const other = new Log((log.events as Log).keys, log.now)
    other.hide(66_700)
    const copy = await copyOf(log, (same) => same.noteEvents(other))
    expect(objections(await verify(await copy.publish(), memory))).toEqual([
      '/log/events/checkpoint split-view',
    ])
  })

  test('notes that shrink', async () => {
    const small = new Log((log.events as Log).keys, log.now)
    small.entries.push(...(log.events as Log).entries.slice(0, 400))
    const copy = await copyOf(log, (same) => same.noteEvents(small))
    expect(objections(await verify(await copy.publish()))).toEqual([
      `index ${log.entries.length} record-invalid`,
    ])
  })
})

describe('keys', () => {
  test('served keys are those that the log was told', async () => {
    const other = new Log(await makeKeys(`${origin}/events`), log.now)
    for (const [path, line] of [
      ['/log/events/key', other.lines.key],
      ['/log/events/clock-key', other.lines.clockKey],
    ] as const)
      expect(objections(await verify(new Map(resources).set(path, utf8(`${line}\n`))))).toEqual([
        `${path} log-opened-differs`,
      ])
  })

  test('a head signed by another key is refused', async () => {
    const other = new Log(await makeKeys(`${origin}/events`), log.now)
    other.entries.push(...(log.events as Log).entries)
    const served = new Map(resources).set(
      '/log/events/checkpoint',
      utf8((await other.signed(log.now)).checkpoint),
    )
    expect(objections(await verify(served))).toEqual(['/log/events/checkpoint checkpoint-invalid'])
  })

  test('opened twice, not at all, or under the name of another log', async () => {
    const told = '/log/records log-opened-differs'
    const twice = await copyOf(log, (same) => same.openEvents(log.events as Log))
    expect(objections(await verify(await twice.publish()))).toEqual([told])
    const never = await newLog()
    never.events = log.events
    expect(objections(await verify(await never.publish(), null, never.now))).toEqual([told])
    const strange = await newLog()
    strange.openEvents(new Log(await makeKeys('other.example/log/events'), strange.now))
    expect(objections(await verify(await strange.publish(), null, strange.now))).toEqual([told])
  })
})
