import { beforeEach, expect, it } from 'vitest'
import { describeEachDatabase } from '../../../../../test/harness/databases.ts'
import { testPlatform, type TestPlatform } from '../../../../../test/harness/platform.ts'
import type { Actor } from '../../../kernel/actor.ts'
import { isoTime, minute } from '../../../kernel/clock.ts'
import { identity } from '../../identity/index.ts'
import { log, openLog } from '../../log/index.ts'
import { notifications } from '../../notifications/index.ts'
import { events } from '../index.ts'
import { intakeOf } from '../intake.ts'
import { requireSource } from './find.ts'
import { openSourceTown, type SourceTown } from '../../../../../test/harness/source-town.ts'

describeEachDatabase('the preview of a mapping', (open) => {
  let platform: TestPlatform
  let town: SourceTown
  let owner: Actor

  beforeEach(async () => {
    platform = await testPlatform(await open([log, notifications, identity, events]))
    await openLog(platform, 'preview.example/log')
    town = await openSourceTown(platform)
    owner = (await town.settle(town.homes.provider, 'owner')).actor
  })

  const preview = async (path: string, body: object) => town.call(owner, 'POST', `${path}/preview`, body)

  it('shows the newest events of that source alone, before and after, and changes nothing', async () => {
    const { path, token } = await town.make(owner, 'Portal')
    const other = await town.make(owner, 'Andere')
    for (let n = 1; n <= 4; n++) {
      await town.send(token, [{ n, wer: `p${n}`, kunde: 'Alpha AG' }])
      await town.send(other.token, [{ n: 100 + n }])
    }
    const settings = { mapping: { actor: ['wer'], customer: ['kunde'] } }
    const { body } = await preview(path, { settings, limit: 3 })
    expect(body.events.map((each: { body: { n: number } }) => each.body.n)).toEqual([4, 3, 2])
    expect(body.events[0]).toMatchObject({
      before: {
        refused: null,
        fields: { customer: { value: 'Anbieter GmbH' } },
        flags: ['time-missing', 'unmapped'],
      },
      after: {
        fields: { actor: { value: 'p4', path: 'wer' }, customer: { value: 'Alpha AG', path: 'kunde' } },
        organisation: { id: town.homes.alpha },
        flags: ['time-missing'],
      },
    })
    expect((await preview(path, { limit: 1 })).body.events[0].after.fields.actor).toBeUndefined()
  })

  it('says what would be refused from then on', async () => {
    const { path, token } = await town.make(owner, 'Portal')
    await town.send(token, [{ actor: 'a', kunde: 'Gamma' }])
    const { body } = await preview(path, { settings: { mapping: { customer: ['kunde'] } } })
    expect(body.events[0]).toMatchObject({
      before: { refused: null },
      after: { refused: { reason: 'customer-unknown' } },
    })
  })

  it('is what ingest then does', async () => {
    const { path, token } = await town.make(owner, 'Portal')
    const settings = { mapping: { actor: ['x.y'], time: ['wann'] }, dataType: 'sign-in', purpose: 'security' }
    const event = { x: { y: 'anna' }, wann: isoTime(platform.clock.now() - 5 * minute), ok: true }
    const sample = await preview(path, { settings, sample: JSON.stringify(event) })
    expect((await town.call(owner, 'PATCH', path, { settings })).status).toBe(200)
    await town.send(token, [event])
    const stored = await preview(path, {})
    expect(stored.body.events[0].before).toEqual(sample.body.events[0].after)
  })

  it('keeps the time that the transport told', async () => {
    const { id, path } = await town.make(owner, 'Syslog')
    const source = await requireSource(platform.database.reader, town.homes.provider, id)
    const at = platform.clock.now() - 3 * minute
    await intakeOf(platform).ingester.accept(source, [{ body: { actor: 'a' }, at, key: null }])
    const { body } = await preview(path, {})
    expect(body.events[0].after).toMatchObject({
      fields: { time: { value: isoTime(at), path: null } },
      flags: [],
    })
  })

  it('takes samples as an object, a list or lines, and says when there is none in it', async () => {
    const { path } = await town.make(owner, 'Portal')
    const count = async (sample: string) => (await preview(path, { sample })).body.events?.length
    expect(await count('{"a":1}')).toBe(1)
    expect(await count('[{"a":1},{"a":2}]')).toBe(2)
    expect(await count('{"a":1}\n{"a":2}\n{"a":3}')).toBe(3)
    for (const sample of ['', 'nichts', '[]', '[1,2]'])
      expect((await preview(path, { sample })).reason).toBe('sample-unreadable')
    expect((await preview(path, { limit: 21 })).reason).toBe('not-as-declared')
    expect((await preview(path, { settings: { dataType: 'content', purpose: 'proof' } })).reason).toBe(
      'kind-unknown',
    )
  })
})
