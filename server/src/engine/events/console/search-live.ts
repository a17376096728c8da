import { useEffect, useEffectEvent, useState } from 'react'
import type { ShownEvent } from './search-event.ts'
import { emptyTail, paused, received, resumed, retryAfterMs, type Tail } from './search-tail.ts'
import type { Where } from './search-suggest.ts'
import { event as eventShape } from '../search/contract.ts'

/** What came in meanwhile is drawn together: more often nobody could read it. */
const drawMs = 150

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

/** Opens the stream, and again whenever it is lost. Answers how to stop. */
function follow(
  { organisation, everywhere }: Where,
  q: string,
  after: string | null,
  onEvents: (events: readonly ShownEvent[]) => void,
  onLine: (line: Line) => void,
): () => void {
  let source: EventSource | null = null
  let last = after
  let attempt = 0
  let waiting: ShownEvent[] = []
  let again: ReturnType<typeof setTimeout> | undefined
  const draw = setInterval(() => {
    if (waiting.length === 0) return
    onEvents(waiting)
    waiting = []
  }, drawMs)
  const open = () => {
    const query = new URLSearchParams({
      ...(q !== '' && { q }),
      ...(everywhere && { everywhere: 'true' }),
      ...(last !== null && { cursor: last }),
    })
    const address = `/api/v1/organisations/${organisation}/event-stream`
    source = new EventSource(query.size === 0 ? address : `${address}?${query}`)
    source.addEventListener('open', () => {
      attempt = 0
      onLine('open')
    })
    source.addEventListener('message', ({ data, lastEventId }: MessageEvent<string>) => {
      if (lastEventId !== '') last = lastEventId
      const event = readEvent(data)
      if (event) waiting.push(event)
    })
    // The browser would try again by itself, but gives up for good after some answers, and waits as it likes.
    source.addEventListener('error', () => {
      source?.close()
      onLine('lost')
      again = setTimeout(open, retryAfterMs(attempt++))
    })
  }
  open()
  return () => {
    source?.close()
    clearTimeout(again)
    clearInterval(draw)
  }
}

function readEvent(data: string): ShownEvent | null {
  try {
    return eventShape.safeParse(JSON.parse(data)).data ?? null
  } catch {
    return null
  }
}
