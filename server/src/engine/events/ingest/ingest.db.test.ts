import { expect, it } from 'vitest'
import { sql } from 'kysely'
import { checkEntry, leafEntry } from 'nachweis-verify'
import { describeEachDatabase } from '../../../../../test/harness/databases.ts'
import { addEventSource } from '../../../../../test/harness/event-source.ts'
import { addPerson } from '../../../../../test/harness/people.ts'
import { testPlatform } from '../../../../../test/harness/platform.ts'
import { sequenceAll } from '../../../../../test/harness/sequence-all.ts'
import { day, isoTime, minute, systemClock } from '../../../kernel/clock.ts'
import type { Database } from '../../../platform/database/database.ts'
import { identity } from '../../identity/index.ts'
import { eventTree, firstLeaves, log, openLog, readBundle } from '../../log/index.ts'
import { notifications } from '../../notifications/index.ts'
import { eventId, parseEventId, receivedAt, type EventDraft } from '../event.ts'
import { events, intakeOf } from '../index.ts'
import { recordText } from '../record-text.ts'

const draft = (body: object, key: string | null = null) => ({ body, at: null, key }) as EventDraft

async function opened(database: Database) {
  const platform = await testPlatform(database)
  await openLog(platform, 'log.example')
  const { organisationId } = await addPerson(platform, { kind: 'provider' })
  const source = await addEventSource(platform, organisationId)
  const accept = (drafts: readonly EventDraft[]) => intakeOf(platform).ingester.accept(source, drafts)
  const rows = async () => {
    const found = await sql<{
      batch: number
      place: number
      salt: Uint8Array
      body: string
      organisation_id: string
    }>`
      select batch, place, salt, body, organisation_id from events.event order by batch, place`.execute(
      platform.database.reader,
    )
    return found.rows
  }
  return { platform, source, accept, rows }
}

describeEachDatabase('intake', (open) => {
  const start = async () => opened(await open([log, notifications, identity, events]))

  it('stores once what is sent again with its key, in the same request or a later one', async () => {
    const { accept, rows } = await start()
    const [first, twin, other] = await accept([draft({ n: 1 }, 'a'), draft({ n: 1 }, 'a'), draft({ n: 2 })])
    expect([first?.kind, twin?.kind, other?.kind]).toEqual(['stored', 'repeated', 'stored'])
    expect(twin).toEqual({ ...first, kind: 'repeated' })
    expect(await accept([draft({ n: 1 }, 'a')])).toEqual([{ ...first, kind: 'repeated' }])
    const again = await Promise.all(Array.from({ length: 5 }, () => accept([draft({ n: 3 }, 'b')])))
    expect(again.flat().filter(({ kind }) => kind === 'stored')).toHaveLength(1)
    expect((await rows()).map(({ body }) => body)).toEqual(['{"n":1}', '{"n":2}', '{"n":3}'])
  })

  it('refuses other content under a key that is taken, in the same request or a later one', async () => {
    const { platform, accept, rows } = await start()
    const login = draft({ id: 'user-17', action: 'login' }, 'user-17')
    const other = draft({ id: 'user-17', action: 'delete-everything' }, 'user-17')
    const refused = { kind: 'refused', reason: 'key-reused', message: expect.stringContaining('another id') }
    const [first, ...further] = await accept([login, other, draft({ n: 1 }, 'b'), login])
    expect(further).toEqual([
      refused,
      { kind: 'stored', id: expect.any(String) },
      { ...first, kind: 'repeated' },
    ])
    const sameOtherwise = draft({ action: 'login', id: 'user-17' }, 'user-17')
    expect(await accept([other, sameOtherwise])).toEqual([refused, { ...first, kind: 'repeated' }])
    expect((await rows()).map(({ body }) => body)).toEqual(['{"action":"login","id":"user-17"}', '{"n":1}'])
    await sql`update events.key set content = null`.execute(platform.database.reader)
    expect(await accept([other])).toEqual([{ ...first, kind: 'repeated' }])
  })

  it('answers each event for itself, and keeps what came as it came', async () => {
    const { accept, rows } = await start()
    const odd = { z: 'Größe "x"\\ \u0000', a: [1, null, { ü: true }], deep: { er: 1.5 } }
    const found = await accept([
      draft({ customer: 'nobody' }),
      draft(odd),
      draft({ long: 'x'.repeat(70_000) }),
      draft({ half: '\ud800' }),
    ])
    expect(found.map((each) => (each.kind === 'refused' ? each.reason : each.kind))).toEqual([
      'customer-unknown',
      'stored',
      'event-too-large',
      'event-not-canonical',
    ])
    expect((await rows()).map(({ body }) => JSON.parse(body) as unknown)).toEqual([odd])
  })

  it('makes every row a leaf that opens to its record', async () => {
    const { platform, source, accept, rows } = await start()
    for (let n = 0; n < 3; n++) await accept(Array.from({ length: 5 }, (_, m) => draft({ n, m })))
    await sequenceAll(platform, eventTree)
    const { reader } = platform.database
    const stored = await rows()
    const leaves = await firstLeaves(
      reader,
      stored.map(({ batch }) => batch),
    )
    const entries = (await readBundle(reader, 0, 15, eventTree)) as Uint8Array
    expect(stored).toHaveLength(15)
    for (const { batch, place, salt, body, organisation_id: organisation } of stored) {
      const leaf = (leaves.get(batch) as number) + place
      const id = eventId(batch, place)
      const record = recordText({ id, at: isoTime(receivedAt(batch)), source, organisation, body })
      const entry = entries.subarray(leaf * 35 + 2, leaf * 35 + 35)
      expect(Buffer.from(leafEntry(record, salt))).toEqual(Buffer.from(entry))
      expect(() => checkEntry(entry)).not.toThrow()
    }
  })

  it('commits batches in the order of their numbers, even when the clock is set back', async () => {
    const { platform, accept } = await start()
    const batches: number[] = []
    for (const step of [1_000, -3_600_000, 5, 0, 86_400_000]) {
      platform.clock.set(platform.clock.now() + step)
      const [received] = await accept([draft({ step })])
      if (received?.kind === 'stored') batches.push(parseEventId(received.id)?.batch ?? 0)
    }
    expect(batches).toHaveLength(5)
    expect(batches).toEqual(batches.toSorted((a, b) => a - b))
  })

  it('refuses a time that no number stands for, and goes on when the clock is right again', async () => {
    const { platform, accept } = await start()
    const now = platform.clock.now()
    platform.clock.set(Date.UTC(2040, 0))
    for (let n = 0; n < 2; n++)
      await expect(accept([draft({ n })])).rejects.toMatchObject({ reason: 'clock-implausible' })
    platform.clock.set(now)
    const received = await accept([draft({ n: 1 }), draft({ n: 2 })])
    expect(received.map(({ kind }) => kind)).toEqual(['stored', 'stored'])
  })

  it('refuses a leap of the clock that the clock of the database did not make, before it taints what follows', async () => {
    const database = await open([log, notifications, identity, events])
    expect(Math.abs((await database.now(database.reader)) - systemClock.now())).toBeLessThan(minute)
    const { platform, source, accept, rows } = await opened(database)
    const right = platform.clock.now()
    const elsewhere = {
      ...platform,
      database: { ...platform.database, now: async () => right + 4 * minute },
    }
    const acceptThere = (drafts: readonly EventDraft[]) => intakeOf(elsewhere).ingester.accept(source, drafts)
    await acceptThere([draft({ n: 1 })])
    platform.clock.set(right + 365 * day)
    await expect(acceptThere([draft({ n: 2 })])).rejects.toMatchObject({
      code: 'unavailable',
      reason: 'clock-implausible',
    })
    platform.clock.set(right + 1_000)
    await acceptThere([draft({ n: 3 })])
    expect((await rows()).map(({ batch }) => receivedAt(batch))).toEqual([right, right + 1_000])
    // After a long standstill both clocks have gone on.
    platform.clock.advance(365 * day)
    expect(await accept([draft({ n: 4 })])).toMatchObject([{ kind: 'stored' }])
  })

  it('takes large requests in parts, and many at once, each in its order', async () => {
    const { accept, rows } = await start()
    const many = Array.from({ length: 4_500 }, (_, n) => draft({ n }))
    const [large, ...small] = await Promise.all([
      accept(many),
      ...Array.from({ length: 20 }, (_, n) => accept([draft({ small: n }), draft({ small: n })])),
    ])
    expect(large.every(({ kind }) => kind === 'stored')).toBe(true)
    expect(small.flat()).toHaveLength(40)
    const ids = large.map((each) => (each.kind === 'stored' ? each.id : ''))
    expect(new Set(ids).size).toBe(4_500)
    const byId = new Map((await rows()).map((row) => [eventId(row.batch, row.place), row.body]))
    expect(byId.size).toBe(4_540)
    expect(ids.map((id) => byId.get(id))).toEqual(many.map(({ body }) => JSON.stringify(body)))
  })
})
