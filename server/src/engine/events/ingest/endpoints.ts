import { Problem } from '../../../kernel/problem.ts'
import { answer, type Endpoint } from '../../../kernel/route.ts'
import type { Platform } from '../../../platform/platform.ts'
import { acceptRead } from '../receive/accept-read.ts'
import { bearer } from '../receive/bearer.ts'
import { intakeOf } from '../intake.ts'
import { acceptEvents } from './contract.ts'
import { readEvents } from './read-events.ts'
import type { Received } from '../event.ts'

/** What our own format goes in by. */
export function ingestEndpoints(platform: Platform): Endpoint[] {
  return [
    answer(acceptEvents, async ({ body, request }) => {
      const source = await intakeOf(platform).directory.sourceOf(bearer(request))
      const key = request.header('idempotency-key') ?? null
      const all = await acceptRead(
        platform,
        source,
        readEvents(body, request.header('content-type') ?? '', key),
      )
      if (all.length > 0 && all.every(({ kind }) => kind === 'refused')) throw noneStored(all)
      return {
        stored: all.filter(({ kind }) => kind === 'stored').length,
        repeated: all.filter(({ kind }) => kind === 'repeated').length,
        refused: all.flatMap((each, index) =>
          each.kind === 'refused' ? [{ line: index + 1, reason: each.reason, message: each.message }] : [],
        ),
        ids: all.map((each) => (each.kind === 'refused' ? null : each.id)),
      }
    }),
  ]
}

function noneStored(all: readonly Received[]): Problem {
  const [first] = all
  const why = first?.kind === 'refused' ? first : { reason: 'not-as-declared', message: '' }
  return new Problem(
    'bad-request',
    why.reason,
    `None of ${all.length} events was stored. The first: ${why.message}`,
  )
}
