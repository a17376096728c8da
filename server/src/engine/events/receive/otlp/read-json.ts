import type { ReadLine } from '../../ingest/read-events.ts'
import { isObject, type JsonObject, type JsonValue } from '../../json.ts'
import { parseJson } from '../../parse-json.ts'
import { putField } from '../put-field.ts'
import {
  exactInteger,
  LogDrafts,
  originOf,
  type Attribute,
  type LogRecord,
  type Origin,
  type ValueCount,
} from './log-drafts.ts'
import { NotDecodable } from './wire-reader.ts'

/**
 * The log records of an ExportLogsServiceRequest in OTLP's JSON: ids in hexadecimal, integers as numbers or digits, unknown
 * names passed over, null as absent. Throws NotDecodable when the request is none, a Problem when it holds more than a
 * request may.
 */
export function readJsonLogs(body: Uint8Array): ReadLine[] {
  const drafts = new LogDrafts()
  const value = parseJson(body)
  if (value === undefined) throw new NotDecodable('the body is not JSON in UTF-8')
  const request = asObject(value, 'the body')
  for (const value of list(request, 'resourceLogs')) {
    drafts.group()
    const each = asObject(value, 'an entry of resourceLogs')
    const resource = originOf([
      ...attributesOf(member(each, 'resource'), drafts.count()),
      ...said('otel.resource.schema_url', text(each, 'schemaUrl')),
    ])
    for (const scope of list(each, 'scopeLogs'))
      readScopeLogs(asObject(scope, 'an entry of scopeLogs'), resource, drafts)
  }
  return drafts.lines
}

function readScopeLogs(given: JsonObject, resource: Origin, drafts: LogDrafts): void {
  drafts.group()
  const named = member(given, 'scope')
  const scope = originOf([
    ...said('otel.scope.name', text(named, 'name')),
    ...said('otel.scope.version', text(named, 'version')),
    ...attributesOf(named, drafts.count()),
    ...said('otel.scope.schema_url', text(given, 'schemaUrl')),
  ])
  const records = list(given, 'logRecords')
  drafts.repeat([scope, resource], records.length)
  for (const record of records) {
    drafts.record()
    drafts.add(() => readRecord(asObject(record, 'it'), drafts.count()), scope, resource)
  }
}

const said = (name: string, value: string): Attribute[] => (value === '' ? [] : [[name, value]])

function readRecord(given: JsonObject, count: ValueCount): LogRecord {
  const body = present(given, 'body')
  return {
    timeNs: unsigned(given, 'timeUnixNano'),
    observedNs: unsigned(given, 'observedTimeUnixNano'),
    severityNumber: Number(unsigned(given, 'severityNumber')),
    severityText: text(given, 'severityText'),
    eventName: text(given, 'eventName'),
    body: body === undefined ? undefined : readValue(body, count, 0),
    attributes: attributesOf(given, count),
    droppedAttributes: Number(unsigned(given, 'droppedAttributesCount')),
    flags: Number(unsigned(given, 'flags') & 0xffn),
    traceId: text(given, 'traceId').toLowerCase(),
    spanId: text(given, 'spanId').toLowerCase(),
  }
}

function attributesOf(given: JsonObject, count: ValueCount): Attribute[] {
  return list(given, 'attributes').map((each) => readAttribute(each, count, 0))
}

function readAttribute(entry: JsonValue, count: ValueCount, depth: number): Attribute {
  count.add(depth)
  const given = asObject(entry, 'an attribute')
  const value = present(given, 'value')
  return [text(given, 'key'), value === undefined ? null : readValue(value, count, depth)]
}

/** An AnyValue; null when it holds none. */
function readValue(given: JsonValue, count: ValueCount, depth: number): JsonValue {
  const value = asObject(given, 'a value')
  for (const [name, inner] of Object.entries(value)) {
    if (inner === null) continue
    switch (name) {
      case 'stringValue':
      case 'bytesValue':
        return text(value, name)
      case 'boolValue':
        if (typeof inner !== 'boolean') throw new NotDecodable('boolValue is neither true nor false')
        return inner
      case 'intValue':
        return integer(inner)
      case 'doubleValue':
        return double(inner)
      case 'arrayValue':
        return readList(asObject(inner, name), count, depth + 1)
      case 'kvlistValue':
        return readMap(asObject(inner, name), count, depth + 1)
      default:
    }
  }
  return null
}

function readList(given: JsonObject, count: ValueCount, depth: number): JsonValue[] {
  return list(given, 'values').map((each) => {
    count.add(depth)
    return readValue(each, count, depth)
  })
}

function readMap(given: JsonObject, count: ValueCount, depth: number): JsonValue {
  const map: Record<string, JsonValue> = {}
  for (const each of list(given, 'values')) {
    const [name, value] = readAttribute(each, count, depth)
    putField(map, name, value)
  }
  return map
}

const digits = /^-?\d{1,20}$/
const int64 = { min: -(2n ** 63n), max: 2n ** 63n - 1n }
const uint64Max = 2n ** 64n - 1n

function integer(given: JsonValue): JsonValue {
  const value = asBigInt(given)
  if (value < int64.min || value > int64.max) throw new NotDecodable('intValue does not fit into 64 bits')
  return exactInteger(value)
}

function unsigned(given: JsonObject, name: string): bigint {
  const value = present(given, name)
  const number = value === undefined ? 0n : asBigInt(value)
  if (number < 0n || number > uint64Max) throw new NotDecodable(`${name} does not fit into 64 bits`)
  return number
}

function asBigInt(value: JsonValue): bigint {
  if (typeof value === 'number' && Number.isInteger(value)) return BigInt(value)
  if (typeof value === 'string' && digits.test(value)) return BigInt(value)
  throw new NotDecodable(`${JSON.stringify(value).slice(0, 40)} is no integer`)
}

const notFinite = new Set(['NaN', 'Infinity', '-Infinity'])

function double(given: JsonValue): JsonValue {
  if (typeof given === 'number') return given
  if (typeof given === 'string') {
    if (notFinite.has(given)) return given
    const value = given.trim() === '' ? Number.NaN : Number(given)
    if (Number.isFinite(value)) return value
  }
  throw new NotDecodable('doubleValue is no number')
}

/** A member that is there and not null. */
function present(given: JsonObject, name: string): JsonValue | undefined {
  return Object.hasOwn(given, name) ? (given[name] ?? undefined) : undefined
}

function text(given: JsonObject, name: string): string {
  const value = present(given, name) ?? ''
  if (typeof value !== 'string') throw new NotDecodable(`${name} is no text`)
  return value
}

const empty: JsonObject = {}
function member(given: JsonObject, name: string): JsonObject {
  const value = present(given, name)
  return value === undefined ? empty : asObject(value, name)
}

/** A list; empty when absent. */
function list(given: JsonObject, name: string): readonly JsonValue[] {
  const values = present(given, name) ?? []
  if (!Array.isArray(values)) throw new NotDecodable(`${name} is no list`)
  return values as readonly JsonValue[]
}

function asObject(value: JsonValue, name: string): JsonObject {
  if (!isObject(value)) throw new NotDecodable(`${name} is no object`)
  return value
}
