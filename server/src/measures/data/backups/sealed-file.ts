import { createHash, type Hash } from 'node:crypto'
import { createReadStream, createWriteStream, type WriteStream } from 'node:fs'
import { open, rename, rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { constants, createGzip } from 'node:zlib'
import { Encrypter } from 'age-encryption'

/** Bytes and SHA-256 (lower-case hex) of a file as it stands. */
export interface FileFacts {
  readonly bytes: number
  readonly sha256: string
}

/** Ending of a file that is being written; nobody takes it for a backup. */
export const partialEnding = '.partial'

/** Compresses and encrypts, as a stage of a pipeline: what comes out is the file. */
export const sealing = (recipients: readonly string[]) =>
  [
    // Fast rather than small: on the embedded database everybody waits for the snapshot to end.
    createGzip({ level: constants.Z_BEST_SPEED }),
    async function* encrypted(source: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
      const age = new Encrypter()
      for (const recipient of recipients) age.addRecipient(recipient)
      yield* await age.encrypt(Readable.toWeb(Readable.from(source)) as ReadableStream<Uint8Array>)
    },
  ] as const

/**
 * Writes the dump's lines encrypted to `path`: under another name first, then durably under its own, or not at all.
 * Throws what the file system or the database throws.
 */
export async function writeSealed(
  path: string,
  lines: AsyncIterable<Uint8Array>,
  recipients: readonly string[],
  signal: AbortSignal,
): Promise<FileFacts> {
  const [zip, encrypt] = sealing(recipients)
  return writeDurably(path, (file, facts) => pipeline(lines, zip, encrypt, facts, file, { signal }))
}

/** Copies a file the same way. `expected` is compared before the copy gets its name; answers whether it agreed. */
export async function copyDurably(
  from: string,
  to: string,
  expected: FileFacts,
  signal: AbortSignal,
): Promise<boolean> {
  let agreed = false
  const compare = async () => {
    agreed = (await fileFacts(to + partialEnding, signal)).sha256 === expected.sha256
    return agreed
  }
  await writeDurably(to, (file, facts) => pipeline(createReadStream(from), facts, file, { signal }), compare)
  return agreed
}

type Counting = (source: AsyncIterable<Uint8Array>) => AsyncGenerator<Uint8Array>

async function writeDurably(
  path: string,
  write: (file: WriteStream, facts: Counting) => Promise<void>,
  accept: () => Promise<boolean> = async () => true,
): Promise<FileFacts> {
  const draft = path + partialEnding
  const hash = createHash('sha256')
  const counted = { bytes: 0 }
  try {
    await write(createWriteStream(draft, { flags: 'wx', mode: 0o600, flush: true }), counting(hash, counted))
    if (await accept()) {
      await rename(draft, path)
      await syncFolder(dirname(path))
    }
  } finally {
    await rm(draft, { force: true })
  }
  return { bytes: counted.bytes, sha256: hash.digest('hex') }
}

const counting = (hash: Hash, counted: { bytes: number }): Counting =>
  async function* facts(source) {
    for await (const chunk of source) {
      hash.update(chunk)
      counted.bytes += chunk.length
      yield chunk
    }
  }

async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, 'r')
  try {
    await folder.sync()
  } finally {
    await folder.close()
  }
}

/** Reads a file to its end. */
export async function fileFacts(path: string, signal: AbortSignal): Promise<FileFacts> {
  const hash = createHash('sha256')
  const counted = { bytes: 0 }
  await pipeline(
    createReadStream(path),
    counting(hash, counted),
    async (source) => {
      for await (const _ of source);
    },
    { signal },
  )
  return { bytes: counted.bytes, sha256: hash.digest('hex') }
}
