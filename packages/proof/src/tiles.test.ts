import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { equalBytes } from './bytes.ts'
import { consistencyProof, inclusionProof } from './merkle-proofs.ts'
import { leafHash, treeRoot, verifyConsistency, verifyInclusion } from './merkle.ts'
import { hashReader } from './tile-reader.ts'
import {
  decodeEntries,
  encodeEntries,
  entryBundlesOf,
  hashTilesOf,
  parseTilePath,
  tilePath,
} from './tiles.ts'
import { append, edgeFromTiles, edgeRoot, emptyEdge, type TreeEdge } from './tree-edge.ts'

describe('tile paths', () => {
  const examples = [
    ['tile/0/000', { level: 0, index: 0, width: 256 }],
    ['tile/0/x001/x234/067', { level: 0, index: 1_234_067, width: 256 }],
    ['tile/63/999.p/255', { level: 63, index: 999, width: 255 }],
    ['tile/entries/x001/000.p/1', { level: 'entries', index: 1000, width: 1 }],
  ] as const
  test.each(examples)('%s', (path, address) => {
    expect(tilePath(address)).toBe(path)
    expect(parseTilePath(path)).toEqual(address)
  })

  test('every address has one path', () => {
    const level = fc.oneof(fc.integer({ min: 0, max: 63 }), fc.constant('entries' as const))
    fc.assert(
      fc.property(level, fc.maxSafeNat(), fc.integer({ min: 1, max: 256 }), (level, index, width) => {
        expect(parseTilePath(tilePath({ level, index, width }))).toEqual({ level, index, width })
      }),
    )
  })

  const refused = [
    'tile/00/000',
    'tile/64/000',
    'tile/0/0',
    'tile/0/x000/001',
    'tile/0/001/002',
    'tile/0/x001',
    'tile/0/000.p/0',
    'tile/0/000.p/256',
    'tile/0/000.p/01',
    'tile/0/000.p/',
    '/tile/0/000',
    'tile/0/000/',
    'tile/-1/000',
    'tile/0/00a',
    'tile/entry/000',
    'tile/0/../000',
    'tile/0/000\n',
    'tile/0/x009/x007/x199/x254/x740/992',
  ]
  test.each(refused)('%j is refused', (path) => {
    expect(() => parseTilePath(path)).toThrow(expect.objectContaining({ code: 'tile-path' }))
  })
})

test('the tiles of 70,000 and of 256 leaves are those of the specification', () => {
  const of = (size: number) => {
    const rows = Map.groupBy(hashTilesOf(size), (tile) => tile.level)
    return [...rows.values()].map((row) => [
      row.filter((tile) => tile.width === 256).length,
      row.at(-1)?.width,
    ])
  }
  expect(of(70_000)).toEqual([
    [273, 112],
    [1, 17],
    [0, 1],
  ])
  expect(of(256)).toEqual([
    [1, 256],
    [0, 1],
  ])
  expect(hashTilesOf(0)).toEqual([])
  expect(entryBundlesOf(257).map(tilePath)).toEqual(['tile/entries/000', 'tile/entries/001.p/1'])
})

describe('entry bundles', () => {
  test('decode to what was encoded, and not with a byte more or less', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 600 }), { maxLength: 20 }), (entries) => {
        const bundle = encodeEntries(entries)
        expect(decodeEntries(bundle, entries.length)).toEqual(entries)
        expect(() => decodeEntries(Uint8Array.of(...bundle, 0), entries.length)).toThrow('bytes follow')
        expect(() => decodeEntries(bundle, entries.length + 1)).toThrow('is missing')
        if (entries.length > 0) expect(() => decodeEntries(bundle.slice(0, -1), entries.length)).toThrow()
      }),
    )
  })
  test('an entry of 65,536 bytes is refused', () => {
    expect(encodeEntries([new Uint8Array(65_535)]).length).toBe(65_537)
    expect(() => encodeEntries([new Uint8Array(65_536)])).toThrow(
      expect.objectContaining({ code: 'bundle-encoding' }),
    )
  })
})

const leaf = (at: number) => leafHash(new Uint8Array([at, at >> 8, at >> 16]))
const leaves = Array.from({ length: 70_000 }, (_, at) => leaf(at))

/** Appends in batches of the given sizes and keeps every tile, like a server. */
function grow(batches: readonly number[]) {
  const store = new Map<string, Uint8Array>()
  let edge: TreeEdge = emptyEdge
  let root = edgeRoot(edge)
  for (const batch of batches) {
    const appended = append(edge, leaves.slice(edge.size, edge.size + batch))
    for (const tile of appended.tiles) store.set(tilePath(tile), tile.bytes)
    edge = appended.edge
    root = appended.root
  }
  return { edge, root, store }
}

test('appending in any batches gives the tree and the tiles made in one go', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 700 }), { minLength: 1, maxLength: 8 }), (batches) => {
      const { edge, root, store } = grow(batches)
      const size = batches.reduce((sum, batch) => sum + batch, 0)
      const once = grow([size])
      expect(edge).toEqual(once.edge)
      expect(equalBytes(root, treeRoot(leaves.slice(0, size)))).toBe(true)
      for (const tile of hashTilesOf(size))
        expect(store.get(tilePath(tile)), tilePath(tile)).toEqual(once.store.get(tilePath(tile)))
      expect([...once.store.keys()].toSorted()).toEqual(hashTilesOf(size).map(tilePath).toSorted())
      const restored = edgeFromTiles(
        size,
        (level, index, width) => store.get(tilePath({ level, index, width })) ?? new Uint8Array(),
      )
      expect(restored).toEqual(edge)
    }),
    { numRuns: 60 },
  )
})

test('appending leaves the given edge as it was', () => {
  const { edge } = grow([300])
  const copy = structuredClone(edge)
  append(edge, leaves.slice(300, 900))
  expect(edge).toEqual(copy)
})

test('proofs from the tiles of 70,000 leaves verify', async () => {
  const { root, store, edge } = grow([1, 254, 2, 65_000, 4743])
  const size = edge.size
  expect(size).toBe(70_000)
  const reader = hashReader(size, (tile) => store.get(tilePath(tile)) ?? null)
  for (const index of [0, 255, 256, 65_535, 65_536, 69_887, 69_888, 69_999]) {
    verifyInclusion({
      index,
      size,
      root,
      leafHash: leaf(index),
      proof: await inclusionProof(index, size, reader),
    })
  }
  for (const firstSize of [1, 255, 256, 257, 65_536, 65_537, 69_999]) {
    const proof = await consistencyProof(firstSize, size, reader)
    verifyConsistency({
      firstSize,
      secondSize: size,
      firstRoot: treeRoot(leaves.slice(0, firstSize)),
      secondRoot: root,
      proof,
    })
  }
})

test('the reader refuses missing tiles, short tiles and incomplete nodes', async () => {
  const { store } = grow([300])
  await expect(async () => hashReader(300, () => null)(0, 0)).rejects.toThrow(
    expect.objectContaining({ code: 'tile-missing' }),
  )
  await expect(async () => hashReader(300, () => new Uint8Array(32))(0, 0)).rejects.toThrow(
    expect.objectContaining({ code: 'tile-length' }),
  )
  const reader = hashReader(300, (tile) => store.get(tilePath(tile)) ?? null)
  await expect(async () => reader(6, 4)).rejects.toThrow(
    expect.objectContaining({ code: 'index-out-of-range' }),
  )
})
