import type { Endpoint } from '../../kernel/route.ts'
import type { Platform } from '../../platform/platform.ts'
import { exportEndpoints } from './export/endpoints.ts'
import { ingestEndpoints } from './ingest/endpoints.ts'
import { proofEndpoints } from './proof/endpoints.ts'
import { pushEndpoints } from './push/endpoints.ts'
import { cloudEventsEndpoints } from './receive/cloudevents/endpoints.ts'
import { elasticEndpoints } from './receive/elastic/endpoints.ts'
import { otlpEndpoints } from './receive/otlp/endpoints.ts'
import { retentionEndpoints } from './retention/endpoints.ts'
import { searchEndpoints } from './search/endpoints.ts'
import { savedSearchEndpoints } from './search/saved-endpoints.ts'
import { sourceEndpoints } from './sources/endpoints.ts'
import { streamEndpoints } from './stream/endpoints.ts'

/** What answers the routes. */
export const eventsEndpoints = (platform: Platform): readonly Endpoint[] => [
  ...ingestEndpoints(platform),
  ...cloudEventsEndpoints(platform),
  ...otlpEndpoints(platform),
  ...elasticEndpoints(platform),
  ...proofEndpoints(platform),
  ...exportEndpoints(platform),
  ...searchEndpoints(platform),
  ...savedSearchEndpoints(platform),
  ...streamEndpoints(platform),
  ...pushEndpoints(platform),
  ...sourceEndpoints(platform),
  ...retentionEndpoints(platform),
]
