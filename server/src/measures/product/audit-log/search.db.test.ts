import { sql } from 'kysely'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { describeEachDatabase } from '../../../../../test/harness/databases.ts'
import { openInstallation, type Installation } from '../../../../../test/harness/installation.ts'
import { sequenceAll } from '../../../../../test/harness/sequence-all.ts'
import { eventTree, openLog } from '../../../engine/log/index.ts'
import { judgeIsolation, judgeSearch } from './judge-search.ts'
import { trySearch } from './try-search.ts'

const busyMs = 150_000
const waitMs = 3_000
const minutes = waitMs / 60_000

describeEachDatabase('search, tried through the doors', (open) => {
  let installation: Installation
  let sequencing: NodeJS.Timeout
  beforeAll(async () => {
    installation = await openInstallation(open)
    const { platform } = installation
    await openLog(platform, 'search.example/log')
    Object.assign(platform.clock, { now: () => Date.now(), monotonic: () => performance.now() })
    sequencing = setInterval(() => void sequenceAll(platform, eventTree).catch(() => {}), 300)
  })
  afterAll(async () => {
    clearInterval(sequencing)
    await installation.close()
  })
  const run = () => ({ platform: installation.platform, signal: AbortSignal.timeout(busyMs) })
  const transaction: Installation['database']['transaction'] = (work) =>
    installation.database.transaction(work)

  it(
    'finds what was sent and nothing else, shows it to nobody else, and takes its source again',
    async () => {
      for (let n = 0; n < 2; n++) {
        const seen = await trySearch(run(), waitMs)
        expect(seen.isolation.filter((each) => each.seen || !each.control)).toEqual([])
        expect(judgeSearch(seen, { minutes })).toMatchObject({
          verdict: 'holds',
          population: { checked: 12, total: 12 },
        })
        expect(judgeIsolation(seen)).toMatchObject({
          verdict: 'holds',
          population: { checked: 28, total: 28 },
        })
      }
      const { rows } = await sql<{ sources: number; open: number; tokens: number }>`
        select count(*)::int as sources, (count(*) filter (where deleted_at is null))::int as open,
          (select count(*) from events.source_token)::int as tokens from events.source`.execute(
        installation.database.reader,
      )
      expect(rows).toEqual([{ sources: 1, open: 0, tokens: 0 }])
    },
    busyMs,
  )

  it(
    'fails when the index does not know what it covers',
    async () => {
      await transaction((tx) =>
        sql`insert into events.block (last_batch, first_batch, count, min_at, max_at, bloom)
          select 9007199254740000, batch, 0, now() - interval '1 day', now() + interval '1 day', decode(repeat('00', 16384), 'hex')
          from events.head`.execute(tx),
      )
      try {
        const finding = judgeSearch(await trySearch(run(), waitMs), { minutes })
        expect(finding).toMatchObject({
          verdict: 'fails',
          code: 'not-found-in-time',
          population: { total: 12 },
        })
      } finally {
        await transaction((tx) => sql`delete from events.block`.execute(tx))
      }
    },
    busyMs,
  )

  it(
    'fails when events of one company are shown to another',
    async () => {
      await transaction(async (tx) => {
        await sql`create function events.leak() returns trigger language plpgsql as $$ begin
          new.organisation_id := (select id from identity.organisation where throwaway and kind = 'customer'
            order by id desc limit 1); return new; end $$`.execute(tx)
        await sql`create trigger leak before insert on events.event for each row execute function events.leak()`.execute(
          tx,
        )
      })
      try {
        const seen = await trySearch(run(), waitMs)
        expect(judgeIsolation(seen)).toMatchObject({ verdict: 'fails', code: 'seen-by-another' })
        expect(seen.isolation.filter((each) => each.seen).length).toBeGreaterThan(8)
      } finally {
        await transaction(async (tx) => {
          await sql`drop trigger leak on events.event`.execute(tx)
          await sql`drop function events.leak()`.execute(tx)
        })
      }
    },
    busyMs,
  )
})
