/** Sends events as NDJSON over some connections until a time, as fast as they are acknowledged: a process of its own. */
import http from 'node:http'
import { encodeLogs } from '../server/src/engine/events/receive/otlp/testing/encode-logs.ts'

const [
  url = '',
  token = '',
  seconds = '60',
  connections = '4',
  events = '2000',
  offered = '0',
  protocol = 'ndjson',
] = process.argv.slice(2)
const ways = {
  ndjson: { path: '/api/v1/events', type: 'application/x-ndjson', body: ndjson },
  otlp: { path: '/v1/logs', type: 'application/x-protobuf', body: otlp },
}
const way = ways[protocol as keyof typeof ways]
const target = new URL(way.path, url)
const agent = new http.Agent({ keepAlive: true, maxSockets: Number(connections) })
const actions = [
  'login',
  'logout',
  'call.start',
  'call.end',
  'profile.change',
  'file.read',
  'token.use',
  'invoice.send',
]
const words = [
  'verbunden',
  'getrennt',
  'accepted',
  'refused',
  'timeout',
  'handset',
  'queue',
  'router',
  'fax',
  'trunk',
]
const until = performance.now() + Number(seconds) * 1_000
const startedAt = performance.now()
const perSecond = Number(offered)
const encodedMax = 16
let [sent, acknowledged, n] = [0, 0, 0]
const times: number[] = []

/** An event of about 400 bytes. */
function event(): string {
  n++
  const actor = `person-${(n * 7919) % 20_000}`
  return `{"time":${Date.now()},"actor":{"user":{"name":"${actor}"}},"activity_name":"${actions[n % actions.length]}","status":"${n % 9 === 0 ? 'Failure' : 'Success'}","src_endpoint":{"ip":"10.${n % 200}.${(n >> 3) % 250}.${n % 250}"},"resource":{"name":"/api/v2/extension/${n % 5000}"},"actor_session":"s${(n * 31) % 400_000}","message":"${words[n % 10]} ${words[(n >> 2) % 10]} auf Leitung ${n % 3000}, Dauer ${n % 977} s, Kennung k${n.toString(36)}x${process.pid}","metadata":{"version":"1.8.0","product":"Telefonanlage"},"severity_id":1,"class_uid":3002}`
}

function ndjson(count: number): Buffer {
  return Buffer.from(Array.from({ length: count }, event).join('\n'))
}

const encoded: Buffer[] = []

/** Encoding by reflection would cost the machine more than all the rest: the same requests go out in turn. */
function otlp(count: number): Buffer {
  if (encoded.length < encodedMax) encoded.push(encodeLogs({ resourceLogs: [resource(count)] }))
  return encoded[n++ % encoded.length] as Buffer
}

function resource(count: number): object {
  const attribute = (key: string, value: string) => ({ key, value: { stringValue: value } })
  const logRecords = Array.from({ length: count }, () => {
    n++
    return {
      timeUnixNano: `${Date.now()}000000`,
      severityNumber: 9,
      severityText: 'INFO',
      body: {
        stringValue: `${words[n % 10]} auf Leitung ${n % 3000}, Dauer ${n % 977} s, Kennung k${n.toString(36)}`,
      },
      attributes: [
        attribute('enduser.id', `person-${(n * 7919) % 20_000}`),
        attribute('event.name', actions[n % actions.length] as string),
        attribute('client.address', `10.${n % 200}.${(n >> 3) % 250}.${n % 250}`),
        attribute('url.path', `/api/v2/extension/${n % 5000}`),
      ],
      traceId: n.toString(16).padStart(32, 'a'),
      spanId: n.toString(16).padStart(16, 'b'),
    }
  })
  return {
    resource: { attributes: [attribute('service.name', 'telefonanlage')] },
    scopeLogs: [{ logRecords }],
  }
}

function send(): Promise<void> {
  const count = Number(events)
  const body = way.body(count)
  sent += count
  const start = performance.now()
  return new Promise((resolve, reject) => {
    const request = http.request(
      target,
      {
        method: 'POST',
        agent,
        headers: {
          authorization: `Bearer ${token}`,
          'content-type': way.type,
          'content-length': body.length,
        },
      },
      (response) => {
        response.resume()
        response.on('end', () => {
          if (response.statusCode === 200) acknowledged += count
          times.push(performance.now() - start)
          resolve()
        })
      },
    )
    request.on('error', reject)
    request.end(body)
  })
}

async function connection(): Promise<void> {
  while (performance.now() < until) {
    const ahead = perSecond > 0 ? (sent / perSecond) * 1_000 - (performance.now() - startedAt) : 0
    if (ahead > 0) await new Promise((resolve) => setTimeout(resolve, ahead))
    await send()
  }
}

await Promise.all(Array.from({ length: Number(connections) }, connection))
const elapsed = (performance.now() - startedAt) / 1_000
console.log(JSON.stringify({ acknowledged, sent, elapsed, times, bytes: event().length }))
