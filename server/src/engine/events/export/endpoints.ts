import { Problem } from '../../../kernel/problem.ts'
import { answer, type Endpoint } from '../../../kernel/route.ts'
import type { Platform } from '../../../platform/platform.ts'
import { exportEvents } from '../search/contract.ts'
import { searchOf } from '../search/endpoints.ts'
import { noteExport } from './note-export.ts'
import { exportParts } from './export-events.ts'

/** Exports that one server makes at a time. */
const exportsMax = 4
const busyRetryS = 30

const mediaTypes = { jsonl: 'application/x-ndjson', csv: 'text/csv; charset=utf-8; header=present' } as const

/** What answers exports, as a stream: memory is bounded by a page. */
export function exportEndpoints(platform: Platform): Endpoint[] {
  let running = 0
  const counted = async function* (
    parts: AsyncGenerator<string>,
    ended: (isWhole: boolean) => Promise<void>,
  ) {
    const encoder = new TextEncoder()
    let isWhole = false
    running++
    try {
      for await (const part of parts) yield encoder.encode(part)
      isWhole = true
    } catch (error) {
      // The answer has begun: it breaks off, and lacks the last line that every whole export has.
      platform.telemetry.error('export broke off', error)
      throw error
    } finally {
      running--
      await ended(isWhole)
    }
  }
  return [
    answer(exportEvents, async ({ params: { organisation }, query, actor }) => {
      const search = await searchOf(platform, actor, organisation, query, 'events:export')
      if (running >= exportsMax) throw busy()
      const noted = await noteExport(platform, actor, organisation, query)
      const day = new Date(platform.clock.now()).toISOString().slice(0, 10)
      const parts = exportParts(platform, search, query.format, noted.add)
      return new Response(streamOf(counted(parts, noted.ended)), {
        headers: {
          'content-type': mediaTypes[query.format],
          'cache-control': 'no-store',
          'content-disposition': `attachment; filename="events-${day}.${query.format}"`,
        },
      })
    }),
  ]
}

/** Asks for the next part when there is room for it; whoever goes away ends the reading. */
const streamOf = (parts: AsyncGenerator<Uint8Array>) =>
  new ReadableStream<Uint8Array>({
    async pull(controller) {
      const { done, value } = await parts.next()
      if (done) controller.close()
      else controller.enqueue(value)
    },
    async cancel() {
      await parts.return(undefined)
    },
  })

const busy = () =>
  new Problem(
    'too-many-requests',
    'exports-busy',
    {
      de: 'Hier laufen schon mehrere Exporte. Versuchen Sie es in einer halben Minute noch einmal.',
      en: 'Several exports are running here already. Try again in half a minute.',
    },
    busyRetryS,
  )
