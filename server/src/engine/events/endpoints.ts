import type { Endpoint } from '../../kernel/route.ts'
import type { Platform } from '../../platform/platform.ts'
import { ingestEndpoints } from './ingest/endpoints.ts'
import { proofEndpoints } from './proof/endpoints.ts'
import { savedSearchEndpoints } from './search/saved-endpoints.ts'
import { sourceEndpoints } from './sources/endpoints.ts'

/** What answers the routes. */
export const eventsEndpoints = (platform: Platform): readonly Endpoint[] => [
  ...ingestEndpoints(platform),
  ...proofEndpoints(platform),
  ...savedSearchEndpoints(platform),
  ...sourceEndpoints(platform),
]
