import { Problem } from '../../../../kernel/problem.ts'
import type { EventDraft } from '../../event.ts'
import type { ReadLine } from '../../ingest/read-events.ts'
import type { JsonValue } from '../../json.ts'
import { collectedEventsMax } from '../limits.ts'
import { putField } from '../put-field.ts'
import { NotDecodable } from './wire-reader.ts'

/** Attributes and values within them, of one record, scope or resource; and of a request. */
export const valuesMax = 10_000
export const requestValuesMax = 1_000_000
/** Lists and maps within an attribute. */
export const valueDepthMax = 32
/** Resources and scopes of one request. */
const groupsMax = 10_000
/** Characters of all records once each carries what its resource and scope say. */
const repeatedCharactersMax = 32 * 1024 * 1024
const uidCharactersMax = 1_000

export type Attribute = readonly [name: string, value: JsonValue]

/** What both encodings say of a log record. */
export interface LogRecord {
  /** ns since the epoch, 0: unknown. */
  readonly timeNs: bigint
  readonly observedNs: bigint
  /** 0: unknown. */
  readonly severityNumber: number
  readonly severityText: string
  readonly eventName: string
  readonly body: JsonValue | undefined
  readonly attributes: readonly Attribute[]
  readonly droppedAttributes: number
  readonly flags: number
  /** Hexadecimal; empty: none. */
  readonly traceId: string
  readonly spanId: string
}

/** What is said once and belongs to many records. */
export interface Origin {
  readonly attributes: readonly Attribute[]
  readonly characters: number
}

export const originOf = (attributes: readonly Attribute[]): Origin => ({
  attributes,
  characters: JSON.stringify(attributes).length,
})

/** Counts the values of one record, scope or resource, so that none is built beyond the limits. */
export interface ValueCount {
  /** Throws NotDecodable for one too many or too deep, a Problem when it is too many for the request. */
  add(depth: number): void
}

/** The events of one request, as they are read; both decoders hand them in here, where the limits are. */
export class LogDrafts {
  readonly lines: ReadLine[] = []
  #groups = 0
  #records = 0
  #characters = 0
  #values = 0

  /** Makes room for a resource, or a scope in one. Throws a Problem beyond the limits, as the next three do. */
  group(): void {
    if (++this.#groups > groupsMax) throw tooMany(`${groupsMax} resources and scopes`)
  }

  record(): void {
    if (++this.#records > collectedEventsMax) throw tooMany(`${collectedEventsMax} records`)
  }

  count(): ValueCount {
    let values = 0
    return {
      add: (depth) => {
        if (++values > valuesMax) throw new NotDecodable(`it has more than ${valuesMax} values`)
        if (depth > valueDepthMax) throw new NotDecodable(`it is nested deeper than ${valueDepthMax} levels`)
        if (++this.#values > requestValuesMax) throw tooMany(`${requestValuesMax} attributes`)
      },
    }
  }

  /** What resource and scope say is repeated in each of their records: a small request would become a large one. */
  repeat(origins: readonly Origin[], records: number): void {
    this.#characters += records * origins.reduce((sum, { characters }) => sum + characters, 0)
    if (this.#characters > repeatedCharactersMax)
      throw tooMany(`${repeatedCharactersMax} characters of attributes of resources, repeated in each record`)
  }

  /** Reads one record; when it cannot be read, it is refused alone. */
  add(read: () => LogRecord, scope: Origin, resource: Origin): void {
    try {
      this.lines.push({ draft: draftOf(read(), scope, resource) })
    } catch (error) {
      if (!(error instanceof NotDecodable)) throw error
      this.lines.push({
        kind: 'refused',
        reason: 'not-decodable',
        message: `This is no log record: ${error.message}.`,
      })
    }
  }
}

const tooMany = (limit: string) =>
  new Problem(
    'too-large',
    'too-many-records',
    `A request takes ${limit} at most. Make the batches of the exporter smaller.`,
  )

/**
 * An event in the flat names that the mapping knows: attributes of the record, of its scope and of its resource by their own
 * names, and OpenTelemetry's names for logs outside of OTLP (`trace_id`, `otel.scope.name`). What finds its name taken keeps
 * it behind `attributes.`, `scope.` or `resource.`.
 */
function draftOf(record: LogRecord, scope: Origin, resource: Origin): EventDraft {
  const body: Record<string, JsonValue> = {}
  if (record.timeNs > 0n) body['timestamp'] = isoNs(record.timeNs)
  if (record.observedNs > 0n) body['observed_timestamp'] = isoNs(record.observedNs)
  if (record.severityNumber > 0) body['severity_number'] = record.severityNumber
  if (record.severityText !== '') body['severity_text'] = record.severityText
  if (record.eventName !== '') body['event.name'] = record.eventName
  if (record.body !== undefined) body['body'] = record.body
  if (/^(?!0+$)[0-9a-f]{32}$/.test(record.traceId)) body['trace_id'] = record.traceId
  if (/^(?!0+$)[0-9a-f]{16}$/.test(record.spanId)) body['span_id'] = record.spanId
  if ((record.flags & 0xff) > 0) body['trace_flags'] = (record.flags & 0xff).toString(16).padStart(2, '0')
  if (record.droppedAttributes > 0) body['otel.dropped_attributes_count'] = record.droppedAttributes
  addTo(body, record.attributes, 'attributes')
  addTo(body, scope.attributes, 'scope')
  addTo(body, resource.attributes, 'resource')
  const ns = record.timeNs > 0n ? record.timeNs : record.observedNs
  return { body, at: ns > 0n ? Number(ns / 1_000_000n) : null, key: uidOf(record.attributes) }
}

function addTo(body: Record<string, JsonValue>, attributes: readonly Attribute[], prefix: string): void {
  for (const [name, value] of attributes)
    putField(body, Object.hasOwn(body, name) ? `${prefix}.${name}` : name, value)
}

/** Semantic conventions: records with the same one are one record. */
function uidOf(attributes: readonly Attribute[]): string | null {
  const [, uid] = attributes.find(([name]) => name === 'log.record.uid') ?? []
  return typeof uid === 'string' && uid !== '' && uid.length <= uidCharactersMax ? uid : null
}

const nsPerS = 1_000_000_000n

/** RFC 3339 with all nine digits; 64 bits reach to the year 2554. */
const isoNs = (ns: bigint): string =>
  `${new Date(Number(ns / nsPerS) * 1e3).toISOString().slice(0, 19)}.${String(ns % nsPerS).padStart(9, '0')}Z`

/** An integer as JSON holds it without loss: as digits where a double cannot. */
export function exactInteger(value: bigint): JsonValue {
  const number = Number(value)
  return Number.isSafeInteger(number) ? number : String(value)
}

/** A double as JSON holds it: what is no number by its name, as the JSON of protobuf has it. */
export const jsonDouble = (value: number): JsonValue => (Number.isFinite(value) ? value : String(value))
