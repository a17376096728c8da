import { setTimeout as wait } from 'node:timers/promises'
import type { Told } from './follow.ts'

/** Whoever takes nothing for so long is let go. */
const stalledMs = 30_000
const reconnectMs = 2_000

/**
 * Server-sent events (WHATWG HTML, section 9.2), pulled at the reader's speed: nothing is held for a slow one but what it is
 * being sent. `end` is called once, however it ends; `first`: the cursor that somebody who was told nothing resumes from.
 */
export function sseAnswer(
  told: AsyncGenerator<Told>,
  first: string,
  end: () => void,
  patienceMs = stalledMs,
): Response {
  let stalled = new AbortController()
  let over = false
  const finish = (controller?: ReadableStreamDefaultController<Uint8Array>) => {
    if (over) return
    over = true
    stalled.abort()
    end()
    controller?.close()
    void told.return(undefined)
  }
  const body = new ReadableStream<Uint8Array>(
    {
      start(controller) {
        controller.enqueue(bytes(`retry: ${reconnectMs}\nid: ${first}\n\n`))
      },
      async pull(controller) {
        stalled.abort()
        const next = await told.next().catch(() => null)
        if (over) return
        if (!next || next.done) return finish(controller)
        controller.enqueue(bytes(lines(next.value)))
        if (next.value.kind === 'end') return finish(controller)
        stalled = new AbortController()
        void wait(patienceMs, undefined, { signal: stalled.signal, ref: false }).then(
          () => finish(controller),
          () => {},
        )
      },
      cancel: () => finish(),
    },
    { highWaterMark: 0 },
  )
  return new Response(body, {
    headers: { 'content-type': 'text/event-stream', 'cache-control': 'no-store', 'x-accel-buffering': 'no' },
  })
}

const bytes = (text: string) => new TextEncoder().encode(text)

function lines(told: Told): string {
  switch (told.kind) {
    case 'events':
      return told.events.map(({ id, text }) => `id: ${id}\ndata: ${text}\n\n`).join('')
    // An id without data moves the cursor of the reader and calls nobody.
    case 'still':
      return `: still here\nid: ${told.cursor}\n\n`
    case 'end':
      return `event: end\nid: ${told.cursor}\ndata: ${JSON.stringify({ reason: 'no-longer-permitted' })}\n\n`
  }
}
