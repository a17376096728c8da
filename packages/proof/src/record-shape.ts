import type { LogRecord } from './records.ts'

/** ISO 8601 in UTC with milliseconds, the one spelling that records use. */
export function isTime(value: unknown): value is string {
  if (typeof value !== 'string') return false
  const time = Date.parse(value)
  return Number.isFinite(time) && new Date(time).toISOString() === value
}

/** Refuses what does not have the shape that every record has. */
export function checkRecord(record: Partial<LogRecord> | null): LogRecord {
  const { id, type, at, actor, data } = record ?? {}
  const shaped = typeof id === 'string' && typeof type === 'string' && isTime(at)
  if (!shaped || typeof actor !== 'object' || typeof data !== 'object' || data === null)
    throw new Error('not a record')
  return record as LogRecord
}
