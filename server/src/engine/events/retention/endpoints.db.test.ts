import { randomUUID } from 'node:crypto'
import { beforeAll, expect, it } from 'vitest'
import { describeEachDatabase } from '../../../../../test/harness/databases.ts'
import { testPlatform, type TestPlatform } from '../../../../../test/harness/platform.ts'
import { sequenceAll } from '../../../../../test/harness/sequence-all.ts'
import { townModules } from '../../../../../test/harness/town-modules.ts'
import { openTown, type Answer, type Town } from '../../../../../test/harness/town.ts'
import type { Actor } from '../../../kernel/actor.ts'
import { day, hour, isoTime, minute } from '../../../kernel/clock.ts'
import { createApp } from '../../../platform/http/app.ts'
import { eventTree } from '../../log/index.ts'
import { events } from '../index.ts'
import { retentionEndpoints } from './endpoints.ts'
import { runErasures } from './erasure/job.ts'
import { expireEvents } from './expire.ts'
import { openStored, type Stored } from '../../../../../test/harness/stored-events.ts'

const never = new AbortController().signal
const operator: Actor = { kind: 'operator', tokenId: 'key-1' }
const reason = 'Art. 17 DSGVO'

describeEachDatabase('the routes of retention', (open) => {
  let platform: TestPlatform
  let town: Town
  let stored: Stored
  let privacy: Actor
  let auditor: Actor
  let admin: Actor
  let call: (actor: Actor, method: string, path: string, body?: object) => Promise<Answer>

  beforeAll(async () => {
    platform = await testPlatform(await open([...townModules, events]))
    town = await openTown(platform)
    stored = await openStored(platform, town.homes.alpha)
    privacy = (await town.settle(town.homes.provider, 'privacy')).actor
    auditor = (await town.settle(town.homes.provider, 'auditor')).actor
    admin = (await town.settle(town.homes.alpha, 'admin')).actor
    let caller: Actor = operator
    const app = createApp({
      endpoints: retentionEndpoints(platform),
      identify: async () => caller,
      now: platform.clock.now,
      proxyHops: 0,
      problemPage: () => null,
      telemetry: platform.telemetry,
    })
    call = async (actor, method, path, body) => {
      caller = actor
      const response = await app.request(`/api/v1/events/${path}`, {
        method,
        headers: { 'sec-fetch-site': 'same-origin', 'content-type': 'application/json' },
        ...(body ? { body: JSON.stringify(body) } : {}),
      })
      const answered = (await response.json()) as { type?: string }
      const reasonOf = answered.type?.replace('urn:nachweis:problem:', '') ?? null
      return { status: response.status, body: answered, reason: reasonOf }
    }
    await stored.store('traffic/fault', 3, { actor: 'anna.b' })
    await stored.store('contract/proof', 2, { actor: 'anna.b' })
  })

  const later = (ms: number) => isoTime(platform.clock.now() + ms)
  const fresh = (actor: Actor): Actor =>
    actor.kind === 'person' && actor.means.kind === 'session'
      ? { ...actor, means: { ...actor.means, authenticatedAt: platform.clock.now() } }
      : actor

  it('tells every class with its period, its source and its oldest event', async () => {
    const { status, body } = await call(auditor, 'GET', 'retention')
    expect(status).toBe(200)
    expect(body.classes).toHaveLength(8)
    expect(body.classes[0]).toMatchObject({
      id: 1,
      dataType: 'traffic',
      purpose: 'fault',
      days: 7,
      defaultDays: 7,
      keptByLaw: false,
      partitionDays: 1,
      oldestReceivedAt: isoTime(platform.clock.now()),
      estimatedCount: 3,
    })
    expect(body.classes[0].source.en).toContain('TDDDG')
    expect(body.classes[5]).toMatchObject({ dataType: 'contract', keptByLaw: true, estimatedCount: 2 })
    expect(body.classes[2]).toMatchObject({ oldestReceivedAt: null, estimatedCount: 0 })
  })

  it('lets those change and look who may, and nobody of a customer', async () => {
    const id = randomUUID()
    const value = { organisation: town.homes.alpha, value: 'anna.b' }
    const doors: [string, string, object?][] = [
      ['GET', 'retention'],
      ['PUT', 'retention/1', { days: 3 }],
      ['GET', 'retention/1/consequence?days=3'],
      ['GET', 'deletions'],
      ['POST', 'retention/clock/confirm', { time: later(0) }],
      ['GET', 'holds'],
      ['POST', 'holds/preview', { class: 1 }],
      ['POST', 'holds', { class: 1, reason, endsAt: later(day) }],
      ['POST', `holds/${id}/renew`, { endsAt: later(day), reason }],
      ['POST', `holds/${id}/end`, { reason }],
      ['POST', 'erasures/preview', value],
      ['POST', 'erasures', { ...value, reason }],
      ['GET', 'erasures'],
      ['POST', 'erasures/proof', {}],
      ['GET', `erasures/${id}`],
    ]
    const statuses = async (actor: Actor) => {
      const found: number[] = []
      for (const [method, path, body] of doors) found.push((await call(actor, method, path, body)).status)
      return found
    }
    expect(await statuses(admin)).toEqual(doors.map(() => 403))
    expect(await statuses({ kind: 'anonymous' })).toEqual(doors.map(() => 401))
    expect(await statuses(auditor)).toEqual([
      200, 403, 403, 200, 403, 200, 403, 403, 403, 403, 403, 403, 403, 403, 403,
    ])
    platform.clock.advance(hour)
    const stale = await Promise.all(
      [1, 4, 9, 11].map(async (door) => {
        const [method, path, body] = doors[door] as [string, string, object]
        return (await call(privacy, method, path, body)).reason
      }),
    )
    expect(stale).toEqual(['step-up-required', 'step-up-required', 'step-up-required', 'step-up-required'])
  })

  it('counts what a hold would cover', async () => {
    const count = async (scope: object) => (await call(privacy, 'POST', 'holds/preview', scope)).body
    expect(await count({ actor: 'ANNA.B' })).toEqual({ count: 5, complete: true })
    expect(await count({ actor: 'anna.b', class: 6 })).toEqual({ count: 2, complete: true })
    expect(await count({ organisation: town.homes.beta })).toEqual({ count: 0, complete: true })
    expect(await count({ to: later(-day) })).toEqual({ count: 0, complete: true })
    expect(await count({ from: later(-day) })).toEqual({ count: 5, complete: true })
  })

  it('refuses periods, holds and names that make no sense', async () => {
    const reasonOf = async (method: string, path: string, body: object) =>
      (await call(fresh(privacy), method, path, body)).reason
    expect(await reasonOf('PUT', 'retention/1', { days: 8 })).toBe('reason-missing')
    expect(await reasonOf('PUT', 'retention/99', { days: 8, reason })).toBe('no-such-class')
    for (const days of [0, -1, 1.5, 1e9])
      expect(await reasonOf('PUT', 'retention/1', { days })).toBe('not-as-declared')
    const hold = { class: 1, reason, endsAt: later(day) }
    const wrong: [object, string][] = [
      [{ reason, endsAt: later(day) }, 'hold-without-scope'],
      [{ ...hold, class: 77 }, 'no-such-class'],
      [{ ...hold, organisation: randomUUID() }, 'no-such-organisation'],
      [{ ...hold, from: later(day), to: later(0) }, 'hold-range-empty'],
      [{ ...hold, endsAt: later(-day) }, 'hold-end'],
      [{ ...hold, endsAt: later(731 * day) }, 'hold-end'],
      [{ ...hold, owner: randomUUID() }, 'no-such-person'],
      [{ ...hold, reason: ' ' }, 'not-as-declared'],
    ]
    for (const [body, expected] of wrong) expect(await reasonOf('POST', 'holds', body)).toBe(expected)
    expect((await call(operator, 'POST', 'holds', hold)).reason).toBe('owner-missing')
    const bad = ['a', 'a\0b', '\u{d800}bc', 'x'.repeat(201)]
    for (const value of bad)
      expect(await reasonOf('POST', 'erasures/preview', { organisation: town.homes.alpha, value })).toBe(
        'not-as-declared',
      )
    const unknown = { organisation: randomUUID(), value: 'anna.b' }
    expect(await reasonOf('POST', 'erasures/preview', unknown)).toBe('no-such-organisation')
    expect(await reasonOf('POST', `holds/${randomUUID()}/end`, { reason })).toBe('no-such-hold')
    expect((await call(fresh(privacy), 'GET', `erasures/${randomUUID()}`)).reason).toBe('no-such-erasure')
  })

  it('a hold is made, renewed and ended; the list tells who answers for it', async () => {
    const made = await call(privacy, 'POST', 'holds', {
      actor: 'anna.b',
      reason: 'Klage',
      endsAt: later(day),
    })
    const path = `holds/${made.body.id}`
    expect((await call(privacy, 'POST', `${path}/renew`, { endsAt: later(9 * day), reason })).status).toBe(
      200,
    )
    const { body } = await call(auditor, 'GET', 'holds')
    expect(body.holds).toMatchObject([
      {
        id: made.body.id,
        actor: 'anna.b',
        owner: (privacy as { personId: string }).personId,
        endsAt: later(9 * day),
        stands: true,
      },
    ])
    const preview = await call(privacy, 'POST', 'erasures/preview', {
      organisation: town.homes.alpha,
      value: 'ANNA.B',
    })
    expect(preview.body).toMatchObject({ complete: true, holds: [{ hold: made.body.id, count: 5 }] })
    expect((await call(fresh(privacy), 'POST', `${path}/end`, { reason })).status).toBe(200)
    expect((await call(fresh(privacy), 'POST', `${path}/end`, { reason })).reason).toBe('no-such-hold')
    expect((await call(auditor, 'GET', 'holds')).body.holds[0]).toMatchObject({
      stands: false,
      endedAt: later(0),
    })
  })

  it('tells what a shorter period would delete, and who shortened it', async () => {
    platform.clock.advance(3 * day)
    const at = async (days: number | null) =>
      (await call(privacy, 'GET', `retention/1/consequence${days === null ? '' : `?days=${days}`}`)).body
    expect(await at(2)).toMatchObject({ days: 2, deletes: 3, spared: 0, complete: true })
    expect(await at(null)).toMatchObject({ days: 7, deletes: 0 })
    const hold = await call(privacy, 'POST', 'holds', {
      actor: 'anna.b',
      class: 1,
      reason,
      endsAt: later(day),
    })
    expect(await at(2)).toMatchObject({ deletes: 0, spared: 3 })
    expect((await call(auditor, 'GET', 'retention')).body.classes[0]).toMatchObject({
      holds: 1,
      changedBy: null,
    })
    await call(fresh(privacy), 'POST', `holds/${hold.body.id}/end`, { reason })
    await call(fresh(privacy), 'PUT', 'retention/1', { days: 7 })
    const { body } = await call(auditor, 'GET', 'retention')
    expect(body.classes[0]).toMatchObject({ holds: 0, changedBy: 'Person 1' })
    platform.clock.advance(-3 * day)
  })

  it('an erasure is started and followed, and stands among the deletions in pages', async () => {
    const started = await call(fresh(privacy), 'POST', 'erasures', {
      organisation: town.homes.alpha,
      value: 'anna.b',
      reason,
    })
    expect((await call(privacy, 'GET', `erasures/${started.body.id}`)).body).toMatchObject({
      state: 'looking',
      progress: 0,
    })
    await runErasures(platform, never)
    const { body } = await call(privacy, 'GET', 'erasures')
    expect(body.erasures).toMatchObject([
      { id: started.body.id, state: 'done', classes: [{ erased: 3 }, { duty: 2 }] },
    ])
    expect(JSON.stringify(body)).not.toContain('anna')
    await sequenceAll(platform, eventTree)
    expect((await call(privacy, 'POST', 'erasures/proof', {})).body).toMatchObject({
      size: 5,
      rows: 2,
      erased: 3,
      looked: 5,
      difference: 0,
      wrong: 0,
      headRefused: null,
    })
    await stored.store('traffic/fault', 4)
    await call(fresh(privacy), 'PUT', 'retention/1', { days: 1 })
    platform.clock.advance(25 * hour)
    await expireEvents(platform, never)
    const first = (await call(auditor, 'GET', 'deletions?limit=1')).body
    expect(first).toMatchObject({
      deletions: [{ reason: 'expired', dataType: 'traffic', count: 4, logged: true, freedBytes: 0 }],
    })
    const second = (await call(auditor, 'GET', `deletions?limit=1&cursor=${first.cursor}`)).body
    expect(second).toMatchObject({ deletions: [{ reason: 'erased', count: 3, logged: true }], cursor: null })
  })

  it('a clock that has leapt stands with the deletions, and who may confirms it by the time of their own', async () => {
    const clock = async () => (await call(auditor, 'GET', 'deletions')).body.clock
    const confirm = (time: string) => call(fresh(privacy), 'POST', 'retention/clock/confirm', { time })
    const believedAt = later(0)
    expect(await clock()).toEqual({ now: believedAt, believedAt, isDoubted: false })
    expect((await confirm(later(0))).reason).toBe('clock-not-doubted')
    await stored.store('content/operation', 2)
    platform.clock.advance(4000 * day)
    expect(await expireEvents(platform, never)).toMatchObject({ postponed: true })
    expect(await clock()).toEqual({ now: later(0), believedAt, isDoubted: true })
    expect((await confirm(later(-4000 * day))).reason).toBe('clock-differs')
    expect(await expireEvents(platform, never)).toMatchObject({ postponed: true })
    expect((await confirm(later(minute))).status).toBe(200)
    expect(await expireEvents(platform, never)).toMatchObject({ postponed: false, deleted: 4 })
    expect(await stored.records('events.clock-confirmed')).toMatchObject([
      { disclosed: true, data: { by: 'person', clock: later(0), believedBefore: believedAt } },
    ])
  })
})
