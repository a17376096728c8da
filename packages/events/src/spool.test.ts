import { appendFile, mkdtemp, readdir, readFile, rm, truncate } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { problem, scriptedServer, type ScriptedServer } from '../test/scripted-server.ts'
import { openEvents, type EventsClient } from './client.ts'
import type { EventsOptions } from './options.ts'

let folder: string
let server: ScriptedServer
const clients: EventsClient[] = []

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'nachweis-events-'))
  server = await scriptedServer()
})
afterEach(async () => {
  for (const client of clients.splice(0)) await client.close()
  server.close()
  await rm(folder, { recursive: true })
})

async function open(more: Partial<EventsOptions> = {}): Promise<EventsClient> {
  const client = await openEvents({ url: server.url, token: 'nwe_x', spoolDir: folder, lingerMs: 1, ...more })
  clients.push(client)
  return client
}
const spoolFiles = async () => (await readdir(folder)).filter((name) => name.endsWith('.spool'))
const letters = async () =>
  (await readFile(join(folder, 'refused.ndjson'), 'utf8'))
    .trimEnd()
    .split('\n')
    .map((each) => JSON.parse(each) as Letter)
interface Letter {
  readonly reason: string
  readonly event: string
}

describe('the spool', () => {
  const away = () => (server.script = Array.from({ length: 1_000 }, () => problem(503)))

  test('is sent by the next client, in order, once', async () => {
    away()
    const first = await open({ segmentBytesMax: 500 })
    const ids = await Promise.all(Array.from({ length: 40 }, (_, n) => first.send({ n })))
    for (let n = 0; n < 10; n++) ids.push(await first.send({ n }))
    expect((await spoolFiles()).length).toBeGreaterThan(3)
    await first.close()
    server.script = []
    server.received = []
    const second = await open()
    await second.flush(5_000)
    expect(server.ids()).toEqual(ids)
    await second.close()
    expect(await spoolFiles()).toEqual([])
  })

  test('torn at any byte gives every whole event before, and what is sent afterwards', async () => {
    away()
    const first = await open()
    const ids = [await first.send({ n: 1 }), await first.send({ n: 2 })]
    await first.close()
    const [name] = await spoolFiles()
    const path = join(folder, name!)
    const whole = await readFile(path)
    const firstEnds = whole.indexOf(0x0a) + 1
    for (let length = whole.length; length >= 0; length -= 13) {
      await rm(folder, { recursive: true })
      folder = await mkdtemp(join(tmpdir(), 'nachweis-events-'))
      await appendFile(join(folder, name!), whole)
      await truncate(join(folder, name!), length)
      server.received = []
      server.script = []
      const client = await open()
      const after = await client.send({ n: 3 })
      await client.flush(5_000)
      await client.close()
      const before = length === whole.length ? ids : length >= firstEnds ? ids.slice(0, 1) : []
      expect(server.ids(), `${length}`).toEqual([...before, after])
      expect(await spoolFiles()).toEqual([])
    }
  })

  test('that a bad disk has altered costs the altered event alone, which is kept aside', async () => {
    away()
    const first = await open()
    const ids = [await first.send({ n: 1 }), await first.send({ n: 2 }), await first.send({ n: 3 })]
    await first.close()
    const path = join(folder, (await spoolFiles())[0]!)
    const bytes = await readFile(path)
    const at = bytes.indexOf('"n":2') + 4
    bytes[at] = 0x39
    await truncate(path, 0)
    await appendFile(path, bytes)
    server.script = []
    server.received = []
    const second = await open()
    await second.flush(5_000)
    expect(server.ids()).toEqual([ids[0], ids[2]])
    expect((await letters())[0]).toMatchObject({
      reason: 'spool-damaged',
      event: expect.stringContaining('"n":9'),
    })
  })

  test('refuses beyond its limit, and takes again when there is room', async () => {
    away()
    const client = await open({ spoolBytesMax: 2_000, retryMsMax: 100 })
    const event = { words: 'x'.repeat(600) }
    await client.send(event)
    await client.send(event)
    await expect(client.send(event)).rejects.toMatchObject({ code: 'spool-full' })
    server.script = []
    await client.flush(5_000)
    await client.send(event)
    await client.flush(5_000)
    expect(server.ids().length).toBeGreaterThan(2)
  })

  test('belongs to one client at a time', async () => {
    const client = await open()
    await expect(open()).rejects.toMatchObject({ code: 'spool-in-use' })
    await client.close()
    await (await open()).close()
  })

  test('syncs every event where that is asked for', async () => {
    const client = await open({ fsync: 'always' })
    await Promise.all(Array.from({ length: 100 }, (_, n) => client.send({ n })))
    await client.flush(5_000)
    expect(server.ids()).toHaveLength(100)
  })
})
