// Events of other systems: taken in by every protocol that they speak, understood by a mapping, committed with their leaves,
// found again, kept as long as their kind may be, shown to the organisation that they concern.
// Invariants: acknowledged after the commit alone; batches commit in the order of their numbers; every row is one leaf of the
// tree of events; every query names the organisations that it may see.
// Deliberately absent: changing an event; a second store or index that could disagree with the first.
import { day, hour, minute } from '../../kernel/clock.ts'
import { migrationsBeside } from '../../kernel/module.ts'
import { defineModule } from '../../platform/module.ts'
import { eventsEndpoints } from './endpoints.ts'
import { intakeOf } from './intake.ts'
import { makePartitions } from './partitions.ts'
import { cleanUpPush } from './push/clean-up.ts'
import { startPush } from './push/deliver.ts'
import { retentionJobs } from './retention/jobs.ts'
import { openSyslog } from './receive/syslog/open-syslog.ts'
import { eventsRoutes } from './routes.ts'
import { adoptSearches } from './search/adopt-searches.ts'
import { startBlockBuilder } from './search/block-builder.ts'
import { forgetHeard, startObserving } from './sources/observer.ts'
import { startStreams } from './stream/start-streams.ts'

export { intakeOf } from './intake.ts'
export { receiverRefusal } from './receive/receiver-refusal.ts'
export { withProbeSource } from './probe.ts'
export { readClock } from './retention/believed-clock.ts'
export { oldestOfClasses } from './retention/list-classes.ts'
export { readHeartbeats } from './sources/read-heartbeats.ts'
export { readOrders, type SourceOrder } from './sources/read-orders.ts'
export { reconcileEvents, type EventsReconciled } from './retention/reconcile.ts'
export { reconcileIndex, type IndexReconciled } from './search/reconcile-index.ts'
export { readSenders, type Sender } from './sources/read-senders.ts'

export const events = defineModule({
  name: 'events',
  dependsOn: ['log', 'notifications', 'identity'],
  migrations: migrationsBeside(import.meta.url),
  routes: eventsRoutes,
  endpoints: eventsEndpoints,
  services: [
    startBlockBuilder,
    (platform) => startObserving(platform, intakeOf(platform).observer),
    startStreams,
    startPush,
    openSyslog,
  ],
  jobs: [
    ...retentionJobs,
    {
      name: 'events.partitions',
      everyMs: hour,
      budgetMs: minute,
      run: (platform) => makePartitions(platform, platform.clock.now()),
    },
    { name: 'events.push', everyMs: hour, budgetMs: minute, run: cleanUpPush },
    {
      name: 'events.saved-searches',
      everyMs: day,
      budgetMs: minute,
      run: async (platform, signal) => {
        await adoptSearches(platform, signal)
      },
    },
    { name: 'events.sources', everyMs: day, budgetMs: minute, run: forgetHeard },
  ],
})
