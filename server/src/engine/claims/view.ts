import { trustDocument, historyDaysMax, type TrustDocument } from 'nachweis-verify'
import { sql } from 'kysely'
import { day } from '../../kernel/clock.ts'
import type { Reader } from '../../platform/database/database.ts'
import { disclosedByIds, parseStored, type Head } from '../log/index.ts'

/**
 * The trust document from the few records that decide it: what is published, the newest evidence of each target, the
 * status changes of the history shown. Computing it from all records of the log gives the same (tested), and that is how
 * a verifier does it. `now` in ms since the epoch.
 */
export async function readTrustDocument(reader: Reader, head: Head, now: number): Promise<TrustDocument> {
  const ids = await decidingRecords(reader, new Date(now - (historyDaysMax + 1) * day))
  const records = (await disclosedByIds(reader, ids))
    .map(parseStored)
    .filter(({ index }) => index < head.size)
  const log = {
    origin: head.origin,
    key: head.key,
    clockKey: head.clockKey,
    checkpoint: head.checkpoint,
    size: head.size,
  }
  return trustDocument(records, log, now)
}

async function decidingRecords(reader: Reader, since: Date): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select record_id as id from claims.published
    union select first_record_id from claims.published
    union select record_id from claims.withdrawn
    union select last_record_id from claims.latest
    union select conclusive_record_id from claims.latest where conclusive_record_id is not null
    union select record_id from claims.missed
    union select record_id from claims.change where since >= ${since}
    union select newest.record_id from claims.published
      cross join lateral (select record_id from claims.change where claim = published.id and since < ${since}
        order by record_id desc limit 1) as newest
      where kind = 'claim'
    union select newest.record_id from claims.published
      cross join lateral (select record_id from claims.change where claim = published.id
        order by record_id desc limit 20) as newest
      where kind = 'claim'`.execute(reader)
  return rows.map((row) => row.id)
}
