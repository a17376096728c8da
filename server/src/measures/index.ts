import type { NachweisModule } from '../engine/claims/index.ts'
import { ai } from './ai/ai/index.ts'
import { awareness } from './corporate/awareness/index.ts'
import { hiring } from './corporate/hiring/index.ts'
import { incidents } from './corporate/incidents/index.ts'
import { operationsCentre } from './corporate/operations-centre/index.ts'
import { risks } from './corporate/risks/index.ts'
import { signIn } from './corporate/sign-in/index.ts'
import { suppliers } from './corporate/suppliers/index.ts'
import { access } from './data/access/index.ts'
import { backups } from './data/backups/index.ts'
import { encryptionAtRest } from './data/encryption-at-rest/index.ts'
import { encryptionInTransit } from './data/encryption-in-transit/index.ts'
import { erasure } from './data/erasure/index.ts'
import { physical } from './data/physical/index.ts'
import { contact } from './documents/contact/index.ts'
import { documents } from './documents/documents/index.ts'
import { devices } from './endpoint/devices/index.ts'
import { anomalies } from './infrastructure/anomalies/index.ts'
import { continuity } from './infrastructure/continuity/index.ts'
import { ddos } from './infrastructure/ddos/index.ts'
import { environments } from './infrastructure/environments/index.ts'
import { locations } from './infrastructure/locations/index.ts'
import { status } from './infrastructure/status/index.ts'
import { time } from './infrastructure/time/index.ts'
import { privacyNotice } from './legal/privacy-notice/index.ts'
import { processingAgreement } from './legal/processing-agreement/index.ts'
import { provider } from './legal/provider/index.ts'
import { serviceLevel } from './legal/service-level/index.ts'
import { terms } from './legal/terms/index.ts'
import { breaches } from './privacy/breaches/index.ts'
import { cookies } from './privacy/cookies/index.ts'
import { diskEncryption } from './privacy/disk-encryption/index.ts'
import { officer } from './privacy/officer/index.ts'
import { weaknesses } from './privacy/weaknesses/index.ts'
import { auditLog } from './product/audit-log/index.ts'
import { integrations } from './product/integrations/index.ts'
import { layers } from './product/layers/index.ts'
import { roles } from './product/roles/index.ts'
import { secondFactor } from './product/second-factor/index.ts'
import { singleSignOn } from './product/single-sign-on/index.ts'

/** All measures, in the order of the page. */
export const measureModules: readonly NachweisModule[] = [
  provider,
  terms,
  privacyNotice,
  processingAgreement,
  serviceLevel,
  status,
  locations,
  ddos,
  anomalies,
  continuity,
  time,
  environments,
  hiring,
  incidents,
  signIn,
  risks,
  awareness,
  operationsCentre,
  suppliers,
  auditLog,
  layers,
  integrations,
  secondFactor,
  roles,
  singleSignOn,
  access,
  backups,
  erasure,
  encryptionAtRest,
  encryptionInTransit,
  physical,
  devices,
  ai,
  cookies,
  breaches,
  officer,
  diskEncryption,
  weaknesses,
  documents,
  contact,
]
