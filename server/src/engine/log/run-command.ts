import type { Actor } from '../../kernel/actor.ts'
import { authorise, type Permission } from '../../kernel/permission.ts'
import type { Recorded } from '../../kernel/recorded.ts'
import type { Writer } from '../../platform/database/database.ts'
import type { Platform } from '../../platform/platform.ts'
import { append } from './append.ts'

/**
 * Runs a change: authorises, opens the transaction, and writes the change and its record together, or neither.
 * Throws a Problem when the actor may not or the verb refuses.
 */
export async function runCommand<Output>(
  platform: Pick<Platform, 'clock' | 'database'>,
  command: { readonly permission: Permission; readonly actor: Actor; readonly organisation?: string },
  verb: (tx: Writer) => Promise<Recorded<Output>>,
): Promise<Output> {
  authorise(command.actor, command.permission, command.organisation)
  return platform.database.transaction(async (tx) => {
    const { drafts, output, after } = await verb(tx)
    const records = await append(tx, drafts, command.actor, platform.clock.now())
    await after(records.map((record) => record.id))
    return output
  })
}
