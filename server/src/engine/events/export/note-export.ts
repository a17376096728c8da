import type { Actor } from '../../../kernel/actor.ts'
import { newId } from '../../../kernel/id.ts'
import { recorded, type RecordDraft } from '../../../kernel/recorded.ts'
import type { Platform } from '../../../platform/platform.ts'
import { runCommand } from '../../log/index.ts'
import { exportEvents } from '../search/contract.ts'

/** What is asked for. */
interface Asked {
  readonly q: string
  readonly zone: string
  readonly everywhere: boolean
  readonly format: string
}

/** Counts what is given out. */
export interface NotedExport {
  readonly add: (events: number) => void
  /** `isWhole`: nothing is missing at the end. Never throws. */
  readonly ended: (isWhole: boolean) => Promise<void>
}

/**
 * Records that somebody takes events away, before the first one leaves: who, of which organisation, what for a query; and at
 * the end how many. An export without the second record broke off with its server.
 */
export async function noteExport(
  platform: Platform,
  actor: Actor,
  organisation: string,
  { q, zone, everywhere, format }: Asked,
): Promise<NotedExport> {
  const id = newId(platform.clock.now())
  const note = (draft: RecordDraft) =>
    runCommand(platform, { permission: exportEvents.permission, actor, organisation }, async () =>
      recorded([draft], {}),
    )
  const data = { organisation, export: id, query: q, zone, everywhere, format }
  await note({ type: 'events.exported', data, disclosed: false })
  let count = 0
  return {
    add: (events) => {
      count += events
    },
    async ended(isWhole) {
      try {
        const end = { organisation, export: id, count, whole: isWhole }
        await note({ type: 'events.export-ended', data: end, disclosed: false })
      } catch (error) {
        platform.telemetry.error('the end of an export was not recorded', error, { export: id })
      }
    },
  }
}
