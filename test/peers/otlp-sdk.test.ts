import { diag, DiagLogLevel, SeverityNumber, type DiagLogger } from '@opentelemetry/api'
import { OTLPLogExporter as JsonExporter } from '@opentelemetry/exporter-logs-otlp-http'
import { OTLPLogExporter as ProtobufExporter } from '@opentelemetry/exporter-logs-otlp-proto'
import { CompressionAlgorithm } from '@opentelemetry/otlp-exporter-base'
import { resourceFromAttributes } from '@opentelemetry/resources'
import { BatchLogRecordProcessor, LoggerProvider } from '@opentelemetry/sdk-logs'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { requireDone } from '../../server/src/engine/identity/probe/sign-in.ts'
import { withoutBrowser } from '../harness/operate.ts'
import { startPostgres, type Postgres } from '../harness/postgres.ts'
import { startServer, type RunningServer } from '../harness/server.ts'
import { setUpOwner, type SignedInPerson } from '../harness/signed-in.ts'

const exporters = [
  ['JSON', JsonExporter],
  ['protobuf', ProtobufExporter],
] as const

describe.each(exporters)("the OpenTelemetry SDK's exporter in %s", (_, Exporter) => {
  let database: Postgres
  let server: RunningServer
  let owner: SignedInPerson
  let client: pg.Client

  beforeAll(async () => {
    database = await startPostgres()
    server = await startServer({ environment: withoutBrowser, databaseUrl: database.url('postgres') })
    owner = await setUpOwner(server)
    client = new pg.Client({ connectionString: database.url('postgres') })
    await client.connect()
  }, 180_000)
  afterAll(async () => {
    await client?.end()
    await server?.stop()
    await database?.stop()
  })

  /** A source with a token; answers the token. */
  async function addSource(source: string, settings: object = {}): Promise<string> {
    const path = `/api/v1/organisations/${owner.organisation}/event-sources`
    const made = await requireDone(owner.caller.call('POST', path, { name: source, settings }))
    const given = { name: 'SDK', days: 90 }
    const { body } = await requireDone(
      owner.caller.call('POST', `${path}/${String(made.body['id'])}/tokens`, given),
    )
    return String(body['secret'])
  }

  const bodiesOf = async (source: string): Promise<Record<string, unknown>[]> => {
    const { rows } = await client.query<{ body: string }>(
      `select event.body from events.event join events.source on source.number = event.source
       where source.name = $1 order by event.batch, event.place`,
      [source],
    )
    return rows.map(({ body }) => JSON.parse(body) as Record<string, unknown>)
  }

  function openProvider(token: string, batch = 512): LoggerProvider {
    const exporter = new Exporter({
      url: `${server.baseUrl}/v1/logs`,
      headers: { authorization: `Bearer ${token}` },
      compression: CompressionAlgorithm.GZIP,
    })
    return new LoggerProvider({
      resource: resourceFromAttributes({ 'service.name': 'portal', 'host.name': 'a' }),
      processors: [
        new BatchLogRecordProcessor({ exporter, maxExportBatchSize: batch, maxQueueSize: 10_000 }),
      ],
    })
  }

  test('delivers each record once, with everything that it says', async () => {
    const provider = openProvider(await addSource('all'))
    const logger = provider.getLogger('sign-in', '1.2.3')
    for (let n = 0; n < 3_000; n++)
      logger.emit({
        eventName: 'user.login',
        severityNumber: SeverityNumber.WARN,
        severityText: 'WARN',
        timestamp: new Date(Date.now() - n),
        body: { text: 'Grüße 😀', list: [1, 2.5, true, null], bytes: new Uint8Array([0, 255]) },
        attributes: {
          'user.name': 'anna',
          'client.address': '2001:db8::7',
          'event.outcome': 'failure',
          'log.record.uid': `uid ${n}`,
          n,
        },
      })
    await provider.shutdown()
    const bodies = await bodiesOf('all')
    expect(new Set(bodies.map((body) => body['n'])).size).toBe(3_000)
    expect(bodies).toHaveLength(3_000)
    expect(bodies.find((body) => body['n'] === 7)).toMatchObject({
      body: { text: 'Grüße 😀', list: [1, 2.5, true, null], bytes: 'AP8=' },
      'event.name': 'user.login',
      severity_number: 13,
      severity_text: 'WARN',
      'otel.scope.name': 'sign-in',
      'otel.scope.version': '1.2.3',
      'service.name': 'portal',
      'host.name': 'a',
      timestamp: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{9}Z$/),
    })
    const { rows } = await client.query(
      `select distinct actor, action, host(address) as address, outcome, flags from events.event
       join events.source on source.number = event.source where source.name = 'all'`,
    )
    expect(rows).toEqual([
      { actor: 'anna', action: 'user.login', address: '2001:db8::7', outcome: 2, flags: 0 },
    ])
  })

  test('is told of records that are refused, and delivers the others', async () => {
    const said = listenToSdk(DiagLogLevel.WARN)
    const provider = openProvider(await addSource('partly'))
    for (const tenant of [undefined, 'nobody', undefined])
      provider.getLogger('a').emit({ body: 'x', attributes: tenant === undefined ? {} : { tenant } })
    await provider.shutdown()
    expect(said().join('\n')).toMatch(/Partial Success.*1 of 3.*number 2, customer-unknown/)
    expect(await bodiesOf('partly')).toHaveLength(2)
  })

  test('waits as long as it is told to, and loses and doubles nothing', async () => {
    // The first batch takes more than the 200 of the bucket, so that the second has to wait.
    const said = listenToSdk(DiagLogLevel.VERBOSE)
    const provider = openProvider(await addSource('slow', { eventsPerSecondMax: 100 }), 250)
    for (let n = 0; n < 500; n++) provider.getLogger('a').emit({ body: 'x', attributes: { n } })
    await provider.shutdown()
    expect(said().join('\n')).toContain('Scheduling export retry in 1000ms')
    const bodies = await bodiesOf('slow')
    expect(bodies.map((body) => body['n']).toSorted((a, b) => Number(a) - Number(b))).toEqual(
      Array.from({ length: 500 }, (_, n) => n),
    )
  })

  test('fails at once where its token is unknown', async () => {
    const exporter = new Exporter({
      url: `${server.baseUrl}/v1/logs`,
      headers: { authorization: 'Bearer nobody' },
    })
    const result = await new Promise<{ code: number; error?: Error }>((resolve) =>
      exporter.export([], (each) => resolve(each)),
    )
    expect([result.code, String(result.error)]).toEqual([1, expect.stringMatching(/Unauthorized|401/)])
  })
})

/** Collects what the SDK says of itself, until it is asked for it. */
function listenToSdk(logLevel: DiagLogLevel): () => string[] {
  const said: string[] = []
  const listen = (...words: unknown[]) => void said.push(words.join(' '))
  const logger: DiagLogger = { error: listen, warn: listen, info: listen, debug: listen, verbose: listen }
  diag.setLogger(logger, { logLevel, suppressOverrideMessage: true })
  return () => {
    diag.disable()
    return said
  }
}
