import { may } from '../../../kernel/permission.ts'
import { answer, type Endpoint } from '../../../kernel/route.ts'
import type { Platform } from '../../../platform/platform.ts'
import { exportEvents } from '../search/contract.ts'
import { searchOf } from '../search/endpoints.ts'
import { mayStill } from '../stream/may-still.ts'
import { noteExport, type NotedExport } from './note-export.ts'
import { exportParts } from './export-events.ts'
import { paced, type Patience } from './paced.ts'
import { openPlaces } from './places.ts'

const permission = 'events:export'
const mediaTypes = { jsonl: 'application/x-ndjson', csv: 'text/csv; charset=utf-8; header=present' } as const

/** What answers exports, as a stream: memory is bounded by a page. */
export function exportEndpoints(platform: Platform, patience: Patience = {}): Endpoint[] {
  const places = openPlaces()
  return [
    answer(exportEvents, async ({ params: { organisation }, query, actor, request }) => {
      const search = await searchOf(platform, actor, organisation, query, permission)
      const leave = places.take(organisation)
      const noted = await noteExport(platform, actor, organisation, query).catch((error: unknown) => {
        leave()
        throw error
      })
      const ended = (isWhole: boolean) => {
        leave()
        return noted.ended(isWhole)
      }
      const stillMay = mayStill(
        platform,
        request,
        (now) =>
          may(now, permission, organisation) && (!query.everywhere || may(now, permission, 'any customer')),
      )
      const day = new Date(platform.clock.now()).toISOString().slice(0, 10)
      const parts = exportParts(platform, search, query.format, noted.add)
      return new Response(paced(encoded(platform, parts, ended), stillMay, patience), {
        headers: {
          'content-type': mediaTypes[query.format],
          'cache-control': 'no-store',
          'content-disposition': `attachment; filename="events-${day}.${query.format}"`,
        },
      })
    }),
  ]
}

async function* encoded(
  { telemetry }: Pick<Platform, 'telemetry'>,
  parts: AsyncGenerator<string>,
  ended: NotedExport['ended'],
): AsyncGenerator<Uint8Array, undefined> {
  const encoder = new TextEncoder()
  let isWhole = false
  try {
    for await (const part of parts) yield encoder.encode(part)
    isWhole = true
  } catch (error) {
    // The answer has begun: it breaks off, and lacks the last line that every whole export has.
    telemetry.error('export broke off', error)
    throw error
  } finally {
    await ended(isWhole)
  }
  return undefined
}
