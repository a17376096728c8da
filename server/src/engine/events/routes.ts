import type { AnyRoute } from '../../kernel/route.ts'
import { acceptEvents } from './ingest/contract.ts'
import { eventProof } from './proof/contract.ts'
import { pushRoutes } from './push/contract.ts'
import { acceptCloudEvents, greetCloudEventsSender } from './receive/cloudevents/contract.ts'
import { elasticRoutes } from './receive/elastic/contract.ts'
import { exportLogs } from './receive/otlp/contract.ts'
import { retentionRoutes } from './retention/contract.ts'
import { exportEvents, searchRoutes } from './search/contract.ts'
import { savedSearchRoutes } from './search/saved-contract.ts'
import { sourceRoutes } from './sources/routes.ts'
import { streamRoutes } from './stream/contract.ts'

/** Every route of the events, in the order of the documentation. */
export const eventsRoutes: readonly AnyRoute[] = [
  acceptEvents,
  acceptCloudEvents,
  greetCloudEventsSender,
  exportLogs,
  ...elasticRoutes,
  eventProof,
  exportEvents,
  ...searchRoutes,
  ...savedSearchRoutes,
  ...streamRoutes,
  ...pushRoutes,
  ...sourceRoutes,
  ...retentionRoutes,
]
