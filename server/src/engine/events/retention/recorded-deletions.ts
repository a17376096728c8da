import { sql } from 'kysely'
import { z } from 'zod'
import { hour, isoTime } from '../../../kernel/clock.ts'
import type { Reader } from '../../../platform/database/database.ts'
import { recordsByIds } from '../../log/index.ts'
import { retentionClasses } from '../classes.ts'
import type { DeletionReason } from './tables.ts'

/** Records that one statement reads; there are some 9,000 a year, one for each run that deletes. */
const pageRecords = 500
/** Runs take 20 minutes at most, and what one that broke off leaves is logged by the next, an hour later. */
const unloggedMs = 3 * hour

/** Deletions, of which the log knows. */
export interface RecordedDeletions {
  readonly expired: number
  readonly erased: number
  /** Events that deletions count otherwise than their record in the log, or that no record tells of. */
  readonly unrecorded: number
  /** Records with which deletions do not agree, or which do not exist. */
  readonly disputed: readonly string[]
}

/** Counts all deletions, and compares them by record and class with what the log says. `now` in ms since the epoch. */
export async function readDeletions(reader: Reader, now: number): Promise<RecordedDeletions> {
  const sums = await underWay(reader, now)
  const disputed: string[] = []
  for (let after: string | null = firstId; after !== null;) {
    const page = await groupsAfter(reader, after)
    const records = await recordsByIds(reader, [...page.keys()])
    for (const [id, counted] of page) {
      const told = toldBy(records.get(id))
      const off = difference(counted, told)
      if (off > 0) {
        sums.unrecorded += off
        disputed.push(id)
      } else for (const [key, n] of counted) sums[reasonOf(key)] += n
    }
    after = page.size < pageRecords ? null : ([...page.keys()].at(-1) ?? null)
  }
  return { ...sums, disputed }
}

/**
 * Whether deletions that stand in the log, or are under way, took as many events as are missing in this batch or more. Each took
 * one at least: no more of them need to be read than events are missing.
 */
export async function isExplained(
  reader: Reader,
  batch: number,
  missing: number,
  { disputed, now }: { readonly disputed: readonly string[]; readonly now: number },
): Promise<boolean> {
  const { rows } = await sql<{ n: number }>`
    select coalesce(sum(count), 0)::float8 as n from (select d.count from events.deletion d
    where d.from_batch <= ${batch}::bigint and d.to_batch >= ${batch}::bigint
      and case when d.record_id is null then ${isUnderWay(now)} else d.record_id <> all(${disputed}::uuid[]) end
    order by d.to_batch limit ${missing}) as covering`.execute(reader)
  return (rows[0]?.n ?? 0) >= missing
}

const firstId = '00000000-0000-0000-0000-000000000000'

/** Counts by `reason/class`. */
type Counts = ReadonlyMap<`${DeletionReason}/${number}`, number>
type Key = Counts extends ReadonlyMap<infer K, number> ? K : never

const reasonOf = (key: Key) => (key.startsWith('expired/') ? 'expired' : 'erased')

/** Deletions of the next records, by record. */
async function groupsAfter(reader: Reader, after: string): Promise<Map<string, Map<Key, number>>> {
  const { rows } = await sql<{ id: string; reason: DeletionReason; class: number; n: number }>`
    select record_id as id, reason, class, sum(count)::float8 as n from events.deletion
    where record_id in (select distinct record_id from events.deletion where record_id > ${after}::uuid
      order by record_id limit ${pageRecords})
    group by record_id, reason, class order by record_id`.execute(reader)
  const groups = new Map<string, Map<Key, number>>()
  for (const { id, reason, class: number, n } of rows) {
    const counts = groups.get(id) ?? new Map<Key, number>()
    groups.set(id, counts.set(`${reason}/${number}`, n))
  }
  return groups
}

const classes = <Shape extends z.ZodRawShape>(shape: Shape) =>
  z.object({ classes: z.array(z.object({ dataType: z.string(), purpose: z.string(), ...shape })) })
const recordSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('events.expired'), data: classes({ count: z.number() }) }),
  z.object({ type: z.literal('events.erased'), data: classes({ erasable: z.number() }) }),
])

/** What a record says was deleted; nothing, when it is none of a deletion. */
function toldBy(record: unknown): Counts {
  const { data } = recordSchema.safeParse(record)
  if (!data) return new Map()
  const reason = data.type === 'events.expired' ? 'expired' : 'erased'
  return new Map(
    data.data.classes.flatMap((each): [Key, number][] => {
      const found = retentionClasses.find(
        ({ dataType, purpose }) => dataType === each.dataType && purpose === each.purpose,
      )
      const n = 'count' in each ? each.count : each.erasable
      return found ? [[`${reason}/${found.id}`, n]] : []
    }),
  )
}

function difference(counted: Counts, told: Counts): number {
  const keys = new Set([...counted.keys(), ...told.keys()])
  return [...keys].reduce((sum, key) => sum + Math.abs((counted.get(key) ?? 0) - (told.get(key) ?? 0)), 0)
}

/** Of a deletion `d` without a record: the run that is to write it cannot have ended long ago. */
const isUnderWay = (now: number) => sql`(case d.reason
  when 'expired' then d.at between ${isoTime(now - unloggedMs)} and ${isoTime(now + unloggedMs)}
  else exists (select from events.erasure e where e.id = d.run and e.state = 'erasing') end)`

/** What no record tells of yet, and what none ever will. */
async function underWay(reader: Reader, now: number) {
  const { rows } = await sql<{ expired: number; erased: number; unrecorded: number }>`
    select coalesce(sum(count) filter (where known and reason = 'expired'), 0)::float8 as expired,
      coalesce(sum(count) filter (where known and reason = 'erased'), 0)::float8 as erased,
      coalesce(sum(count) filter (where not known), 0)::float8 as unrecorded
    from (select d.count, d.reason, ${isUnderWay(now)} as known from events.deletion d
      where d.record_id is null) as d`.execute(reader)
  return rows[0] ?? { expired: 0, erased: 0, unrecorded: 0 }
}
