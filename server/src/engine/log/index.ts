// The one append-only Merkle log (RFC 6962, C2SP tlog-tiles). Records are written in the transaction of the change that
// they describe; one sequencer numbers them. A leaf discloses nothing: it commits to a salted record.
// Invariants: the tree only grows; what is signed is committed; a commit is the only moment at which a leaf exists.
// Deliberately absent: deleting, renumbering, a second tree.
import { migrationsBeside } from '../../kernel/module.ts'
import { defineModule } from '../../platform/module.ts'
import { logEndpoints, logRoutes } from './endpoints.ts'

export { append } from './append.ts'
export { appendEvents } from './append-events.ts'
export { openLog } from './open.ts'
export { proofOf } from './proof-of.ts'
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
export { runCommand } from './run-command.ts'
export { caughtUp, startSequencer } from './sequencer.ts'
export { events as eventTree, records as recordTree, type Tree } from './trees.ts'

export const log = defineModule({
  name: 'log',
  dependsOn: [],
  migrations: migrationsBeside(import.meta.url),
  routes: logRoutes,
  endpoints: logEndpoints,
})
