import type { Actor } from '../../../kernel/actor.ts'
import type { Reader } from '../../../platform/database/database.ts'
import type { Platform } from '../../../platform/platform.ts'
import { personMay } from '../../identity/index.ts'
import { runCommand } from '../../log/index.ts'
import { holdLease, type Leased } from './lease.ts'
import { stopEndpoint } from './stop.ts'

const operator = 'operator'
const anyCustomer = 'any customer'

/** Who answers for an endpoint that this actor makes or changes; see the column `owner`. */
export const ownerOf = (actor: Actor): string => (actor.kind === 'person' ? actor.personId : operator)

/**
 * Whether whoever answers for an endpoint may still do so: one that gets the events of every organisation belongs to somebody
 * who may see these and have events delivered.
 */
export async function isOwned(
  reader: Reader,
  { everywhere, owner, organisation }: Pick<Leased, 'everywhere' | 'owner' | 'organisation'>,
): Promise<boolean> {
  if (!everywhere || owner === operator) return true
  if (owner === null) return false
  return (
    (await personMay(reader, owner, 'events:read', anyCustomer)) &&
    (await personMay(reader, owner, 'events:push', organisation))
  )
}

/** Stops an endpoint that nobody may answer for any more. What waits stays until somebody who may switches it on. */
export async function stopUnowned(platform: Platform, endpoint: Leased): Promise<void> {
  const actor = { kind: 'system', name: 'events-push' } as const
  const { organisation } = endpoint
  await runCommand(platform, { permission: 'events:push', actor, organisation }, async (tx) => {
    await holdLease(tx, platform, endpoint)
    return stopEndpoint(tx, platform, endpoint, 'unowned', null)
  })
}
