import { isoTime } from '../../../../kernel/clock.ts'
import { Problem } from '../../../../kernel/problem.ts'
import type { Reader } from '../../../../platform/database/database.ts'
import { receivedAt } from '../../event.ts'
import { customersById } from '../../search/customers.ts'
import { bytesOf, partitionsOf } from '../partitions-of.ts'
import { retentionReader } from '../tables.ts'
import { namedCounts, parseCounts } from './counts.ts'
import { isLive, wholeBytesMax } from './rewrite.ts'
import { parseTraces } from './traces.ts'

const listedMax = 200

/** Erasures, newest first, without names. `now` in ms since the epoch. */
export async function listErasures(reader: Reader, now: number) {
  const rows = await selectErasures(reader).orderBy('id', 'desc').limit(listedMax).execute()
  const known = await knownOf(reader, now)
  return Promise.all(rows.map((row) => shown(reader, row, known)))
}

/** One erasure, with how far it is. Throws a Problem. */
export async function showErasure(reader: Reader, id: string, now: number) {
  const row = await selectErasures(reader).where('id', '=', id).executeTakeFirst()
  if (row) return shown(reader, row, await knownOf(reader, now))
  throw new Problem('not-found', 'no-such-erasure', {
    de: 'Diese Löschung gibt es nicht.',
    en: 'There is no such erasure.',
  })
}

const selectErasures = (reader: Reader) => retentionReader(reader).selectFrom('events.erasure').selectAll()

type Row = Awaited<ReturnType<ReturnType<typeof selectErasures>['executeTakeFirstOrThrow']>>

interface Known {
  readonly organisations: ReadonlyMap<string, string>
  /** Large tables that still take events, and until when (ms since the epoch). */
  readonly waiting: ReadonlyMap<string, number>
}

async function knownOf(reader: Reader, now: number): Promise<Known> {
  const tables = await retentionReader(reader).selectFrom('events.rewrite').select('table_name').execute()
  const named = new Set(tables.map(({ table_name }) => table_name))
  const waiting = new Map<string, number>()
  for (const each of named.size === 0 ? [] : await partitionsOf(reader)) {
    if (!named.has(each.table) || !isLive(each, now)) continue
    if ((await bytesOf(reader, each.table)) > wholeBytesMax) waiting.set(each.table, receivedAt(each.to))
  }
  return { organisations: await customersById(reader), waiting }
}

async function shown(reader: Reader, row: Row, { organisations, waiting }: Known) {
  const classes = namedCounts(parseCounts(row.counts)).map(({ erasable: erased, ...rest }) => ({
    ...rest,
    erased,
  }))
  const kept = classes.some(({ held, duty }) => held + duty > 0)
  const tables = await retentionReader(reader)
    .selectFrom('events.rewrite')
    .select('table_name')
    .where('erasure_id', '=', row.id)
    .execute()
  const waits = tables.flatMap(({ table_name }) => waiting.get(table_name) ?? [])
  return {
    id: row.id,
    organisation: row.organisation_id,
    organisationName: organisations.get(row.organisation_id) ?? null,
    subject: row.subject,
    state: row.state,
    progress: progressOf(row),
    classes,
    traces: parseTraces(row.traces),
    complete: row.state === 'done' && !kept,
    tablesToRewrite: tables.length,
    rewrittenFrom: waits.length === 0 ? null : isoTime(Math.max(...waits)),
    problem: row.problem,
    startedAt: isoTime(row.started_at.getTime()),
    endedAt: row.ended_at === null ? null : isoTime(row.ended_at.getTime()),
  }
}

/** From 0 to 1: looking for sessions is the first half, erasing the second. */
function progressOf(row: Pick<Row, 'state' | 'first_batch' | 'until_batch' | 'cursor_batch'>): number {
  if (row.state === 'rewriting' || row.state === 'done') return 1
  const whole = row.until_batch - row.first_batch
  const half = whole <= 0 ? 0 : (row.cursor_batch - row.first_batch) / whole / 2
  return row.state === 'looking' ? half : 0.5 + half
}
