/** A block of server-sent events (WHATWG HTML, section 9.2): its last id, and the data where it has some. */
export interface Block {
  readonly id: string | null
  readonly event: string
  readonly data: string | null
}

/** Characters of one block: an event of the largest size, and more. */
const blockCharactersMax = 16 * 1024 * 1024

/**
 * Reads a stream as it comes, in whatever pieces. Unlike the browser's own EventSource it tells blocks that have an id and no
 * data: they say how far the stream has come. Throws where a block has no end.
 */
export function blockReader(): (piece: string) => Block[] {
  let rest = ''
  return (piece) => {
    // A carriage return at the end may be half of the end of a line.
    const text = rest + piece
    const isOpen = text.endsWith('\r')
    const lines = (isOpen ? text.slice(0, -1) : text).replace(/\r\n?/g, '\n')
    const blocks = lines.split('\n\n')
    rest = (blocks.pop() ?? '') + (isOpen ? '\r' : '')
    if (rest.length > blockCharactersMax) throw new Error('a block of the stream has no end')
    return blocks.map(blockOf)
  }
}

function blockOf(written: string): Block {
  let [id, event]: [string | null, string] = [null, 'message']
  const data: string[] = []
  for (const line of written.split('\n')) {
    const [, name, value = ''] = /^([^:]*):? ?(.*)$/.exec(line) ?? []
    if (name === 'id') id = value
    else if (name === 'event') event = value
    else if (name === 'data') data.push(value)
  }
  return { id, event, data: data.length === 0 ? null : data.join('\n') }
}

/** Reads the stream at an address to its end and tells every block. Throws when it cannot be had or breaks off. */
export async function readStream(
  address: string,
  signal: AbortSignal,
  onOpen: () => void,
  onBlock: (block: Block) => void,
): Promise<void> {
  const response = await fetch(address, {
    signal,
    headers: { accept: 'text/event-stream' },
    cache: 'no-store',
  })
  if (!response.ok || !response.body) throw new Error(`the stream answered ${response.status}`)
  onOpen()
  const read = blockReader()
  const decoder = new TextDecoder()
  const reader = response.body.getReader()
  for (let part = await reader.read(); !part.done; part = await reader.read())
    for (const block of read(decoder.decode(part.value, { stream: true }))) onBlock(block)
}
