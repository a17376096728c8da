// The log proves that it cannot be altered unnoticed: copies in memory are tampered with and shown to the same verifier
// that strangers use, and the log itself is reconciled with the records behind it.
// Invariants: the real key signs nothing here; the log is only read.
// Of other systems' events it reconciles leaves, rows and deletions, and compares the oldest with their periods.
// Deliberately absent: search and intake of events, which live in engine/events and say so on the page until they are checked.
import { defineModule } from '../../../engine/claims/index.ts'
import { auditLogMeasure } from './claims.ts'

export const auditLog = defineModule({
  name: 'audit-log',
  dependsOn: ['claims', 'log', 'events'],
  migrations: null,
  measures: [auditLogMeasure],
})
