import {
  append,
  concatBytes,
  emptyEdge,
  encodeEntries,
  leafEntry,
  leafHash,
  tilePath,
  utf8,
} from 'nachweis-verify'
import { beforeAll, describe, expect, test } from 'vitest'
import { forgeLog, throwAwayKeys, type ThrowAwayKeys } from './forge.ts'
import { addressesFrom, newestFrom, type LogCopy } from './log-copy.ts'
import { refusal, tamperBytes, tamperFork, tamperTail } from './tamper.ts'

const now = Date.parse('2026-03-01T12:00:00.000Z')
let forger: ThrowAwayKeys
beforeAll(async () => {
  forger = await throwAwayKeys('log.example')
})

/** A steerable sequence of numbers: the same trials in every run. */
function drawing(seed = 1) {
  let state = seed
  return (below: number) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return state % below
  }
}

const context = (seed?: number) => ({ signal: new AbortController().signal, random: drawing(seed), now })
const salt = new Uint8Array(32).fill(7)
const body = (index: number) => `{"id":"${index}"}`

/** The newest part of a log of `size` leaves, every leaf disclosed. */
async function copyOf(size: number): Promise<LogCopy> {
  const entries = Array.from({ length: size }, (_, index) => leafEntry(body(index), salt))
  const { tiles: made, root } = append(emptyEdge, entries.map(leafHash))
  const from = newestFrom(size, 4)
  const hashes = new Map(made.map((tile) => [tilePath(tile), tile.bytes]))
  const tiles = new Map(
    addressesFrom(from, size).map((address) => {
      const first = address.index * 256
      const path = tilePath(address)
      const bundle = encodeEntries(entries.slice(first, first + address.width))
      return [path, address.level === 'entries' ? bundle : (hashes.get(path) as Uint8Array)]
    }),
  )
  const records = entries
    .slice(from)
    .map((_, at) => ({ index: from + at, body: utf8(body(from + at)), salt }))
  const bare = { keys: forger.keys, checkpoint: '', from, size, root, tiles, records }
  const { checkpoint } = await forgeLog(bare, entries.slice(from), forger, now)
  return { ...bare, checkpoint }
}

describe.each([1, 2, 5, 255, 256, 257, 1023, 1024, 1279, 1300, 65_536, 65_537, 66_900])(
  'a log of %i entries',
  (size) => {
    test('verifies as it is, and its forged twin is the same to the byte', async () => {
      const copy = await copyOf(size)
      expect(await refusal(copy, copy.keys, copy)).toBeNull()
      const entries = Array.from({ length: size - copy.from }, (_, at) =>
        leafEntry(body(copy.from + at), salt),
      )
      const twin = await forgeLog(copy, entries, forger, now)
      expect([...twin.tiles]).toEqual([...copy.tiles])
      expect(twin.root).toEqual(copy.root)
    })

    test('every altered byte, removed tail and fork is refused, honest growth is not', async () => {
      const copy = await copyOf(size)
      const bytes = await tamperBytes(copy, 24, context())
      expect(Object.values(bytes)).toEqual(Array.from({ length: 4 }, () => ({ trials: 6, detected: 6 })))
      const tail = await tamperTail(copy, 10, context())
      expect(tail).toEqual(
        size === 1 ? { trials: 0, detected: 0, wellMade: 0, honestAccepted: false } : attacked(10),
      )
      expect(await tamperFork(copy, 10, context())).toEqual(attacked(10))
    })
  },
)

const attacked = (trials: number) => ({ trials, detected: trials, wellMade: trials, honestAccepted: true })

test('every single byte of a small copy counts', async () => {
  const copy = await copyOf(3)
  for (const [path, bytes] of copy.tiles) {
    for (const at of bytes.keys()) {
      const tiles = new Map(copy.tiles).set(path, bytes.with(at, (bytes[at] as number) ^ 1))
      expect(await refusal({ ...copy, tiles }, copy.keys, null), `${path} byte ${at}`).not.toBeNull()
    }
  }
})

test('a tile that is too long, too short or missing is refused', async () => {
  const copy = await copyOf(300)
  for (const [path, bytes] of copy.tiles) {
    for (const other of [bytes.slice(0, -1), concatBytes(bytes, new Uint8Array(1)), new Uint8Array()]) {
      expect(
        await refusal({ ...copy, tiles: new Map(copy.tiles).set(path, other) }, copy.keys, null),
        path,
      ).not.toBeNull()
    }
    const tiles = new Map(copy.tiles)
    tiles.delete(path)
    expect(await refusal({ ...copy, tiles }, copy.keys, null), `${path} missing`).not.toBeNull()
  }
})

test('without memory a forgery passes: only the remembered head and the pinned key refuse it', async () => {
  const copy = await copyOf(20)
  const other = await throwAwayKeys('log.example')
  const entries = Array.from({ length: 20 }, (_, index) => leafEntry(`other ${index}`, salt))
  const forged = { ...(await forgeLog(copy, entries, forger, now)), records: [] }
  expect(await refusal(forged, forger.keys, null)).toBeNull()
  expect(await refusal(forged, forger.keys, copy)).toBe('root-mismatch')
  expect(await refusal(forged, other.keys, null)).toBe('signature-missing')
})

test('the forgers key is not the copys, whatever the trial', async () => {
  const copy = await copyOf(20)
  const { checkpoint } = await forgeLog(copy, [], await throwAwayKeys('log.example'), now)
  expect(await refusal({ ...copy, checkpoint }, copy.keys, null)).toBe('signature-missing')
})

test('an error that is not a refusal is not a detection', async () => {
  const copy = await copyOf(2)
  const broken = { ...copy, records: null as unknown as LogCopy['records'] }
  await expect(refusal(broken, copy.keys, null)).rejects.toThrow(TypeError)
})

test('ends when the budget is spent', async () => {
  const stopped = { ...context(), signal: AbortSignal.abort(new Error('spent')) }
  await expect(tamperBytes(await copyOf(2), 1, stopped)).rejects.toThrow('spent')
})
