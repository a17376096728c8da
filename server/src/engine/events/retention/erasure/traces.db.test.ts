import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { beforeEach, expect, it } from 'vitest'
import { describeEachDatabase } from '../../../../../../test/harness/databases.ts'
import { testPlatform, type TestPlatform } from '../../../../../../test/harness/platform.ts'
import { openStored, type Stored } from '../../../../../../test/harness/stored-events.ts'
import { townModules } from '../../../../../../test/harness/town-modules.ts'
import { day } from '../../../../kernel/clock.ts'
import { runCommand } from '../../../log/index.ts'
import { events } from '../../index.ts'
import { proveEvent } from '../../proof/event-proof.ts'
import { partitionsOf } from '../partitions-of.ts'
import { erase as eraseRows } from './erase.ts'
import { runErasures } from './job.ts'
import { showErasure } from './list.ts'
import { rewriteTables } from './rewrite.ts'
import { startErasure } from './start.ts'

const never = new AbortController().signal
const organisation = randomUUID()
const other = randomUUID()
const value = 'zoe.quitt@kunde.example'
const actor = { kind: 'operator', tokenId: 'key-1' } as const

describeEachDatabase('what names an erased person beside the events', (open) => {
  let platform: TestPlatform
  let stored: Stored
  beforeEach(async () => {
    platform = await testPlatform(await open([...townModules, events]))
    stored = await openStored(platform, organisation)
  })

  const erase = async () => {
    const { id } = await runCommand(platform, { permission: 'events:erase', actor }, (tx) =>
      startErasure(tx, platform, { organisation, value, reason: 'Art. 17 DSGVO' }),
    )
    await runErasures(platform, never)
    return showErasure(platform.database.reader, id, platform.clock.now())
  }
  const run = (statement: ReturnType<typeof sql>) => statement.execute(platform.database.reader)
  const search = (name: string, query: string, where = organisation, everywhere = false) =>
    run(sql`insert into events.saved_search values (${randomUUID()}, ${where}, ${randomUUID()}, ${name}, ${query},
      ${everywhere}, false, now())`)
  const webhook = async (query: string | null, kinds: string[] = [], where = organisation) => {
    const id = randomUUID()
    await run(sql`insert into events.push_endpoint (id, organisation_id, url, description, query, everywhere, kinds,
      sealed, state, batch, place, record, due_at, created_at)
      values (${id}, ${where}, 'https://h.example', 'H', ${query}, false, ${kinds}::text[], '', 'active', 0, 0, 0, now(), now())`)
    return id
  }
  const answered = (number: number, endpoint: string, answer: string, at: { batch: number; place: number }) =>
    run(sql`with d as (insert into events.push_delivery (number, id, endpoint_id, batch, place, state, created_at, ended_at)
      overriding system value
      values (${number}, ${randomUUID()}, ${endpoint}, ${at.batch}, ${at.place}, 'delivered', now(), now()) returning number)
      insert into events.push_try select number, 1, now(), 5, 200, null, convert_to(${answer}, 'UTF8') from d`)
  const list = async (statement: ReturnType<typeof sql<{ v: string }>>) =>
    (await statement.execute(platform.database.reader)).rows.map(({ v }) => v)

  it('goes: saved searches, filters of webhooks and answers of receivers; what names others stays', async () => {
    await stored.store('security/security', 1, { actor: value })
    await stored.store('security/security', 1, { actor: 'bert' })
    const { rows } = await sql<{ batch: number; place: number }>`
      select batch, place from events.event order by batch, place`.execute(platform.database.reader)
    const [hers, his] = rows as [{ batch: number; place: number }, { batch: number; place: number }]
    await search('Zoe', `actor:"${value}"`)
    await search(`Fragen von ${value.toUpperCase()}`, 'time:24h')
    await search('Überall', `-target:${value}`, other, true)
    await search('Bert', 'actor:bert')
    await search('Woanders', `actor:${value}`, other)
    await search('Ähnlich', `actor:x${value}`)
    const silent = await webhook(`actor:${value}`)
    const other2 = await webhook(`actor:${value} action:x`, ['claims.status-changed'])
    const kept = await webhook('actor:bert')
    await answered(1, kept, 'stored under 4711', hers)
    await answered(2, kept, `no mailbox for <${value}>`, his)
    await answered(3, kept, 'ok', { batch: his.batch, place: 7 })
    expect(await erase()).toMatchObject({
      state: 'done',
      tablesToRewrite: 0,
      traces: { searches: 3, filters: 2, answers: 2 },
    })
    expect(
      await list(sql`select name as v from events.saved_search order by convert_to(name, 'UTF8')`),
    ).toEqual(['Bert', 'Woanders', 'Ähnlich'])
    const states = await sql<{ id: string; query: string | null; state: string }>`
      select id, query, state from events.push_endpoint`.execute(platform.database.reader)
    expect(new Map(states.rows.map((row) => [row.id, [row.query, row.state]]))).toEqual(
      new Map([
        [silent, [null, 'paused']],
        [other2, [null, 'active']],
        [kept, ['actor:bert', 'active']],
      ]),
    )
    expect(
      await list(sql`select convert_from(answer, 'UTF8') as v from events.push_try order by delivery`),
    ).toEqual(['', '', 'ok'])
    const records = await stored.records('events.search-deleted')
    expect(records).toHaveLength(3)
    expect(JSON.stringify(records)).not.toContain('quitt')
  })

  it('a large table that takes no more events is copied in steps; one that does waits until it no longer does', async () => {
    for (let n = 0; n < 4; n++) await stored.store('security/security', 3_000, { actor: 'bert' })
    await stored.store('security/security', 5, { actor: value })
    const before = await runCommand(platform, { permission: 'events:erase', actor }, (tx) =>
      startErasure(tx, platform, { organisation, value, reason: 'Art. 17 DSGVO' }),
    )
    const show = () => showErasure(platform.database.reader, before.id, platform.clock.now())
    const all = await partitionsOf(platform.database.reader)
    await eraseRows(platform, before.id, never)
    expect(await rewriteTables(platform, never, 0)).toBe(1)
    expect((await show()).state).toBe('rewriting')
    platform.clock.advance(8 * day)
    expect(await rewriteTables(platform, never, 0)).toBe(0)
    expect(await show()).toMatchObject({ state: 'done', classes: [{ erased: 5 }] })
    expect(await partitionsOf(platform.database.reader)).toEqual(all)
    expect(await stored.rows()).toEqual({ 4: 12_000 })
    expect(await stored.reconciled()).toMatchObject({ rows: 12_000, erased: 5, difference: 0, wrong: 0 })
    const { rows } = await sql<{ batch: number; place: number }>`
      select batch, place from events.event limit 1`.execute(platform.database.reader)
    await proveEvent(platform.database.reader, organisation, `${rows[0]?.batch}.${rows[0]?.place}`)
    const sampled = await sql`select from pg_attribute a join pg_inherits i on i.inhrelid = a.attrelid
      where attname = 'body' and attstattarget is distinct from 0 and not attisdropped
      and inhparent in (select inhrelid from pg_inherits where inhparent = 'events.event'::regclass)`.execute(
      platform.database.reader,
    )
    expect(sampled.rows).toEqual([])
    await stored.store('security/security', 1, { actor: 'bert' })
  })
})
