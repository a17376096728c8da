/**
 * A line of the spool: CRC-32 of the text in eight hex digits, a space, the text, a newline. What was torn off by a crash,
 * or written over, does not pass for a line.
 */
import { crc32 } from 'node:zlib'

const prefixBytes = 9
const newline = 0x0a

/** The line of a text, which must not hold a newline: JSON never does. */
export function encodeLine(text: string): Buffer {
  const bytes = Buffer.from(text)
  const line = Buffer.allocUnsafe(prefixBytes + bytes.length + 1)
  line.write(`${checksum(bytes)} `, 'latin1')
  bytes.copy(line, prefixBytes)
  line[line.length - 1] = newline
  return line
}

export interface DecodedLines {
  /** Texts of whole lines in their order. */
  readonly texts: readonly string[]
  /** Lines that end, but are not what was written. */
  readonly damaged: readonly string[]
  /** Bytes up to the end of the last line that ends. */
  readonly bytes: number
}

/** Reads the lines that begin and end in these bytes, up to `linesMax`. Never throws: every content is possible after a crash. */
export function decodeLines(bytes: Buffer, linesMax = Infinity): DecodedLines {
  const texts: string[] = []
  const damaged: string[] = []
  let from = 0
  while (texts.length + damaged.length < linesMax) {
    const end = bytes.indexOf(newline, from)
    if (end === -1) break
    const text = bytes.subarray(from + prefixBytes, end)
    const isWhole =
      end - from >= prefixBytes && bytes.toString('latin1', from, from + prefixBytes) === `${checksum(text)} `
    if (isWhole) texts.push(text.toString('utf8'))
    else damaged.push(bytes.toString('utf8', from, end))
    from = end + 1
  }
  return { texts, damaged, bytes: from }
}

const checksum = (bytes: Buffer) => crc32(bytes).toString(16).padStart(8, '0')
