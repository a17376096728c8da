import { isUtf8 } from 'node:buffer'
import type { JsonValue } from './json.ts'

const newline = 0x0a

/** The value of JSON in UTF-8; undefined when it is neither: half understood, it would be stored otherwise than it was sent. */
export function parseJson(bytes: Uint8Array): JsonValue | undefined {
  return isUtf8(bytes) ? parsed(asBuffer(bytes).toString()) : undefined
}

/** One line after the other, without white space around it; null for a line that is not UTF-8. */
export function* textLines(bytes: Uint8Array): Generator<string | null, undefined> {
  const buffer = asBuffer(bytes)
  const isText = isUtf8(bytes)
  for (let from = 0; from < buffer.length;) {
    const end = buffer.indexOf(newline, from)
    const to = end === -1 ? buffer.length : end
    yield isText || isUtf8(buffer.subarray(from, to)) ? buffer.toString('utf8', from, to).trim() : null
    from = to + 1
  }
  return undefined
}

/** The value of a JSON text; undefined when it is none. */
export function parsed(text: string): JsonValue | undefined {
  try {
    return JSON.parse(text) as JsonValue
  } catch {
    return undefined
  }
}

const asBuffer = (bytes: Uint8Array) => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
