/** A request as a sender puts it on the wire below its address of Elasticsearch. */
export interface SenderRequest {
  readonly method: 'POST' | 'GET' | 'HEAD' | 'PUT'
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly body?: string
  /** By gzip. */
  readonly isPacked?: boolean
}

/** What a sender asks first, and then sends. `authorization` as its configuration makes it of the token. */
export interface Sender {
  readonly authorization: (token: string) => string
  readonly asks: readonly SenderRequest[]
  readonly sends: SenderRequest
}

const basic = (token: string) => `Basic ${Buffer.from(`events:${token}`).toString('base64')}`
const apiKey = (token: string) => `ApiKey ${Buffer.from(`nachweis:${token}`).toString('base64')}`

const beat = { accept: 'application/json', 'user-agent': 'Elastic-filebeat/9.1.0 (linux; amd64)' }
const ask = (path: string, method: 'GET' | 'HEAD' = 'GET'): SenderRequest => ({
  method,
  path,
  headers: beat,
})

/** Filebeat 9 with setup.template and setup.ilm as they are by default; ids by its fingerprint processor. */
export const filebeat: Sender = {
  authorization: apiKey,
  asks: [
    ask(''),
    ask('/'),
    ask('/_license?human=false'),
    ask('/_ilm/policy/filebeat'),
    ask('/_index_template/filebeat-9.1.0', 'HEAD'),
    ask('/_index_template/filebeat-9.1.0'),
    ask('/_data_stream/filebeat-9.1.0'),
  ],
  sends: {
    method: 'POST',
    path: '/_bulk?filter_path=errors%2Citems.%2A.error%2Citems.%2A.status',
    headers: { ...beat, 'content-type': 'application/vnd.elasticsearch+json; compatible-with=8' },
    body:
      '{"create":{"_index":"filebeat-9.1.0","_id":"fp-1"}}\n' +
      '{"@timestamp":"2026-11-20T10:00:00.123Z","message":"Accepted publickey for anna","user":{"name":"anna"},' +
      '"event":{"action":"ssh_login","outcome":"success"},"source":{"ip":"192.0.2.7"},"agent":{"type":"filebeat",' +
      '"version":"9.1.0"},"ecs":{"version":"8.0.0"},"log":{"offset":0,"file":{"path":"/var/log/auth.log"}}}\n' +
      '{"create":{"_index":"filebeat-9.1.0","_id":"fp-2"}}\n' +
      '{"@timestamp":"2026-11-20T10:00:01.000Z","message":"Disconnected","user":{"name":"anna"}}\n',
  },
}

/** Vector's sink with id_key and bulk.action = index, api_version = auto. */
export const vector: Sender = {
  authorization: basic,
  asks: [
    { method: 'GET', path: '/', headers: {} },
    { method: 'GET', path: '/_cluster/health', headers: {} },
  ],
  sends: {
    method: 'POST',
    path: '/_bulk?timeout=60s',
    headers: { 'content-type': 'application/x-ndjson', 'user-agent': 'Vector/0.50.0' },
    body:
      '{"index":{"_index":"vector-2026.11.20","_type":"_doc","_id":"v-1"}}\n' +
      '{"host":"a","message":"one","timestamp":"2026-11-20T10:00:00.5Z"}\n' +
      '{"index":{"_index":"vector-2026.11.20","_type":"_doc","_id":"v-2"}}\n' +
      '{"host":"a","message":"two","timestamp":"2026-11-20T10:00:01Z"}\n',
  },
}

/** Fluent Bit with Generate_ID on and Suppress_Type_Name on: it asks nothing first. */
export const fluentBit: Sender = {
  authorization: basic,
  asks: [],
  sends: {
    method: 'POST',
    path: '/_bulk',
    headers: { 'content-type': 'application/x-ndjson', 'user-agent': 'Fluent-Bit' },
    body:
      '{"create":{"_index":"fluent-bit","_id":"d5d9a3e1-0000-1b2c-9f00-0123456789ab"}}\n' +
      '{"@timestamp":"2026-11-20T10:00:00.000Z","cpu_p":1.5,"user":"anna"}\n' +
      '{"create":{"_index":"fluent-bit","_id":"d5d9a3e1-0001-1b2c-9f00-0123456789ab"}}\n' +
      '{"@timestamp":"2026-11-20T10:00:01.000Z","cpu_p":2,"user":"anna"}\n',
  },
}

/** Logstash with ecs_compatibility and its template as they are by default. */
export const logstash: Sender = {
  authorization: apiKey,
  asks: [
    { method: 'HEAD', path: '/', headers: {} },
    { method: 'GET', path: '/', headers: {} },
    { method: 'GET', path: '/_license', headers: {} },
    { method: 'GET', path: '/_xpack', headers: {} },
    { method: 'HEAD', path: '/_index_template/ecs-logstash', headers: {} },
  ],
  sends: {
    method: 'POST',
    path: '/_bulk?filter_path=errors,items.*.error,items.*.status',
    headers: { 'content-type': 'application/json', 'user-agent': 'Logstash/9.1.0' },
    isPacked: true,
    body:
      '{"index":{"_id":"l-1","_index":"ecs-logstash-2026.11.20","routing":null}}\n' +
      '{"@timestamp":"2026-11-20T10:00:00.000Z","@version":"1","message":"one","event":{"original":"one"}}\n' +
      '{"index":{"_id":"l-2","_index":"ecs-logstash-2026.11.20","routing":null}}\n' +
      '{"@timestamp":"2026-11-20T10:00:01.000Z","@version":"1","message":"two","event":{"original":"two"}}\n',
  },
}

/** The elasticsearch exporter of the OpenTelemetry Collector, with logs_dynamic_id: it asks nothing first. */
export const collector: Sender = {
  authorization: apiKey,
  asks: [],
  sends: {
    method: 'POST',
    path:
      '/_bulk?filter_path=items.*._index,items.*.status,items.*.failure_store,items.*.error.type,items.*.error.reason' +
      '&require_data_stream=true',
    headers: {
      'content-type': 'application/vnd.elasticsearch+json;compatible-with=8',
      accept: 'application/vnd.elasticsearch+json;compatible-with=8',
      'user-agent': 'OpenTelemetry Collector Contrib/0.140.0 (linux/amd64)',
    },
    isPacked: true,
    body:
      '{"create":{"_index":"logs-generic.otel-default","_id":"o-1"}}\n' +
      '{"@timestamp":"1795168800000.0","data_stream":{"type":"logs"},"body":{"text":"one"},"attributes":{"user.name":"anna"}}\n' +
      '{"create":{"_index":"logs-generic.otel-default","_id":"o-2"}}\n' +
      '{"@timestamp":"1795168801000.0","data_stream":{"type":"logs"},"body":{"text":"two"},"attributes":{"user.name":"anna"}}\n',
  },
}

/** Fluent Bit with compress gzip, Suppress_Type_Name off and Id_Key: the older form. */
export const fluentBitPacked: Sender = {
  ...fluentBit,
  sends: {
    ...fluentBit.sends,
    isPacked: true,
    body:
      '{"index":{"_index":"fluent-bit","_type":"_doc","_id":"g-1"}}\n{"@timestamp":"2026-11-20T10:00:00.000Z","log":"one"}\n' +
      '{"index":{"_index":"fluent-bit","_type":"_doc","_id":"g-2"}}\n{"@timestamp":"2026-11-20T10:00:01.000Z","log":"two"}\n',
  },
}

/** Vector as a data stream with compression = gzip. */
export const vectorPacked: Sender = {
  ...vector,
  sends: {
    ...vector.sends,
    isPacked: true,
    body:
      '{"create":{"_index":"logs-generic-default","_id":"d-1"}}\n' +
      '{"@timestamp":"2026-11-20T10:00:00.5Z","data_stream":{"type":"logs","dataset":"generic","namespace":"default"},"message":"one"}\n' +
      '{"create":{"_index":"logs-generic-default","_id":"d-2"}}\n' +
      '{"@timestamp":"2026-11-20T10:00:01Z","data_stream":{"type":"logs","dataset":"generic","namespace":"default"},"message":"two"}\n',
  },
}
