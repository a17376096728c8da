import { open, type FileHandle } from 'node:fs/promises'
import { SourceError } from '../verify/source.ts'

/** The longest line that is read; an event has 64 Ki characters at most. */
const lineBytesMax = 1024 * 1024
const chunkBytes = 256 * 1024
const newline = 0x0a

/** Lines of a file one after the other, each with its number from 1; memory is bounded by the longest line. */
export async function* linesOf(
  file: FileHandle,
): AsyncGenerator<{ readonly number: number; readonly text: string }> {
  let waiting = Buffer.alloc(0)
  let number = 1
  for (let at = 0; ;) {
    const { bytesRead, buffer } = await file.read(Buffer.allocUnsafe(chunkBytes), 0, chunkBytes, at)
    if (bytesRead === 0) break
    at += bytesRead
    const chunk = Buffer.concat([waiting, buffer.subarray(0, bytesRead)])
    let from = 0
    for (let end = chunk.indexOf(newline); end !== -1; end = chunk.indexOf(newline, from)) {
      yield { number: number++, text: chunk.toString('utf8', from, end) }
      from = end + 1
    }
    waiting = chunk.subarray(from)
    if (waiting.length > lineBytesMax)
      throw new SourceError('', `line ${number} is longer than ${lineBytesMax} bytes`)
  }
  if (waiting.length > 0) yield { number, text: waiting.toString('utf8') }
}

/** The last line without its newline; null when the file does not end in one. */
export async function lastLine(file: FileHandle): Promise<string | null> {
  const { size } = await file.stat()
  const length = Math.min(size, lineBytesMax)
  const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, size - length)
  const tail = buffer.subarray(0, bytesRead)
  if (tail.at(-1) !== newline) return null
  const body = tail.subarray(0, -1)
  return body.toString('utf8', body.lastIndexOf(newline) + 1)
}

/** Opens a file to read. Throws SourceError. */
export async function openFile(path: string): Promise<FileHandle> {
  try {
    return await open(path, 'r')
  } catch (error) {
    throw new SourceError(path, `${path} cannot be read: ${String((error as NodeJS.ErrnoException).code)}`)
  }
}
