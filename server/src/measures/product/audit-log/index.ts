// The log proves that it cannot be altered unnoticed: copies in memory are tampered with and shown to the same verifier
// that strangers use, and the log itself is reconciled with the records behind it.
// Invariants: the real key signs nothing here; the log is only read.
// Of other systems' events it reconciles leaves, rows, deletions and search index, compares the oldest with their periods, and
// sends events of its own to look for them, as their company and as another one.
// Deliberately absent: search and intake of events themselves, which live in engine/events.
import { defineModule } from '../../../engine/claims/index.ts'
import { auditLogMeasure } from './claims.ts'

export const auditLog = defineModule({
  name: 'audit-log',
  dependsOn: ['claims', 'log', 'events', 'identity'],
  migrations: null,
  measures: [auditLogMeasure],
})
