import { createReadStream } from 'node:fs'
import { readdir, realpath } from 'node:fs/promises'
import { join, relative, resolve } from 'node:path'
import type { Needle } from './needles.ts'
import type { Search } from './search.ts'

const filesMax = 200_000
const fileBytesMax = 16 * 1024 ** 3
const totalBytesMax = 64 * 1024 ** 3
const chunkBytes = 256 * 1024

/** Held open by SQLite for locking, and empty of data. */
const lockPattern = /^lock\.sqlite(-journal|-wal|-shm)?$/

/** What a walk through all files gave. `checked` of `total` were read to their end; files that vanished do not count. */
export interface FileSearch {
  readonly checked: number
  readonly total: number
  readonly bytes: number
  readonly found: readonly { readonly needle: Needle; readonly root: string; readonly path: string }[]
}

/** A folder to be searched with all that is in it; `name` stands for it in findings. */
export interface Root {
  readonly name: string
  readonly folder: string
}

/**
 * Searches every regular file below the roots; a root within another one is searched once, under its own name. What is too
 * large or cannot be read is counted, not passed over. Memory is bounded by one chunk.
 */
export async function searchFiles(
  roots: readonly Root[],
  search: () => Search,
  signal: AbortSignal,
): Promise<FileSearch> {
  const result = { checked: 0, total: 0, bytes: 0, found: [] as FileSearch['found'][number][] }
  for (const { root, path } of await listFiles(roots)) {
    signal.throwIfAborted()
    result.total += 1
    const one = search()
    const read =
      result.total > filesMax ? null : await readInto(path, one, totalBytesMax - result.bytes, signal)
    if (read === 'gone') result.total -= 1
    if (read === null || read === 'gone') continue
    result.bytes += read.bytes
    if (read.whole) result.checked += 1
    for (const needle of one.found)
      result.found.push({ needle, root: root.name, path: relative(root.folder, path) })
  }
  return result
}

async function listFiles(roots: readonly Root[]): Promise<{ root: Root; path: string }[]> {
  const real: Root[] = []
  for (const { name, folder } of roots) {
    const path = await realpath(resolve(folder)).catch(() => null)
    if (path !== null && !real.some((root) => root.folder === path)) real.push({ name, folder: path })
  }
  const inner = new Set(real.map((root) => root.folder))
  const files: { root: Root; path: string }[] = []
  for (const root of real) for (const path of await below(root.folder, inner)) files.push({ root, path })
  return files
}

async function below(folder: string, apart: ReadonlySet<string>): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return []
    throw error
  })
  const files: string[] = []
  for (const entry of entries) {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) files.push(...(apart.has(path) ? [] : await below(path, apart)))
    else if (entry.isFile() && !lockPattern.test(entry.name)) files.push(path)
  }
  return files
}

/** Reads a file into the search. 'gone' when it vanished meanwhile, null when it cannot be read. */
async function readInto(path: string, search: Search, bytesMax: number, signal: AbortSignal) {
  const limit = Math.min(fileBytesMax, bytesMax)
  if (limit <= 0) return null
  let bytes = 0
  try {
    for await (const chunk of createReadStream(path, {
      highWaterMark: chunkBytes,
      signal,
    }) as AsyncIterable<Buffer>) {
      if (bytes + chunk.length > limit) return { bytes, whole: false }
      search.push(chunk)
      bytes += chunk.length
    }
    return { bytes, whole: true }
  } catch (error) {
    signal.throwIfAborted()
    return (error as NodeJS.ErrnoException).code === 'ENOENT' ? 'gone' : null
  }
}
