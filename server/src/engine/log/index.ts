// The append-only Merkle log (RFC 6962, C2SP tlog-tiles) in two trees: records of changes, and events of other systems.
// Both are written in the transaction of what they describe; one sequencer a tree numbers them. A leaf discloses nothing:
// it commits to a salted record. The first tree vouches for the second: for its key, and for its head as it grows.
// Invariants: a tree only grows; what is signed is committed; a commit is the only moment at which a leaf exists.
// Deliberately absent: deleting, renumbering.
import { minute } from '../../kernel/clock.ts'
import { migrationsBeside } from '../../kernel/module.ts'
import { defineModule } from '../../platform/module.ts'
import { logEndpoints, logRoutes } from './endpoints.ts'
import { noteEvents } from './note-events.ts'

export { append } from './append.ts'
export { appendEvents } from './append-events.ts'
export { batchOf, coveringHead, firstLeaves, type CoveringHead } from './event-leaves.ts'
export { openLog } from './open.ts'
export { proofOf, proofsOf } from './proof-of.ts'
export {
  disclosedBetween,
  disclosedByIds,
  parseStored,
  readBundle,
  readHead,
  readTile,
  recordsByIds,
  type Head,
} from './read.ts'
export { leafContents, readReconciliation, type LeafContent, type Reconciliation } from './reconcile.ts'
export {
  batchOfLeaf,
  countEventLeaves,
  eventEntries,
  newestBatches,
  type BatchLeaves,
  type EventLeaves,
} from './reconcile-events.ts'
export { runCommand } from './run-command.ts'
export { caughtUp, startSequencer } from './sequencer.ts'
export { events as eventTree } from './trees.ts'

export const log = defineModule({
  name: 'log',
  dependsOn: [],
  migrations: migrationsBeside(import.meta.url),
  routes: logRoutes,
  endpoints: logEndpoints,
  jobs: [
    {
      name: 'log.note-events',
      everyMs: 10 * minute,
      budgetMs: minute,
      run: (platform) => noteEvents(platform),
    },
  ],
})
