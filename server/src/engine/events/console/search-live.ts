import { useEffect, useEffectEvent, useState } from 'react'
import type { ShownEvent } from './search-event.ts'
import { emptyTail, paused, received, resumed, retryAfterMs, type Tail } from './search-tail.ts'
import { readStream, type Block } from './search-stream.ts'
import type { Where } from './search-suggest.ts'
import { readerZone } from './search-zone.ts'
import { event as eventShape } from '../search/contract.ts'

/** What came in meanwhile is drawn together: more often nobody could read it. */
const drawMs = 150
/** The server says every 15 seconds that it is there. */
const silentMs = 45_000

export type Line = 'connecting' | 'open' | 'lost'

export interface Live {
  readonly tail: Tail<ShownEvent>
  readonly line: Line
  readonly pause: () => void
  readonly resume: () => void
}

/**
 * Follows the events that match, from the one after `after` on (null: from now on), while `isOn`. A lost connection is
 * opened again and goes on where it was; none is missed, none comes twice.
 */
export function useLive(where: Where, q: string, after: string | null, isOn: boolean): Live {
  const [tail, setTail] = useState<Tail<ShownEvent>>(emptyTail)
  const [line, setLine] = useState<Line>('connecting')
  const take = useEffectEvent((events: readonly ShownEvent[]) =>
    setTail((before) => received(before, events)),
  )
  const { organisation, everywhere } = where
  useEffect(() => {
    if (!isOn) return undefined
    return follow({ organisation, everywhere }, q, after, take, setLine)
  }, [isOn, organisation, everywhere, q, after])
  return { tail, line, pause: () => setTail(paused), resume: () => setTail(resumed) }
}

/** Opens the stream, and again whenever it is lost, from where it had come. Answers how to stop. */
function follow(
  { organisation, everywhere }: Where,
  q: string,
  after: string | null,
  onEvents: (events: readonly ShownEvent[]) => void,
  onLine: (line: Line) => void,
): () => void {
  const stop = new AbortController()
  let last = after
  let attempt = 0
  let waiting: ShownEvent[] = []
  let again: ReturnType<typeof setTimeout> | undefined
  const draw = setInterval(() => {
    if (waiting.length === 0) return
    onEvents(waiting)
    waiting = []
  }, drawMs)
  const onOpen = () => {
    attempt = 0
    onLine('open')
  }
  const onBlock = ({ id, event, data }: Block) => {
    // Blocks without data have an id too: whoever was told of no event yet goes on from there.
    if (id !== null) last = id
    const read = event === 'message' && data !== null ? readEvent(data) : null
    if (read) waiting.push(read)
  }
  const open = async () => {
    const address = `/api/v1/organisations/${organisation}/event-stream`
    const query = new URLSearchParams({
      ...(q !== '' && { q, zone: readerZone }),
      ...(everywhere && { everywhere: 'true' }),
      ...(last !== null && { cursor: last }),
    })
    await silenced(stop.signal, (signal, onSign) =>
      readStream(`${address}?${query}`, signal, onOpen, (block) => {
        onSign()
        onBlock(block)
      }),
    ).catch(() => {})
    if (stop.signal.aborted) return
    onLine('lost')
    again = setTimeout(() => void open(), retryAfterMs(attempt++))
  }
  void open()
  return () => {
    stop.abort()
    clearTimeout(again)
    clearInterval(draw)
  }
}

/** Ends work that gives no sign of life for too long: a connection may be dead without having been closed. */
async function silenced(
  outer: AbortSignal,
  work: (signal: AbortSignal, onSign: () => void) => Promise<void>,
): Promise<void> {
  const silence = new AbortController()
  const start = () => setTimeout(() => silence.abort(), silentMs)
  let timer = start()
  try {
    await work(AbortSignal.any([outer, silence.signal]), () => {
      clearTimeout(timer)
      timer = start()
    })
  } finally {
    clearTimeout(timer)
  }
}

function readEvent(data: string): ShownEvent | null {
  try {
    return eventShape.safeParse(JSON.parse(data)).data ?? null
  } catch {
    return null
  }
}
