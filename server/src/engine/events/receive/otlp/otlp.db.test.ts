import { gzipSync } from 'node:zlib'
import { beforeAll, expect, it } from 'vitest'
import { describeEachDatabase } from '../../../../../../test/harness/databases.ts'
import { openReceivers } from '../../../../../../test/harness/event-receivers.ts'
import { collectedBytesMax } from '../limits.ts'
import { otlpEndpoints } from './endpoints.ts'
import { decodeAnswer, encodeLogs } from './testing/encode-logs.ts'

type Receivers = Awaited<ReturnType<typeof openReceivers>>

describeEachDatabase('OTLP over HTTP', (open) => {
  let receivers: Receivers
  beforeAll(async () => {
    receivers = await openReceivers(open, otlpEndpoints)
  })
  const send: Receivers['send'] = (...call) => receivers.send(...call)
  const newRows: Receivers['newRows'] = (run) => receivers.newRows(run)

  const record = (uid: string, further: object = {}) => ({
    timeUnixNano: String(BigInt(receivers.platform.clock.now()) * 1_000_000n),
    eventName: 'login',
    attributes: [
      { key: 'log.record.uid', value: { stringValue: uid } },
      { key: 'user.name', value: { stringValue: 'anna' } },
    ],
    ...further,
  })
  const request = (...logRecords: object[]) => ({ resourceLogs: [{ scopeLogs: [{ logRecords }] }] })
  const protobuf = { 'content-type': 'application/x-protobuf' }
  const json = { 'content-type': 'application/json' }

  it('stores what comes in either encoding, packed too, and each record once', async () => {
    const logs = request(record('o-1'), record('o-2'))
    const stored = await newRows(async () => {
      const first = await send('/v1/logs', gzipSync(encodeLogs(logs)), {
        ...protobuf,
        'content-encoding': 'gzip',
      })
      expect([first.status, first.header('content-type'), first.bytes.length]).toEqual([
        200,
        'application/x-protobuf',
        0,
      ])
      const again = await send('/v1/logs', JSON.stringify(logs), json)
      expect([again.status, again.header('content-type'), again.json]).toEqual([200, 'application/json', {}])
    })
    expect(stored).toMatchObject([
      { actor: 'anna', action: 'login', at: new Date(receivers.platform.clock.now()) },
      { actor: 'anna', action: 'login' },
    ])
  })

  it('says how many records were refused, and why, and stores the others', async () => {
    const customer = { key: 'tenant', value: { stringValue: 'nobody' } }
    const logs = request(record('o-3'), record('o-4', { attributes: [customer] }), record('o-5'))
    const stored = await newRows(async () => {
      const { status, bytes } = await send('/v1/logs', encodeLogs(logs), protobuf)
      expect([status, decodeAnswer('Response', bytes)]).toEqual([
        200,
        {
          partialSuccess: {
            rejectedLogRecords: '1',
            errorMessage: expect.stringMatching(/^1 of 3 .*number 2, customer-unknown/),
          },
        },
      ])
    })
    expect(stored).toHaveLength(2)
  })

  it('answers refusals as a Status in the encoding of the request', async () => {
    const bad = await send('/v1/logs', 'nothing of this', protobuf)
    expect([bad.status, bad.header('content-type')]).toEqual([400, 'application/x-protobuf'])
    expect(decodeAnswer('Status', bad.bytes)).toMatchObject({ code: 3 })
    const half = await send('/v1/logs', '{', json)
    expect([half.status, half.json['code']]).toEqual([400, 3])
    const stranger = await send('/v1/logs', encodeLogs({}), { ...protobuf, authorization: 'Bearer no' })
    expect([stranger.status, decodeAnswer('Status', stranger.bytes)]).toMatchObject([401, { code: 16 }])
    const text = await send('/v1/logs', '', { 'content-type': 'text/plain' })
    expect([text.status, text.header('content-type'), text.json['code']]).toEqual([
      415,
      'application/json',
      3,
    ])
  })

  it('answers as a Status what the house refuses before it is read', async () => {
    const refused = async (type: Record<string, string>, body: Buffer | string, path = '/v1/logs') => {
      const answer = await send(path, body, type)
      const isJson = type['content-type'] === 'application/json'
      expect(answer.header('content-type')).toBe(type['content-type'])
      const { code, message } = (isJson ? answer.json : decodeAnswer('Status', answer.bytes)) as {
        code: number
        message: string
      }
      expect(message.length).toBeGreaterThan(20)
      return [answer.status, code]
    }
    const gzip = { 'content-encoding': 'gzip' }
    const bomb = gzipSync(Buffer.alloc(collectedBytesMax + 1))
    for (const type of [protobuf, json]) {
      expect(await refused(type, Buffer.alloc(collectedBytesMax + 1))).toEqual([413, 3])
      expect(await refused({ ...type, ...gzip }, bomb)).toEqual([413, 3])
      expect(await refused({ ...type, ...gzip }, 'no gzip')).toEqual([400, 3])
      expect(await refused({ ...type, 'content-encoding': 'br' }, '')).toEqual([415, 3])
      expect(await refused({ ...type, authorization: '' }, '')).toEqual([401, 16])
      expect(await refused(type, '', '/v1/traces')).toEqual([404, 5])
      expect(await refused({ ...type, origin: 'https://evil.example' }, '')).toEqual([403, 7])
    }
  })

  it('asks a source that sends too much to wait', async () => {
    const slow = await receivers.addSource('Slow', { eventsPerSecondMax: 1 })
    const logs = encodeLogs(request(...Array.from({ length: 9 }, () => ({}))))
    const authorization = `Bearer ${slow.token}`
    expect((await send('/v1/logs', logs, { ...protobuf, authorization })).status).toBe(200)
    const busy = await send('/v1/logs', logs, { ...protobuf, authorization })
    expect([busy.status, decodeAnswer('Status', busy.bytes)]).toMatchObject([429, { code: 8 }])
    expect(Number(busy.header('retry-after'))).toBeGreaterThan(0)
  })
})
