import type { Text } from 'nachweis-verify'
import { text } from '../../../kernel/language.ts'

/** One way in, as something to copy. */
export interface Example {
  readonly id: string
  readonly title: Text
  readonly what: Text
  readonly code: string
}

export interface Place {
  /** Where this installation is reached, e.g. `https://trust.example.org`. */
  readonly http: string
  /** Its listener for syslog; null while nachweis.yaml declares none. */
  readonly syslog: { readonly port: number; readonly tls: boolean } | null
}

const token = 'nwe_…'

/** What to type or to configure for each way in. `now` in ms since the epoch: an example of yesterday would be late. */
export function examples(place: Place, now: number): readonly Example[] {
  const http = place.http.replace(/\/+$/, '')
  const url = new URL(http)
  const time = new Date(now).toISOString()
  return [
    curl(http, time),
    openTelemetry(http),
    rsyslog(url.hostname, place.syslog),
    syslogNg(url.hostname, place.syslog),
    filebeat(http),
    vector(http),
    fluentBit(url),
    cloudEvents(http, time),
  ]
}

const curl = (http: string, time: string): Example => ({
  id: 'curl',
  title: text('JSON oder NDJSON (curl)', 'JSON or NDJSON (curl)'),
  what: text(
    'Ein JSON-Objekt je Zeile. Die Antwort kommt, wenn alles gespeichert ist; mit derselben id noch einmal gesandt, wird nichts doppelt.',
    'One JSON object a line. The answer comes once all is stored; sent again with the same id, nothing is stored twice.',
  ),
  code: `export NACHWEIS_TOKEN=${token}
curl -sS ${http}/api/v1/events \\
  -H "Authorization: Bearer $NACHWEIS_TOKEN" \\
  -H 'Content-Type: application/x-ndjson' \\
  --data-binary @- <<'END'
{"id":"1","time":"${time}","actor":"anna","action":"login","outcome":"success","ip":"192.0.2.7"}
END`,
})

const openTelemetry = (http: string): Example => ({
  id: 'otlp',
  title: text('OpenTelemetry (OTLP/HTTP)', 'OpenTelemetry (OTLP/HTTP)'),
  what: text(
    'Umgebungsvariablen, die jedes OpenTelemetry-SDK und der Collector verstehen; Protobuf und JSON, auch mit gzip.',
    'Environment variables that every OpenTelemetry SDK and the collector understand; protobuf and JSON, gzip too.',
  ),
  code: `OTEL_LOGS_EXPORTER=otlp
OTEL_EXPORTER_OTLP_LOGS_ENDPOINT=${http}/v1/logs
OTEL_EXPORTER_OTLP_LOGS_PROTOCOL=http/protobuf
OTEL_EXPORTER_OTLP_LOGS_COMPRESSION=gzip
OTEL_EXPORTER_OTLP_LOGS_HEADERS="Authorization=Bearer%20${token}"`,
})

const syslogWhat = (syslog: Place['syslog'], file: string) =>
  syslog === null
    ? text(
        `Diese Installation nimmt noch kein syslog an: Tragen Sie zuerst in nachweis.yaml ein: syslog: [{ port: 6514, tls: true }]. Dann in ${file}; das Token steht in den strukturierten Daten und wird nicht gespeichert.`,
        `This installation does not take syslog yet: first add to nachweis.yaml: syslog: [{ port: 6514, tls: true }]. Then in ${file}; the token stands in the structured data and is not stored.`,
      )
    : text(
        `In ${file}. Das Token steht in den strukturierten Daten und wird nicht gespeichert; sind wir nicht erreichbar, puffert der Absender auf der Platte.`,
        `In ${file}. The token stands in the structured data and is not stored; while we cannot be reached, the sender keeps messages on disk.`,
      )

const rsyslog = (host: string, syslog: Place['syslog']): Example => ({
  id: 'rsyslog',
  title: text('rsyslog (RFC 5424)', 'rsyslog (RFC 5424)'),
  what: syslogWhat(syslog, '/etc/rsyslog.d/60-nachweis.conf (Debian: rsyslog-openssl)'),
  code: `template(name="nachweis" type="string"
  string="<%PRI%>1 %TIMESTAMP:::date-rfc3339% %HOSTNAME% %APP-NAME% %PROCID% %MSGID% [nachweis@32473 token=\\"${token}\\"] %msg%\\n")
action(type="omfwd" target="${host}" port="${syslog?.port ?? 6514}" protocol="tcp"
  TCP_Framing="octet-counted" template="nachweis"${(syslog?.tls ?? true) ? rsyslogTls(host) : ''}
  ResendLastMSGOnReconnect="on" action.resumeRetryCount="-1" action.resumeInterval="5"
  queue.type="LinkedList" queue.filename="nachweis" queue.maxDiskSpace="1g" queue.saveOnShutdown="on")`,
})

const rsyslogTls = (host: string) => `
  StreamDriver="ossl" StreamDriverMode="1" StreamDriverAuthMode="x509/name"
  StreamDriverPermittedPeers="${host}" StreamDriver.CAFile="/etc/ssl/certs/ca-certificates.crt"`

const syslogNg = (host: string, syslog: Place['syslog']): Example => {
  const isTls = syslog?.tls ?? true
  return {
    id: 'syslog-ng',
    title: text('syslog-ng (RFC 5424)', 'syslog-ng (RFC 5424)'),
    what: syslogWhat(syslog, '/etc/syslog-ng/conf.d/nachweis.conf'),
    code: `rewrite r_nachweis {
  set("${token}" value(".SDATA.nachweis@32473.token"));
};
destination d_nachweis {
  syslog("${host}" port(${syslog?.port ?? 6514}) transport("${isTls ? 'tls' : 'tcp'}")${isTls ? '\n    tls(ca-file("/etc/ssl/certs/ca-certificates.crt") peer-verify(yes))' : ''}
    disk-buffer(reliable(yes) disk-buf-size(1073741824) mem-buf-size(10485760)));
};
log { source(s_src); rewrite(r_nachweis); destination(d_nachweis); };`,
  }
}

const filebeat = (http: string): Example => ({
  id: 'filebeat',
  title: text('Filebeat', 'Filebeat'),
  what: text(
    'In filebeat.yml. Der Name darf beliebig sein; das Passwort ist das Token.',
    'In filebeat.yml. The name can be anything; the password is the token.',
  ),
  code: `output.elasticsearch:
  hosts: ["${withPort(http)}/elastic"]
  username: "nachweis"
  password: "${token}"
setup.ilm.enabled: false
setup.template.enabled: false`,
})

const vector = (http: string): Example => ({
  id: 'vector',
  title: text('Vector', 'Vector'),
  what: text(
    'In vector.yaml; inputs nennt Ihre Quellen. Mit acknowledgements gilt ein Ereignis erst als gesandt, wenn es hier gespeichert ist.',
    'In vector.yaml; inputs names your sources. With acknowledgements an event counts as sent only once it is stored here.',
  ),
  code: `sinks:
  nachweis:
    type: http
    inputs: [your_source]
    uri: ${http}/api/v1/events
    method: post
    compression: gzip
    encoding: { codec: json }
    framing: { method: newline_delimited }
    auth: { strategy: bearer, token: "${token}" }
    batch: { max_events: 1000 }
    acknowledgements: { enabled: true }`,
})

const fluentBit = (url: URL): Example => ({
  id: 'fluent-bit',
  title: text('Fluent Bit', 'Fluent Bit'),
  what: text('In fluent-bit.conf.', 'In fluent-bit.conf.'),
  code: `[OUTPUT]
    Name              http
    Match             *
    Host              ${url.hostname}
    Port              ${portOf(url)}
    URI               /api/v1/events
    Format            json
    Json_date_key     time
    Json_date_format  iso8601
    Header            Authorization Bearer ${token}
    Compress          gzip
    Retry_Limit       no_limits
    tls               ${url.protocol === 'https:' ? 'On' : 'Off'}`,
})

const cloudEvents = (http: string, time: string): Example => ({
  id: 'cloudevents',
  title: text('CloudEvents 1.0 (Webhook)', 'CloudEvents 1.0 (webhook)'),
  what: text(
    'Einzeln, als Stapel oder binär mit ce-Kopfzeilen. source und id zusammen machen das Wiederholen gefahrlos.',
    'One, a batch, or binary with ce- headers. source and id together make repeating safe.',
  ),
  code: `curl -sS ${http}/api/v1/cloudevents \\
  -H "Authorization: Bearer $NACHWEIS_TOKEN" \\
  -H 'Content-Type: application/cloudevents+json' \\
  -d '{"specversion":"1.0","id":"1","source":"/portal","type":"login","time":"${time}","data":{"user":"anna"}}'`,
})

const portOf = ({ port, protocol }: URL) => (port !== '' ? port : protocol === 'https:' ? '443' : '80')
/** Filebeat assumes 9200 where an address names no port. */
const withPort = (http: string) => {
  const url = new URL(http)
  return `${url.protocol}//${url.hostname}:${portOf(url)}`
}
