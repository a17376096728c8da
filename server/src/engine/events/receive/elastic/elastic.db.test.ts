import { gzipSync } from 'node:zlib'
import { beforeAll, expect, it } from 'vitest'
import { describeEachDatabase } from '../../../../../../test/harness/databases.ts'
import { openReceivers } from '../../../../../../test/harness/event-receivers.ts'
import { Problem } from '../../../../kernel/problem.ts'
import { collectedBytesMax } from '../limits.ts'
import { receiverRefusal } from '../receiver-refusal.ts'
import { elasticEndpoints } from './endpoints.ts'
import {
  collector,
  filebeat,
  fluentBit,
  fluentBitPacked,
  logstash,
  vector,
  vectorPacked,
  type SenderRequest,
} from './testing/sender-requests.ts'

type Receivers = Awaited<ReturnType<typeof openReceivers>>

describeEachDatabase('senders for Elasticsearch', (open) => {
  let receivers: Receivers
  beforeAll(async () => {
    receivers = await openReceivers(open, elasticEndpoints)
  })
  const send: Receivers['send'] = (...call) => receivers.send(...call)
  const newRows: Receivers['newRows'] = (run) => receivers.newRows(run)

  it.each([
    ['Filebeat', filebeat, 409],
    ['Vector', vector, 200],
    ['Fluent Bit', fluentBit, 409],
    ['Fluent Bit, packed and with types', fluentBitPacked, 200],
    ['Vector, packed, into a data stream', vectorPacked, 409],
    ['Logstash', logstash, 200],
    ['the OpenTelemetry Collector', collector, 409],
  ])('%s gets going, and its events are stored once', async (_, sender, repeatedStatus) => {
    const ask = ({ path, headers, body, method, isPacked }: SenderRequest) =>
      send(
        `/elastic${path}`,
        isPacked ? gzipSync(body ?? '') : body,
        {
          ...headers,
          ...(isPacked && { 'content-encoding': 'gzip' }),
          authorization: sender.authorization(receivers.token),
        },
        method,
      )
    for (const question of sender.asks) {
      const { status, header } = await ask(question)
      expect([question.path, status, header('x-elastic-product')]).toEqual([
        question.path,
        200,
        'Elasticsearch',
      ])
    }
    const stored = await newRows(async () => {
      const first = await ask(sender.sends)
      const name = JSON.parse((sender.sends.body ?? '').split('\n')[0] ?? '')
      const [[action, { _index, _id }]] = Object.entries(name) as [[string, { _index: string; _id: string }]]
      // Whoever names what it reads of the answer gets that and no more.
      const read = new URL(sender.sends.path, 'http://a').searchParams.get('filter_path')
      const whole = { _index, _id, status: 201, result: 'created' }
      const one = read === null ? whole : { ...(read.includes('_index') && { _index }), status: 201 }
      expect(first.json['errors']).toBe(read === null || read.includes('errors') ? false : undefined)
      expect(first.json['items']).toMatchObject([{ [action]: one }, { [action]: { status: 201 } }])
      if (read !== null) expect(JSON.stringify(first.json)).not.toMatch(/took|_id|result/)
      const again = await ask(sender.sends)
      expect(again.status).toBe(200)
      expect(again.json).toMatchObject({
        ...(first.json['errors'] !== undefined && { errors: repeatedStatus === 409 }),
        items: [{ [action]: { status: repeatedStatus } }, { [action]: { status: repeatedStatus } }],
      })
    })
    expect(stored).toHaveLength(2)
  })

  it('answers each item, and an id twice in one request as once stored', async () => {
    const body =
      '{"create":{"_id":"one"}}\n{"user":"anna"}\n{"create":{"_id":"one"}}\n{"user":"anna"}\n' +
      '{"delete":{"_id":"one"}}\n{"create":{"_index":"other","_id":"one"}}\n{"user":"bert"}\n{"index":{}}\n[]\n'
    const stored = await newRows(async () => {
      const { json } = await send('/elastic/app-2026/_bulk', body, {
        'content-type': 'application/x-ndjson',
      })
      expect(json).toMatchObject({
        errors: true,
        items: [
          { create: { _index: 'app-2026', _id: 'one', status: 201 } },
          { create: { status: 409, error: { type: 'version_conflict_engine_exception' } } },
          { delete: { status: 400, error: { type: 'illegal_argument_exception' } } },
          { create: { _index: 'other', status: 201 } },
          { index: { status: 400, error: { type: 'document_parsing_exception' } } },
        ],
      })
    })
    expect(stored.map(({ body: each }) => JSON.parse(each))).toEqual([
      { user: 'anna', 'elastic.index': 'app-2026' },
      { user: 'bert', 'elastic.index': 'other' },
    ])
  })

  it('refuses in the form of Elasticsearch', async () => {
    const wrong = await send('/elastic/', undefined, { authorization: 'Basic YTpi' }, 'GET')
    expect([wrong.status, wrong.header('x-elastic-product'), wrong.header('www-authenticate')]).toEqual([
      401,
      'Elasticsearch',
      expect.stringContaining('Basic'),
    ])
    expect(wrong.json).toMatchObject({ status: 401, error: { type: 'security_exception' } })
    const cut = await send('/elastic/_bulk', '{"create":{}}\n{"a":1}', {})
    expect([cut.status, cut.json]).toMatchObject([400, { error: { type: 'illegal_argument_exception' } }])
    expect((await send('/elastic/_bulk?pipeline=geo', '\n', {})).status).toBe(400)
    expect((await send('/elastic/_search', undefined, {}, 'GET')).status).toBe(404)
    expect((await send('/elastic/_ingest/pipeline/geo', '{}', {}, 'PUT')).status).toBe(404)
  })

  it('refuses in that form too what the house refuses before it is read, and says when to come again', async () => {
    const refused = async (body: Buffer | string, headers: Record<string, string>) => {
      const { status, json, header } = await send('/elastic/_bulk', body, headers)
      const {
        type,
        reason,
        root_cause: causes,
      } = json['error'] as {
        type: string
        reason: string
        root_cause: object[]
      }
      expect([json['status'], header('x-elastic-product'), causes]).toEqual([
        status,
        'Elasticsearch',
        [{ type, reason }],
      ])
      return [status, type, header('retry-after')]
    }
    const illegal = 'illegal_argument_exception'
    const gzip = { 'content-encoding': 'gzip' }
    expect(await refused(Buffer.alloc(collectedBytesMax + 1), {})).toEqual([413, illegal, null])
    expect(await refused(gzipSync(Buffer.alloc(collectedBytesMax + 1)), gzip)).toEqual([413, illegal, null])
    expect(await refused('no gzip', gzip)).toEqual([400, illegal, null])
    expect(await refused('', { 'content-encoding': 'zstd' })).toEqual([415, illegal, null])
    const slow = await receivers.addSource('Slow', { eventsPerSecondMax: 1 })
    const many = '{"create":{"_index":"a"}}\n{"n":1}\n'.repeat(9)
    const authorization = `Bearer ${slow.token}`
    await send('/elastic/_bulk', many, { authorization })
    expect(await refused(many, { authorization })).toEqual([
      429,
      'es_rejected_execution_exception',
      expect.stringMatching(/^[1-9]/),
    ])
    const away = new Problem('unavailable', 'database-unavailable', 'Away.')
    expect(receiverRefusal('/elastic/_bulk', away, '')?.headers.get('retry-after')).toBe('5')
    expect(receiverRefusal('/elasticity', away, '')).toBe(null)
  })

  it('says that settings of senders are there, and acknowledges what it takes no heed of', async () => {
    const { status, json } = await send('/elastic/_index_template/x', '{"template":{}}', {}, 'PUT')
    expect([status, json]).toEqual([200, { acknowledged: true }])
    const head = await send('/elastic/_template/x', undefined, {}, 'HEAD')
    expect([head.status, head.bytes.length]).toEqual([200, 0])
  })
})
