import { createReadStream } from 'node:fs'
import { open } from 'node:fs/promises'
import { pipeline, Readable } from 'node:stream'
import { createGunzip } from 'node:zlib'
import { Decrypter } from 'age-encryption'
import { BackupError, backupError } from './failure.ts'
import { lineBytesMax } from './format.ts'

const headerBytesMax = 64 * 1024
/** Two chunks of age's payload, so that the first one is complete. */
const sampleBytes = headerBytesMax + 2 * 65_552
const gzipMagic = [0x1f, 0x8b]

/**
 * The lines within a backup, without LF. Throws BackupError: `wrong-identity`, `damaged` (also when cut off), or the file
 * system's. Memory is bounded by one line.
 */
export async function* openedLines(path: string, identities: readonly string[]): AsyncGenerator<string> {
  try {
    const plain = Readable.fromWeb(
      (await decrypted(path, identities)) as Parameters<typeof Readable.fromWeb>[0],
    )
    const unzipped = createGunzip()
    // An error of any stage comes out of the last one.
    pipeline(plain, unzipped, () => {})
    yield* splitLines(unzipped)
  } catch (error) {
    throw readingError(error)
  }
}

async function decrypted(
  path: string,
  identities: readonly string[],
  end?: number,
): Promise<ReadableStream<Uint8Array>> {
  const age = new Decrypter()
  for (const identity of identities) age.addIdentity(identity)
  const file = createReadStream(path, end === undefined ? {} : { end })
  return age.decrypt(Readable.toWeb(file) as ReadableStream<Uint8Array>)
}

function readingError(error: unknown): BackupError {
  const known = backupError(error)
  if (known.code === 'place-missing') return new BackupError('file-missing', known.message, error)
  if (known.code !== 'failed' || error instanceof BackupError) return known
  if (known.message.includes('no identity matched'))
    return new BackupError('wrong-identity', known.message, error)
  return new BackupError('damaged', `The file cannot be read: ${known.message}`, error)
}

async function* splitLines(source: AsyncIterable<Buffer>): AsyncGenerator<string> {
  let parts: Buffer[] = []
  let bytes = 0
  for await (const chunk of source) {
    let from = 0
    for (let at = chunk.indexOf(10); at >= 0; at = chunk.indexOf(10, from)) {
      parts.push(chunk.subarray(from, at))
      yield Buffer.concat(parts).toString()
      parts = []
      bytes = 0
      from = at + 1
    }
    bytes += chunk.length - from
    if (bytes > lineBytesMax) throw new BackupError('damaged', `A line is longer than ${lineBytesMax} bytes.`)
    parts.push(chunk.subarray(from))
  }
  if (bytes > 0) throw new BackupError('damaged', 'The last line is cut off.')
}

/** Kinds of recipients that hold a key; others (such as padding) open nothing. */
const recipientKinds = new Set([
  'X25519',
  'mlkem768x25519',
  'p256tag',
  'mlkem768p256tag',
  'piv-p256',
  'ssh-ed25519',
  'ssh-rsa',
])

/** How many recipients the age header of a file names; 0 when it is no age file. Throws the file system's errors. */
export async function countRecipients(path: string): Promise<number> {
  const file = await open(path, 'r')
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(headerBytesMax), 0, headerBytesMax, 0)
    const text = buffer.subarray(0, bytesRead).toString('latin1')
    const end = text.indexOf('\n--- ')
    if (!text.startsWith('age-encryption.org/v1\n') || end < 0) return 0
    return text
      .slice(0, end)
      .split('\n')
      .filter((line) => line.startsWith('-> ') && recipientKinds.has(line.split(' ')[1] ?? '')).length
  } finally {
    await file.close()
  }
}

/** Whether the identity opens the file as far as its first bytes are ours. Throws the file system's errors. */
export async function opensWith(path: string, identity: string): Promise<boolean> {
  try {
    const reader = (await decrypted(path, [identity], sampleBytes)).getReader()
    const { value } = await reader.read()
    await reader.cancel()
    return gzipMagic.every((byte, at) => value?.[at] === byte)
  } catch (error) {
    const { code } = readingError(error)
    if (code === 'wrong-identity' || code === 'damaged') return false
    throw error
  }
}
