/** What was seen of installations before: a file per origin, and per address the origin that was found there. */
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { toHex, utf8 } from '../bytes.ts'
import { sha256 } from '../sha256.ts'
import type { Memory, TreeMemory } from '../verify/report.ts'

/** A memory that cannot be read must not pass for none: the key would be taken on trust again. */
export class MemoryError extends Error {}

/**
 * What is remembered. The address (host and path, null for a folder) counts before the origin: whoever takes over an
 * address cannot start anew under another name. Throws MemoryError.
 */
export async function loadMemory(
  folder: string,
  address: string | null,
  origin: string,
): Promise<Memory | null> {
  const known = address === null ? null : await readJson(addressFile(folder, address))
  const expected = isObject(known) && typeof known['origin'] === 'string' ? known['origin'] : origin
  const file = originFile(folder, expected)
  const value = await readJson(file)
  if (value === null && known === null) return null
  if (!isMemory(value) || value.origin !== expected)
    throw new MemoryError(`${file} is missing or is no memory of ${expected}`)
  return value
}

/** Remembers; a crash leaves either the old or the new file. */
export async function storeMemory(folder: string, address: string | null, memory: Memory): Promise<void> {
  await writeJson(originFile(folder, memory.origin), memory)
  if (address !== null) await writeJson(addressFile(folder, address), { address, origin: memory.origin })
}

const originFile = (folder: string, origin: string) => join(folder, 'logs', fileName(origin))
const addressFile = (folder: string, address: string) => join(folder, 'addresses', fileName(address))

const nameCharactersMax = 80
function fileName(name: string): string {
  const readable = name.replaceAll(/[^A-Za-z0-9.-]+/g, '_').slice(0, nameCharactersMax)
  return `${readable}-${toHex(sha256(utf8(name))).slice(0, 16)}.json`
}

async function readJson(file: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(file, 'utf8'))
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw new MemoryError(`${file} cannot be read`)
  }
}

async function writeJson(file: string, value: object): Promise<void> {
  await mkdir(dirname(file), { recursive: true, mode: 0o700 })
  const next = `${file}.${process.pid}.next`
  await writeFile(next, `${JSON.stringify(value, null, 2)}\n`, { mode: 0o600 })
  await rename(next, file)
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null

function isMemory(value: unknown): value is Memory {
  if (!isTreeMemory(value)) return false
  const { events } = value as Partial<Memory>
  return events === undefined || (isTreeMemory(events) && Number.isSafeInteger(events.notedUntil))
}

function isTreeMemory(value: unknown): value is TreeMemory {
  if (!isObject(value)) return false
  const texts = ['origin', 'key', 'clockKey', 'root'].every((name) => typeof value[name] === 'string')
  return texts && Number.isSafeInteger(value['size'])
}
