import { setTimeout as wait } from 'node:timers/promises'

/** Whoever takes nothing for so long is let go: others wait for the place. */
const stalledMs = 30_000
const checkEveryMs = 10_000
/** What a reader takes at once: little enough that a slow line is not taken for nobody. */
const pieceBytes = 64 * 1024

/** How patient an answer is, in ms. */
export interface Patience {
  readonly stalledMs?: number
  readonly checkMs?: number
}

/**
 * Parts as a stream, at the reader's speed. It breaks off when the reader takes nothing for long, or no longer may; whoever
 * goes away ends the reading too.
 */
export function paced(
  parts: AsyncGenerator<Uint8Array>,
  stillMay: () => Promise<boolean>,
  { stalledMs: patienceMs = stalledMs, checkMs = checkEveryMs }: Patience = {},
): ReadableStream<Uint8Array> {
  const pieces = inPieces(parts)
  let taken = new AbortController()
  let checked = performance.now()
  const breakOff = async (controller: ReadableStreamDefaultController<Uint8Array>, why: string) => {
    controller.error(new Error(why))
    await pieces.return(undefined)
  }
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      taken.abort()
      if (performance.now() - checked >= checkMs) {
        if (!(await stillMay())) return breakOff(controller, 'no longer permitted')
        checked = performance.now()
      }
      const { done, value } = await pieces.next()
      if (done) return controller.close()
      taken = new AbortController()
      void wait(patienceMs, undefined, { signal: taken.signal, ref: false }).then(
        () => breakOff(controller, 'the reader takes nothing'),
        () => {},
      )
      controller.enqueue(value)
    },
    async cancel() {
      taken.abort()
      await pieces.return(undefined)
    },
  })
}

async function* inPieces(parts: AsyncGenerator<Uint8Array>): AsyncGenerator<Uint8Array, undefined> {
  for await (const part of parts)
    for (let from = 0; from < part.length; from += pieceBytes) yield part.subarray(from, from + pieceBytes)
  return undefined
}
