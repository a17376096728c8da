import { recorded, type Recorded } from '../../../kernel/recorded.ts'
import type { Writer } from '../../../platform/database/database.ts'
import type { Platform } from '../../../platform/platform.ts'
import type { Leased } from './lease.ts'
import { mailStopped } from './mail-stopped.ts'
import type { StoppedState } from './state-names.ts'
import { pushWriter } from './tables.ts'

/**
 * Nothing more is sent to this endpoint until somebody starts it again; its administrators are told. `problem`: of the last
 * try; null: no try was the reason. In the caller's transaction, which holds the lease.
 */
export async function stopEndpoint(
  tx: Writer,
  platform: Platform,
  endpoint: Leased,
  state: StoppedState,
  problem: string | null,
): Promise<Recorded<undefined>> {
  const { id, organisation } = endpoint
  const stopped = {
    state,
    lease: null,
    leased_until: null,
    ...(problem !== null && { failed_with: problem }),
  }
  await pushWriter(tx).updateTable('events.push_endpoint').set(stopped).where('id', '=', id).execute()
  await mailStopped(tx, platform, endpoint, state, problem)
  const data = { organisation, endpoint: id, state, problem }
  return recorded([{ type: 'events.push-endpoint-stopped', data, disclosed: false }], undefined)
}
