import { randomUUID } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { mkdtemp, readFile, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { beforeAll, expect, it } from 'vitest'
import { parseExportLine } from 'nachweis-verify'
import { verifyExport } from 'nachweis-verify/node'
import { describeEachDatabase } from '../../../../../test/harness/databases.ts'
import { addEventSource, storeEvents } from '../../../../../test/harness/event-source.ts'
import { testPlatform, type TestPlatform } from '../../../../../test/harness/platform.ts'
import { sequenceAll } from '../../../../../test/harness/sequence-all.ts'
import { identity } from '../../identity/index.ts'
import { eventTree, log, openLog, readHead } from '../../log/index.ts'
import { notifications } from '../../notifications/index.ts'
import { events } from '../index.ts'
import type { Search } from '../search/search.ts'
import { exportParts } from './export-events.ts'

const [mine, theirs] = [randomUUID(), randomUUID()]
const vouching = { key: null, memoryOf: async () => null }

describeEachDatabase('an export', (open) => {
  let platform: TestPlatform
  let folder: string

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'nachweis-export-'))
    platform = await testPlatform(await open([log, notifications, identity, events]))
    await openLog(platform, 'log.example/1')
    const sources = [await addEventSource(platform, mine, 'A'), await addEventSource(platform, theirs, 'B')]
    for (let round = 0; round < 6; round++)
      for (const source of sources)
        await storeEvents(
          platform,
          source,
          Array.from({ length: 450 }, (_, n) => ({
            action: 'login',
            actor: `änna ${round}/${n}`,
            note: source.name,
          })),
        )
    await sequenceAll(platform, eventTree)
  })

  const of = (organisation: string): Search => ({
    scope: { organisation, from: null, to: null },
    query: null,
  })
  const write = async (search: Search, form: 'jsonl' | 'csv' = 'jsonl') => {
    const file = join(folder, `${randomUUID()}.${form}`)
    await pipeline(exportParts(platform, search, form), createWriteStream(file))
    return file
  }

  it('holds every event of the organisation and no other, each with a proof that verifies offline', async () => {
    const file = await write(of(mine))
    const report = await verifyExport(file, vouching)
    expect(report.problems).toEqual([])
    expect(report).toMatchObject({
      agrees: true,
      events: 2_700,
      checkpoint: { origin: 'log.example/1/events' },
    })
    const lines = (await readFile(file, 'utf8')).trimEnd().split('\n').slice(0, -1)
    const records = lines.map(
      (line) => JSON.parse(parseExportLine(line).record) as { id: string; data: Data },
    )
    expect(new Set(records.map(({ id }) => id)).size).toBe(2_700)
    expect(records.every(({ data }) => data.organisation === mine && data.event.note === 'A')).toBe(true)
    expect(records[0]?.data.event.actor).toBe('änna 5/449')
  })

  it('is whole without a single event', async () => {
    expect(await verifyExport(await write(of(randomUUID())), vouching)).toMatchObject({
      agrees: true,
      events: 0,
    })
  })

  it('leaves out what is not a leaf yet, and stands under one head whatever comes meanwhile', async () => {
    const size = (await readHead(platform.database.reader, eventTree))!.size
    const source = await addEventSource(platform, mine, 'C')
    await storeEvents(platform, source, [{ action: 'waiting' }])
    const parts = exportParts(platform, of(mine), 'jsonl')
    const first = (await parts.next()).value as string
    expect(first).not.toContain('waiting')
    await sequenceAll(platform, eventTree)
    let rest = first
    for await (const part of parts) rest += part
    expect(JSON.parse(rest.trimEnd().split('\n').at(-1) as string)).toMatchObject({ count: 2_700 })
    const grown = await verifyExport(await write(of(mine)), vouching)
    expect(grown).toMatchObject({ agrees: true, events: 2_701, checkpoint: { size: size + 1 } })
  })

  it('as CSV has a line for each event, with a proof that verifies offline', async () => {
    const file = await write(of(theirs), 'csv')
    const text = await readFile(file, 'utf8')
    const lines = text.trimEnd().split('\r\n')
    expect(lines).toHaveLength(2_702)
    expect(lines.slice(1, -1).every((line) => line.includes(`,${theirs},B,`))).toBe(true)
    expect(await verifyExport(file, vouching)).toMatchObject({ agrees: true, events: 2_700, problems: [] })
    await writeFile(file, text.replace('""actor"":""änna 5/7""', '""actor"":""anna 5/7""'))
    const altered = await verifyExport(file, vouching)
    expect(altered.problems).toEqual([expect.objectContaining({ code: 'cell-differs', line: 444 })])
    expect(await verifyExport(await write(of(randomUUID()), 'csv'), vouching)).toMatchObject({
      agrees: true,
      events: 0,
    })
  })
})

interface Data {
  readonly organisation: string
  readonly event: { readonly actor: string; readonly note: string }
}
