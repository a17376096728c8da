import { setTimeout as wait } from 'node:timers/promises'
import { beforeAll, expect, it } from 'vitest'
import { describeEachDatabase } from '../../../../../test/harness/databases.ts'
import { addEventSource, storeEvents } from '../../../../../test/harness/event-source.ts'
import { addPerson } from '../../../../../test/harness/people.ts'
import { testPlatform, type TestPlatform } from '../../../../../test/harness/platform.ts'
import { sequenceAll } from '../../../../../test/harness/sequence-all.ts'
import type { Actor } from '../../../kernel/actor.ts'
import { createApp } from '../../../platform/http/app.ts'
import { identity } from '../../identity/index.ts'
import { eventTree, log, openLog } from '../../log/index.ts'
import { notifications } from '../../notifications/index.ts'
import { events } from '../index.ts'
import { exportEndpoints } from './endpoints.ts'
import { sql } from 'kysely'

interface Logged {
  readonly id: string
  readonly type: string
  readonly disclosed: boolean
  readonly body: {
    readonly actor: { readonly id: string }
    readonly data: Record<string, unknown> & { readonly export: string }
  }
}

describeEachDatabase('starting an export', (open) => {
  let platform: TestPlatform
  let organisation = ''
  let person = ''
  let ask: (query: string, caller?: Actor) => Promise<Response>

  beforeAll(async () => {
    platform = await testPlatform(await open([log, notifications, identity, events]))
    await openLog(platform, 'export.example/log')
    const admin = await addPerson(platform, { roles: ['admin'] })
    ;[organisation, person] = [admin.organisationId, admin.id]
    const source = await addEventSource(platform, organisation, 'Shop')
    const many = Array.from({ length: 2_500 }, (_, n) => ({ action: 'login', actor: 'anna', n }))
    await storeEvents(platform, source, many)
    await sequenceAll(platform, eventTree)
    const means = {
      kind: 'session',
      id: 's',
      level: 2,
      way: 'passkey',
      authenticatedAt: 0,
      enrolment: false,
    } as const
    const itself: Actor = {
      kind: 'person',
      personId: person,
      organisation: { id: organisation, kind: 'customer' },
      roles: ['admin'],
      means,
    }
    let actor: Actor = itself
    const app = createApp({
      endpoints: exportEndpoints(platform, { stalledMs: 1_000 }),
      identify: async () => actor,
      now: platform.clock.now,
      proxyHops: 0,
      problemPage: () => null,
      telemetry: platform.telemetry,
    })
    ask = async (query, caller = itself) => {
      actor = caller
      return app.request(`/api/v1/organisations/${organisation}/event-export?${query}`)
    }
  })

  /** What the log says of exports since `run` began. */
  const recordsOf = async (run: () => Promise<unknown>): Promise<Logged[]> => {
    const read = async () => {
      const { rows } = await sql<{ id: string; type: string; disclosed: boolean; body: string }>`
        select id, type, disclosed, body from log.record where type like 'events.export%' order by type desc`.execute(
        platform.database.reader,
      )
      return rows.map((row) => ({ ...row, body: JSON.parse(row.body) as Logged['body'] }))
    }
    const before = (await read()).map(({ id }) => id)
    await run()
    return (await read()).filter(({ id }) => !before.includes(id))
  }

  it('is recorded before the first event leaves, with who and what; and at the end how many there were', async () => {
    const records = await recordsOf(async () => {
      const response = await ask('q=actor%3Aanna&zone=UTC&format=csv')
      const [begun] = await recordsOf(async () => response.text())
      expect(begun?.type).toBe('events.export-ended')
    })
    const [start, end] = records
    expect(records).toHaveLength(2)
    expect([start?.type, start?.disclosed, end?.disclosed]).toEqual(['events.exported', false, false])
    expect(JSON.stringify(start?.body.actor)).toContain(person)
    expect(start?.body.data).toMatchObject({
      organisation,
      query: 'actor:anna',
      zone: 'UTC',
      everywhere: false,
      format: 'csv',
    })
    expect(end?.body.data).toEqual({
      organisation,
      export: start?.body.data.export,
      count: 2_500,
      whole: true,
    })
  })

  it('that is broken off says how many had left', async () => {
    const [start, end] = await recordsOf(async () => {
      const reader = (await ask('')).body?.getReader()
      await reader?.read()
      await reader?.cancel()
    })
    expect(end?.body.data).toMatchObject({ export: start?.body.data.export, whole: false })
    const count = Number(end?.body.data['count'])
    expect(count).toBeGreaterThan(0)
    expect(count).toBeLessThan(2_500)
  })

  it('that is refused is not recorded', async () => {
    const nobody: Actor = { kind: 'anonymous' }
    const records = await recordsOf(async () => {
      expect((await ask('q=actor%3A(')).status).toBe(400)
      expect((await ask('everywhere=true')).status).toBe(403)
      expect((await ask('', nobody)).status).toBe(401)
    })
    expect(records).toEqual([])
  })

  it('takes two at a time for an organisation, however many ask at once; who takes nothing is let go', async () => {
    const answers = await Promise.all(Array.from({ length: 6 }, () => ask('')))
    const begun = answers.filter(({ status }) => status === 200)
    expect([begun.length, answers.filter(({ status }) => status === 429).length]).toEqual([2, 4])
    const readers = begun.map(({ body }) => body!.getReader())
    for (const reader of readers) await reader.read()
    await wait(2_500)
    for (const reader of readers) await expect(reader.read()).rejects.toThrow('takes nothing')
    const again = await ask('')
    expect(again.status).toBe(200)
    await again.body?.cancel()
  })
})
