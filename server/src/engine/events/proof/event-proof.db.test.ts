import { randomUUID } from 'node:crypto'
import { beforeAll, expect, it } from 'vitest'
import {
  fromHex,
  leafEntry,
  leafHash,
  parseTlogProof,
  parseVerifierKey,
  verifyCheckpoint,
  verifyInclusion,
} from 'nachweis-verify'
import { describeEachDatabase } from '../../../../../test/harness/databases.ts'
import { addEventSource, storeEvents } from '../../../../../test/harness/event-source.ts'
import { testPlatform, type TestPlatform } from '../../../../../test/harness/platform.ts'
import { sequenceAll } from '../../../../../test/harness/sequence-all.ts'
import { identity } from '../../identity/index.ts'
import { notifications } from '../../notifications/index.ts'
import { eventTree, log, openLog, readHead, type Head } from '../../log/index.ts'
import { events } from '../index.ts'
import type { Source } from '../sources/settings.ts'
import { proofFile, proofJson, proveEvent } from './event-proof.ts'

const organisation = randomUUID()

describeEachDatabase('the proof of one event', (open) => {
  let platform: TestPlatform
  let source: Source
  let ids: string[]

  beforeAll(async () => {
    platform = await testPlatform(await open([log, notifications, identity, events]))
    await openLog(platform, 'log.example/1')
    source = await addEventSource(platform, organisation)
    await storeEvents(platform, source, [{ action: 'first' }])
    ids = await storeEvents(
      platform,
      source,
      Array.from({ length: 700 }, (_, n) => ({ actor: `anna ${n}`, action: 'login', note: 'Grüße "x"' })),
    )
  })

  const prove = (id: string, of = organisation) => proveEvent(platform.database.reader, of, id)
  const keysOf = ({ key, clockKey }: Head) => ({
    log: parseVerifierKey(key),
    clock: parseVerifierKey(clockKey),
  })

  it('is refused in words until the event is a leaf', async () => {
    await expect(prove(ids[0]!)).rejects.toMatchObject({
      code: 'conflict',
      reason: 'not-a-leaf-yet',
      retryAfterS: 1,
    })
    await sequenceAll(platform, eventTree)
  })

  it('leads from record and salt to the signed root, as tlog-proof and as JSON', async () => {
    const head = (await readHead(platform.database.reader, eventTree))!
    expect([head.origin, head.size]).toEqual(['log.example/1/events', 701])
    for (const place of [0, 255, 256, 699]) {
      const found = await prove(ids[place]!)
      const file = parseTlogProof(proofFile(found))
      const { record, salt } = JSON.parse(new TextDecoder().decode(file.extra)) as {
        record: object
        salt: string
      }
      expect(record).toMatchObject({
        id: ids[place],
        actor: `source:${source.id}`,
        data: { organisation, event: { actor: `anna ${place}`, note: 'Grüße "x"' } },
      })
      const { size, root } = await verifyCheckpoint(file.checkpoint, keysOf(head))
      const entry = leafEntry(found.opening.record, fromHex(salt))
      const leaf = { index: file.index, size, root, leafHash: leafHash(entry), proof: file.proof }
      expect(() => verifyInclusion(leaf)).not.toThrow()
      expect(() => verifyInclusion({ ...leaf, index: file.index - 1 })).toThrow()
      const json = JSON.parse(proofJson(found)) as { record: object; index: number; inclusionProof: string[] }
      expect([json.record, json.index]).toEqual([record, file.index])
      expect(json.inclusionProof).toHaveLength(file.proof.length)
    }
  })

  it('knows no event of another organisation, and none that is none', async () => {
    const unknown = { code: 'not-found', reason: 'no-such-event' }
    await expect(prove(ids[0]!, randomUUID())).rejects.toMatchObject(unknown)
    for (const id of ['x', '1.1', `${ids[699]}1`, "1.1' or 1=1", '9999999999999999.999999'])
      await expect(prove(id), id).rejects.toMatchObject(unknown)
  })
})
