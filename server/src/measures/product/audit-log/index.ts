// The log proves that it cannot be altered unnoticed: copies in memory are tampered with and shown to the same verifier
// that strangers use, and the log itself is reconciled with the records behind it.
// Invariants: the real key signs nothing here; the log is only read.
// Deliberately absent: search, retention and intake of other systems' events, which say so on the page.
import { defineModule } from '../../../engine/claims/index.ts'
import { auditLogMeasure } from './claims.ts'

export const auditLog = defineModule({
  name: 'audit-log',
  dependsOn: ['claims', 'log'],
  migrations: null,
  measures: [auditLogMeasure],
})
