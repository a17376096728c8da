/** Elements by SD-ID, each with its parameters; a parameter that stands there several times has all its values. */
export type StructuredData = Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>

export interface ReadData {
  readonly data: StructuredData
  /** Where the message begins, or its space. */
  readonly end: number
}

const name = /[^\s=\]"\p{Cc}]{1,64}/uy
/** A value up to its closing quote; `"`, `\` and `]` are escaped with a backslash (RFC 5424 section 6.3.3). */
const value = /="([^"\\]*(?:\\[^][^"\\]*)*)"/uy

/** Reads STRUCTURED-DATA of RFC 5424 from a place of the text; null when it is none. */
export function readStructuredData(text: string, from: number): ReadData | null {
  if (text[from] === '-') return isEnd(text, from + 1) ? { data: {}, end: from + 1 } : null
  const elements = new Map<string, Map<string, string[]>>()
  let at = from
  while (text[at] === '[') {
    const id = match(name, text, at + 1)
    if (id === null) return null
    at += 1 + id[0].length
    const parameters = elements.get(id[0]) ?? new Map<string, string[]>()
    elements.set(id[0], parameters)
    while (text[at] === ' ') {
      // Some senders leave spaces before the bracket.
      if (text[at + 1] === ' ' || text[at + 1] === ']') {
        at++
        continue
      }
      const key = match(name, text, at + 1)
      const given = key === null ? null : match(value, text, at + 1 + key[0].length)
      if (key === null || given === null) return null
      at += 1 + key[0].length + given[0].length
      const values = parameters.get(key[0]) ?? []
      values.push((given[1] as string).replaceAll(/\\(["\\\]])/g, '$1'))
      parameters.set(key[0], values)
    }
    if (text[at] !== ']') return null
    at++
  }
  return at === from || !isEnd(text, at) ? null : { data: asRecord(elements), end: at }
}

const isEnd = (text: string, at: number) => at === text.length || text[at] === ' '

const asRecord = (elements: ReadonlyMap<string, ReadonlyMap<string, readonly string[]>>): StructuredData =>
  Object.fromEntries(
    [...elements].map(([id, parameters]) => [
      id,
      Object.fromEntries(
        [...parameters].map(([key, values]) => [key, values.length === 1 ? (values[0] as string) : values]),
      ),
    ]),
  )

function match(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at
  return pattern.exec(text)
}
