import type { AnyRoute } from '../../kernel/route.ts'
import { acceptEvents } from './ingest/contract.ts'
import { eventProof } from './proof/contract.ts'
import { savedSearchRoutes } from './search/saved-contract.ts'
import { sourceRoutes } from './sources/routes.ts'

/** Every route of the events, in the order of the documentation. */
export const eventsRoutes: readonly AnyRoute[] = [acceptEvents, eventProof, ...savedSearchRoutes, ...sourceRoutes]
