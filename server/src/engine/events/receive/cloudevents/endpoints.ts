import { Problem } from '../../../../kernel/problem.ts'
import { answer, type Endpoint } from '../../../../kernel/route.ts'
import type { Platform } from '../../../../platform/platform.ts'
import { intakeOf } from '../../intake.ts'
import { acceptRead } from '../accept-read.ts'
import { bearer } from '../bearer.ts'
import { acceptCloudEvents, greetCloudEventsSender } from './contract.ts'
import { handshake } from './handshake.ts'
import { readCloudEvents } from './read-cloud-events.ts'

/** CloudEvents 1.0 webhooks. What was refused stands in the answer; 400 when nothing was stored. */
export function cloudEventsEndpoints(platform: Platform): Endpoint[] {
  return [
    answer(acceptCloudEvents, async ({ body, request }) => {
      const source = await intakeOf(platform).directory.sourceOf(bearer(request))
      const received = await acceptRead(platform, source, readCloudEvents(body, request))
      const refused = received.flatMap((each, index) =>
        each.kind === 'refused' ? [{ line: index + 1, reason: each.reason, message: each.message }] : [],
      )
      const [first] = refused
      if (first !== undefined && refused.length === received.length)
        throw new Problem('bad-request', first.reason, first.message)
      return {
        stored: received.filter(({ kind }) => kind === 'stored').length,
        repeated: received.filter(({ kind }) => kind === 'repeated').length,
        refused,
        ids: received.map((each) => (each.kind === 'refused' ? null : each.id)),
      }
    }),
    answer(greetCloudEventsSender, async ({ request }) => {
      const token = bearer(request)
      const source = token === undefined ? null : await intakeOf(platform).directory.sourceOf(token)
      return handshake(request, source)
    }),
  ]
}
