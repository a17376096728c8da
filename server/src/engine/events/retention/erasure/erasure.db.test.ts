import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { beforeEach, expect, it } from 'vitest'
import { describeEachDatabase } from '../../../../../../test/harness/databases.ts'
import { testPlatform, type TestPlatform } from '../../../../../../test/harness/platform.ts'
import { townModules } from '../../../../../../test/harness/town-modules.ts'
import { addEventSource, storeEvents } from '../../../../../../test/harness/event-source.ts'
import { day } from '../../../../kernel/clock.ts'
import { runCommand } from '../../../log/index.ts'
import { events } from '../../index.ts'
import { mayHold } from '../../search/bloom.ts'
import { buildBlock } from '../../search/build-blocks.ts'
import { expireEvents } from '../expire.ts'
import { createHold } from '../holds/create.ts'
import { endHold } from '../holds/change.ts'
import { openStored, type Stored } from '../../../../../../test/harness/stored-events.ts'
import { erase } from './erase.ts'
import { runErasures } from './job.ts'
import { showErasure } from './list.ts'
import { previewErasure } from './preview.ts'
import { startErasure } from './start.ts'

const never = new AbortController().signal
const organisation = randomUUID()
const other = randomUUID()
const actor = { kind: 'operator', tokenId: 'key-1' } as const
const value = 'zoe.quitt@kunde.example'

describeEachDatabase('the erasure of a person', (open) => {
  let platform: TestPlatform
  let stored: Stored

  beforeEach(async () => {
    platform = await testPlatform(await open([...townModules, events]))
    stored = await openStored(platform, organisation)
  })

  const start = () =>
    runCommand(platform, { permission: 'events:erase', actor }, (tx) =>
      startErasure(tx, platform, { organisation, value: 'Zoe.Quitt@kunde.example', reason: 'Art. 17 DSGVO' }),
    )
  const hold = (scope: { actor?: string; class?: number }) =>
    runCommand(platform, { permission: 'events:hold', actor }, (tx) =>
      createHold(tx, platform, {
        scope: { organisation, actor: null, class: null, from: null, to: null, ...scope },
        reason: 'Klage',
        owner: randomUUID(),
        endsAt: platform.clock.now() + 100 * day,
      }),
    )
  const rowsLeft = async () => {
    const { rows } = await sql<{ note: string }>`
      select body::json ->> 'note' as note from events.event order by batch, place`.execute(
      platform.database.reader,
    )
    return rows.map(({ note }) => note)
  }
  const store = (body: Record<string, string>, kind = 'security/security') => stored.store(kind, 1, body)

  /** One of everything that is the person's, and of everything that only looks like it. */
  const settle = async () => {
    await store({ note: 'before she signed in', session: 's-1' })
    await store({ note: 'as actor', actor: value.toUpperCase(), session: 's-1' })
    await store({ note: 'as target', actor: 'admin', target: value })
    await store({ note: `in words: <${value}>`, actor: 'mailer' })
    await store({ note: 'in the session, by somebody else', actor: 'admin', session: 's-1' })
    await store({ note: 'somebody like her', actor: `x${value}` })
    await store({ note: 'nobody', actor: 'bert', session: 's-2' })
    await store({ note: 'her contract', actor: value }, 'contract/proof')
  }
  const others = ['in the session, by somebody else', 'somebody like her', 'nobody', 'her contract']

  it('finds her wherever she stands, spares others and the contract, and tells it without her name', async () => {
    await settle()
    const foreign = await addEventSource(platform, other, 'Other')
    await storeEvents(platform, foreign, [{ actor: value, note: 'of another organisation' }])
    const preview = await previewErasure(platform, { organisation, value })
    expect(preview).toEqual({
      complete: true,
      classes: [
        { dataType: 'security', purpose: 'security', erasable: 4, held: 0, duty: 0 },
        { dataType: 'contract', purpose: 'proof', erasable: 0, held: 0, duty: 1 },
      ],
      holds: [],
      sessions: 1,
    })
    const { id } = await start()
    await runErasures(platform, never)
    expect(await rowsLeft()).toEqual([...others, 'of another organisation'])
    expect(await showErasure(platform.database.reader, id, platform.clock.now())).toMatchObject({
      state: 'done',
      progress: 1,
      complete: false,
      tablesToRewrite: 0,
      classes: [
        { dataType: 'security', erased: 4, held: 0, duty: 0 },
        { dataType: 'contract', erased: 0, held: 0, duty: 1 },
      ],
    })
    const [erased] = await stored.records('events.erased')
    const [started] = await stored.records('events.erasure-started')
    expect([erased?.disclosed, started?.disclosed]).toEqual([true, false])
    const subjectOf = (record: typeof erased) => (record?.data as { subject?: string } | undefined)?.subject
    expect(subjectOf(erased)).toMatch(/^sha256:[0-9a-f]{64}$/)
    expect(subjectOf(erased)).toBe(subjectOf(started))
    expect(JSON.stringify([erased, started]).toLowerCase()).not.toContain('quitt')
    const { data } = started as { data: { name: string } }
    const name = platform.keys.open(Buffer.from(data.name, 'base64'), `events.erasure value ${id}`)
    expect(Buffer.from(name).toString()).toBe('Zoe.Quitt@kunde.example')
    expect(await stored.deletions()).toEqual([{ class: 4, reason: 'erased', n: 4, logged: true }])
    expect(await stored.reconciled()).toMatchObject({
      size: 9,
      rows: 5,
      erased: 4,
      gone: 4,
      equal: 5,
      difference: 0,
      wrong: 0,
    })
  })

  it('refuses what a hold covers, counts it, and erases it after the hold', async () => {
    await settle()
    const held = await hold({ class: 4 })
    const preview = await previewErasure(platform, { organisation, value })
    expect(preview.holds).toEqual([{ hold: held.id, count: 4 }])
    const first = await start()
    await runErasures(platform, never)
    expect(await rowsLeft()).toHaveLength(8)
    expect(await showErasure(platform.database.reader, first.id, platform.clock.now())).toMatchObject({
      state: 'done',
      complete: false,
      classes: [{ erased: 0, held: 4 }, { duty: 1 }],
    })
    const named = await hold({ actor: value })
    for (const { id } of [held, named])
      await runCommand(platform, { permission: 'events:hold', actor }, (tx) =>
        endHold(tx, id, 'verglichen', platform.clock.now()),
      )
    await start()
    await runErasures(platform, never)
    expect(await rowsLeft()).toEqual(others)
    const { rows } = await sql<{
      text: string
    }>`select row_to_json(h)::text as text from events.hold h`.execute(platform.database.reader)
    expect(JSON.stringify(rows)).not.toContain('quitt')
  })

  it('waits while the clock is doubted: by it a hold that stands would have ended', async () => {
    await settle()
    await hold({ class: 4 })
    await expireEvents(platform, never)
    await start()
    platform.clock.advance(200 * day)
    await runErasures(platform, never)
    expect(await stored.count('events.deletion')).toBe(0)
    platform.clock.advance(-200 * day)
    await runErasures(platform, never)
    expect(await rowsLeft()).toHaveLength(8)
    expect(await stored.records('events.erased')).toMatchObject([
      { data: { classes: [{ held: 4 }, { duty: 1 }] } },
    ])
  })

  it('breaks off and goes on: what was rolled back is done again, and each event is counted once', async () => {
    for (let n = 0; n < 6; n++) {
      await stored.store('security/security', 1500, { note: 'nobody' })
      await stored.store('security/security', 7, { actor: value })
    }
    while (await buildBlock(platform)) await stored.count('events.block')
    const { database } = platform
    const token = `actor=${value}`
    const blocksWithHer = async () => {
      const { rows } = await sql<{ bloom: Uint8Array }>`select bloom from events.block`.execute(
        database.reader,
      )
      expect(rows.length).toBeGreaterThan(3)
      return rows.filter(({ bloom }) => mayHold(bloom, token)).length
    }
    expect(await blocksWithHer()).toBeGreaterThan(3)
    const { id } = await start()
    let transactions = 0
    const failing = {
      ...platform,
      database: {
        ...database,
        transaction: (async (work: (tx: never) => Promise<unknown>) =>
          database.transaction(async (tx) => {
            const done = await work(tx as never)
            if (++transactions === 3) throw new Error('crash before the commit')
            return done
          })) as typeof database.transaction,
      },
    }
    await expect(erase(failing, id, never)).rejects.toThrow('crash before the commit')
    const between = await showErasure(database.reader, id, platform.clock.now())
    expect(between.state).toBe('erasing')
    expect(between.progress).toBeLessThan(1)
    expect((await stored.reconciled())?.difference).toBe(0)
    await runErasures(platform, never)
    expect(await showErasure(database.reader, id, platform.clock.now())).toMatchObject({
      state: 'done',
      complete: true,
      classes: [{ erased: 42 }],
    })
    expect(await stored.rows()).toEqual({ 4: 9000 })
    expect(await stored.reconciled()).toMatchObject({ rows: 9000, erased: 42, difference: 0, wrong: 0 })
    expect(await blocksWithHer()).toBe(0)
  })
})
