import { sql } from 'kysely'
import { sequence } from '../../server/src/engine/log/sequence.ts'
import { logSigner } from '../../server/src/engine/log/signer.ts'
import { records, type Tree } from '../../server/src/engine/log/trees.ts'
import type { Platform } from '../../server/src/platform/platform.ts'

/** One round of a tree's sequencer: everything that was committed so far becomes leaves. */
export async function sequenceAll(platform: Platform, tree: Tree = records): Promise<void> {
  const { rows } = await sql<never>`select * from ${sql.table(tree.head)}`.execute(platform.database.reader)
  const signer = await logSigner(platform.keys, rows[0] as never)
  await platform.database.transaction((tx) => sequence(tx, tree, signer, platform.clock.now()))
}
