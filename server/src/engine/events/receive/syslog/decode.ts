import type { Frame } from './frames.ts'

/** What is not as it was sent: said in the event, because nobody could see it otherwise. */
export type Repair = 'truncated' | 'utf-8' | 'nul' | 'structured-data'

export interface Decoded {
  readonly text: string
  readonly repairs: readonly Repair[]
}

const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
const replacement = '�'

/** The text of a frame. Bytes that are no UTF-8 and NUL become U+FFFD; what ends a line is left out. */
export function decode({ bytes, truncated }: Frame): Decoded {
  const repairs: Repair[] = truncated ? ['truncated'] : []
  let text = ''
  try {
    // `stream` keeps back a character that the cut went through; without it the bytes must be whole.
    text = truncated
      ? new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes, { stream: true })
      : strict.decode(bytes)
  } catch {
    text = bytes.toString('utf8')
    repairs.push('utf-8')
  }
  text = text.slice(0, endOf(text))
  if (!text.includes('\0')) return { text, repairs }
  return { text: text.replaceAll('\0', replacement), repairs: [...repairs, 'nul'] }
}

/** Not by a pattern: many line ends inside a text would be looked at again from each of them. */
function endOf(text: string): number {
  let end = text.length
  while (end > 0 && (text[end - 1] === '\n' || text[end - 1] === '\r' || text[end - 1] === '\0')) end--
  return end
}
