import { isoTime } from '../../../../kernel/clock.ts'
import { Problem } from '../../../../kernel/problem.ts'
import type { Reader } from '../../../../platform/database/database.ts'
import { retentionReader } from '../tables.ts'
import { namedCounts, parseCounts } from './counts.ts'

const listedMax = 200

/** Erasures, newest first, without names. */
export async function listErasures(reader: Reader) {
  const rows = await selectErasures(reader).orderBy('id', 'desc').limit(listedMax).execute()
  return Promise.all(rows.map((row) => shown(reader, row)))
}

/** One erasure, with how far it is. Throws a Problem. */
export async function showErasure(reader: Reader, id: string) {
  const row = await selectErasures(reader).where('id', '=', id).executeTakeFirst()
  if (row) return shown(reader, row)
  throw new Problem('not-found', 'no-such-erasure', {
    de: 'Diese Löschung gibt es nicht.',
    en: 'There is no such erasure.',
  })
}

const selectErasures = (reader: Reader) => retentionReader(reader).selectFrom('events.erasure').selectAll()

type Row = Awaited<ReturnType<ReturnType<typeof selectErasures>['executeTakeFirstOrThrow']>>

async function shown(reader: Reader, row: Row) {
  const classes = namedCounts(parseCounts(row.counts)).map(({ erasable: erased, ...rest }) => ({
    ...rest,
    erased,
  }))
  const kept = classes.some(({ held, duty }) => held + duty > 0)
  const { tables } = await retentionReader(reader)
    .selectFrom('events.rewrite')
    .select((select) => select.fn.countAll<number>().as('tables'))
    .where('erasure_id', '=', row.id)
    .executeTakeFirstOrThrow()
  return {
    id: row.id,
    organisation: row.organisation_id,
    subject: row.subject,
    state: row.state,
    progress: progressOf(row),
    classes,
    complete: row.state === 'done' && !kept,
    tablesToRewrite: tables,
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
