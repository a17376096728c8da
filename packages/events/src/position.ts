import { readdir, readFile, rename, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

/** A place in the spool: everything before it. */
export interface Position {
  /** Number of the file. */
  readonly segment: number
  /** Bytes from its beginning. */
  readonly offset: number
}

export const isBefore = (a: Position, b: Position): boolean =>
  a.segment < b.segment || (a.segment === b.segment && a.offset < b.offset)

const digits = 12
const segmentForm = /^(\d{12})\.spool$/

export const segmentPath = (folder: string, segment: number): string =>
  join(folder, `${String(segment).padStart(digits, '0')}.spool`)

/** The files of a spool with their sizes in bytes, oldest first. */
export async function segmentsOf(folder: string): Promise<{ segment: number; bytes: number }[]> {
  const numbers = (await readdir(folder))
    .map((name) => segmentForm.exec(name)?.[1])
    .filter((found) => found !== undefined)
    .map(Number)
    .toSorted((a, b) => a - b)
  return Promise.all(
    numbers.map(async (segment) => ({ segment, bytes: (await stat(segmentPath(folder, segment))).size })),
  )
}

const fileOf = (folder: string) => join(folder, 'acknowledged')

/** Up to where the server has acknowledged. What is missing or damaged costs a repetition, which the server knows by its keys. */
export async function readPosition(folder: string): Promise<Position> {
  const text = await readFile(fileOf(folder), 'utf8').catch(() => '')
  const [, segment, offset] = /^(\d{1,12}) (\d{1,15})\n$/.exec(text) ?? []
  return { segment: Number(segment ?? 0), offset: Number(offset ?? 0) }
}

export async function writePosition(folder: string, { segment, offset }: Position): Promise<void> {
  const path = fileOf(folder)
  await writeFile(`${path}.next`, `${segment} ${offset}\n`, { mode: 0o600 })
  await rename(`${path}.next`, path)
}
