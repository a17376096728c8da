import { afterEach, beforeEach, expect, it } from 'vitest'
import { describeEachDatabase } from '../../../../../test/harness/databases.ts'
import { storeEvents } from '../../../../../test/harness/event-source.ts'
import { openPushTown, type PushTown } from '../../../../../test/harness/push-town.ts'
import { closedAmong } from '../../identity/index.ts'
import { identityWriter } from '../../identity/tables.ts'
import { findDue } from './find-due.ts'

describeEachDatabase('webhooks of an organisation that is closed', (open) => {
  let town: PushTown
  beforeEach(async () => {
    town = await openPushTown(open, Date.now())
  })
  afterEach(() => town.close())

  const set = (state: 'active' | 'closed') =>
    town.platform.database.transaction((tx) =>
      identityWriter(tx)
        .updateTable('identity.organisation')
        .set({ state })
        .where('id', '=', town.admin.organisationId)
        .execute(),
    )
  const store = (...numbers: number[]) =>
    storeEvents(
      town.platform,
      town.source,
      numbers.map((n) => ({ action: 'a', n })),
    )
  const numbers = () => town.receiver.arrived.map(({ body }) => JSON.parse(body).data.body.n as number)
  const due = async () => (await findDue(town.platform, null)).due.map(({ id }) => id)

  it('stand still with all that waits, and go on where they were once it is open again', async () => {
    const { id } = await town.create({ query: 'action:a' })
    await store(1)
    await town.turn(id)
    expect(numbers()).toEqual([1])
    town.receiver.answer((_, response) => response.writeHead(503).end())
    await store(2)
    await town.turn(id)
    expect(numbers()).toEqual([1, 2])
    town.platform.clock.advance(60_000)
    await set('closed')
    expect(await closedAmong(town.platform.database.reader, [town.admin.organisationId])).toEqual(
      new Set([town.admin.organisationId]),
    )
    town.receiver.answer((_, response) => response.writeHead(204).end())
    await store(3)
    expect(await due()).toEqual([])
    await town.turn(id)
    expect(numbers()).toEqual([1, 2])
    await set('active')
    expect(await due()).toEqual([id])
    await town.turn(id)
    await town.turn(id)
    expect(numbers()).toEqual([1, 2, 2, 3])
  })

  it('stop within a turn that is under way', async () => {
    const { id } = await town.create({ query: 'action:a' })
    await store(...Array.from({ length: 60 }, (_, n) => n))
    town.receiver.answer((_, response) => {
      if (town.receiver.arrived.length !== 1) return void response.writeHead(204).end()
      void set('closed').then(() => response.writeHead(204).end())
    })
    await town.turn(id)
    expect(numbers()).toHaveLength(20)
  })
})
