import { beforeAll, expect, it } from 'vitest'
import { leafEntry, parseCheckpoint, parseNote, toBase64, type EventsCheckpoint } from 'nachweis-verify'
import { describeEachDatabase } from '../../../../test/harness/databases.ts'
import { testPlatform, type TestPlatform } from '../../../../test/harness/platform.ts'
import { sequenceAll } from '../../../../test/harness/sequence-all.ts'
import { appendEvents } from './append-events.ts'
import { log, eventTree, openLog, parseStored, readHead } from './index.ts'
import { noteEvents } from './note-events.ts'
import { disclosedBetween } from './read.ts'

describeEachDatabase('the head of the tree of events', (open) => {
  let platform: TestPlatform
  let batch = 1

  beforeAll(async () => {
    platform = await testPlatform(await open([log]))
    await openLog(platform, 'log.example/1')
  })

  const grow = async (count: number) => {
    const entries = Array.from({ length: count }, () =>
      leafEntry('{}', crypto.getRandomValues(new Uint8Array(32))),
    )
    await platform.database.transaction((tx) => appendEvents(tx, batch++, Buffer.concat(entries)))
    await sequenceAll(platform, eventTree)
  }
  const noted = async (): Promise<EventsCheckpoint[]> => {
    await sequenceAll(platform)
    const head = await readHead(platform.database.reader)
    const rows = await disclosedBetween(platform.database.reader, 0, head!.size)
    return rows
      .map((row) => parseStored(row).record)
      .filter(({ type }) => type === 'log.events-checkpoint')
      .map(({ data }) => data as EventsCheckpoint)
  }

  it('is not noted while the tree is empty', async () => {
    await noteEvents(platform)
    expect(await noted()).toEqual([])
  })

  it('is noted as signed when the tree has grown, and once only', async () => {
    await grow(300)
    await noteEvents(platform)
    await noteEvents(platform)
    const head = (await readHead(platform.database.reader, eventTree))!
    const [note, ...more] = await noted()
    expect(more).toEqual([])
    expect(note).toEqual({
      origin: 'log.example/1/events',
      size: 300,
      root: toBase64(head.root),
      checkpoint: head.checkpoint,
    })
    expect(parseCheckpoint(parseNote(note!.checkpoint).text)).toMatchObject({ size: 300 })
    await grow(1)
    await noteEvents(platform)
    expect((await noted()).map(({ size }) => size)).toEqual([300, 301])
  })

  it('is not noted when the transaction of the note fails', async () => {
    await grow(1)
    const failing = { ...platform, clock: { now: () => Number.NaN, monotonic: () => 0 } }
    await expect(noteEvents(failing)).rejects.toThrow()
    expect(await noted()).toHaveLength(2)
    await noteEvents(platform)
    expect((await noted()).map(({ size }) => size)).toEqual([300, 301, 302])
  })
})
