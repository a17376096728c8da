import type { ReadLine } from '../../ingest/read-events.ts'
import type { JsonValue } from '../../json.ts'
import { putField } from '../put-field.ts'
import {
  exactInteger,
  jsonDouble,
  LogDrafts,
  originOf,
  type Attribute,
  type LogRecord,
  type Origin,
  type ValueCount,
} from './log-drafts.ts'
import { WireReader } from './wire-reader.ts'

/**
 * The log records of an ExportLogsServiceRequest (opentelemetry-proto 1.x, logs/v1). Field numbers stand where they are
 * used. Throws NotDecodable when the request is none, a Problem when it holds more than a request may.
 */
export function readProtobufLogs(body: Uint8Array): ReadLine[] {
  const drafts = new LogDrafts()
  const request = new WireReader(Buffer.from(body.buffer, body.byteOffset, body.byteLength))
  for (let field = request.next(); field !== 0; field = request.next()) {
    if (field === 1) {
      drafts.group()
      readResourceLogs(request.message(), drafts)
    } else request.skip()
  }
  return drafts.lines
}

function readResourceLogs(reader: WireReader, drafts: LogDrafts): void {
  // The resource may stand behind the records it belongs to.
  const scopes: WireReader[] = []
  const attributes: Attribute[] = []
  const count = drafts.count()
  for (let field = reader.next(); field !== 0; field = reader.next()) {
    if (field === 1) attributes.push(...readAttributes(reader.message(), count, 0))
    else if (field === 2) {
      drafts.group()
      scopes.push(reader.message())
    } else if (field === 3) attributes.push(...said('otel.resource.schema_url', reader.text()))
    else reader.skip()
  }
  const resource = originOf(attributes)
  for (const scope of scopes) readScopeLogs(scope, resource, drafts)
}

function readScopeLogs(reader: WireReader, resource: Origin, drafts: LogDrafts): void {
  const records: WireReader[] = []
  const attributes: Attribute[] = []
  const count = drafts.count()
  for (let field = reader.next(); field !== 0; field = reader.next()) {
    if (field === 1) attributes.push(...readScope(reader.message(), count))
    else if (field === 2) {
      drafts.record()
      records.push(reader.message())
    } else if (field === 3) attributes.push(...said('otel.scope.schema_url', reader.text()))
    else reader.skip()
  }
  const scope = originOf(attributes)
  drafts.repeat([scope, resource], records.length)
  for (const record of records) drafts.add(() => readRecord(record, drafts.count()), scope, resource)
}

function readScope(reader: WireReader, count: ValueCount): Attribute[] {
  const attributes: Attribute[] = []
  for (let field = reader.next(); field !== 0; field = reader.next()) {
    if (field === 1) attributes.push(...said('otel.scope.name', reader.text()))
    else if (field === 2) attributes.push(...said('otel.scope.version', reader.text()))
    else if (field === 3) attributes.push(readAttribute(reader.message(), count, 0))
    else reader.skip()
  }
  return attributes
}

const said = (name: string, text: string): Attribute[] => (text === '' ? [] : [[name, text]])

function readRecord(reader: WireReader, count: ValueCount): LogRecord {
  const attributes: Attribute[] = []
  const record = { ...emptyRecord, attributes }
  for (let field = reader.next(); field !== 0; field = reader.next()) {
    if (field === 1) record.timeNs = reader.fixed64()
    else if (field === 2) record.severityNumber = reader.uint32()
    else if (field === 3) record.severityText = reader.text()
    else if (field === 5) record.body = readValue(reader.message(), count, 0)
    else if (field === 6) attributes.push(readAttribute(reader.message(), count, 0))
    else if (field === 7) record.droppedAttributes = reader.uint32()
    else if (field === 8) record.flags = reader.fixed32()
    else if (field === 9) record.traceId = reader.bytes('hex')
    else if (field === 10) record.spanId = reader.bytes('hex')
    else if (field === 11) record.observedNs = reader.fixed64()
    else if (field === 12) record.eventName = reader.text()
    else reader.skip()
  }
  return record
}

const emptyRecord = {
  timeNs: 0n,
  observedNs: 0n,
  severityNumber: 0,
  severityText: '',
  eventName: '',
  body: undefined as JsonValue | undefined,
  droppedAttributes: 0,
  flags: 0,
  traceId: '',
  spanId: '',
}

/** The KeyValues of a Resource or a KeyValueList. */
function readAttributes(reader: WireReader, count: ValueCount, depth: number): Attribute[] {
  const attributes: Attribute[] = []
  for (let field = reader.next(); field !== 0; field = reader.next()) {
    if (field === 1) attributes.push(readAttribute(reader.message(), count, depth))
    else reader.skip()
  }
  return attributes
}

function readAttribute(reader: WireReader, count: ValueCount, depth: number): Attribute {
  count.add(depth)
  let name = ''
  let value: JsonValue = null
  for (let field = reader.next(); field !== 0; field = reader.next()) {
    if (field === 1) name = reader.text()
    else if (field === 2) value = readValue(reader.message(), count, depth)
    else reader.skip()
  }
  return [name, value]
}

/** An AnyValue; null when it holds none. */
function readValue(reader: WireReader, count: ValueCount, depth: number): JsonValue {
  let value: JsonValue = null
  for (let field = reader.next(); field !== 0; field = reader.next()) {
    if (field === 1) value = reader.text()
    else if (field === 2) value = reader.int64() !== 0n
    else if (field === 3) value = exactInteger(reader.int64())
    else if (field === 4) value = jsonDouble(reader.double())
    else if (field === 5) value = readList(reader.message(), count, depth + 1)
    else if (field === 6) value = readMap(reader.message(), count, depth + 1)
    else if (field === 7) value = reader.bytes('base64')
    else reader.skip()
  }
  return value
}

function readList(reader: WireReader, count: ValueCount, depth: number): JsonValue[] {
  const values: JsonValue[] = []
  for (let field = reader.next(); field !== 0; field = reader.next()) {
    count.add(depth)
    if (field === 1) values.push(readValue(reader.message(), count, depth))
    else reader.skip()
  }
  return values
}

function readMap(reader: WireReader, count: ValueCount, depth: number): JsonValue {
  const map: Record<string, JsonValue> = {}
  for (const [name, value] of readAttributes(reader, count, depth)) putField(map, name, value)
  return map
}
