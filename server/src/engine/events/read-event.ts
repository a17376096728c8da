import { classOf } from './classes.ts'
import { flag, type EventBody, type EventDraft, type Outcome, type ReadEvent } from './event.ts'
import { isObject, type JsonValue } from './json.ts'
import { canonicalAddress } from './search/query/address.ts'
import { knownNames } from './sources/known-names.ts'
import type { MappedField, Source } from './sources/settings.ts'

const valueCharactersMax = 200
/** A clock may be this wrong before what it says is not believed. */
const aheadMs = 5 * 60_000
const lateMs = 60 * 60_000
const earliest = Date.UTC(2000, 0, 1)

/** Finds the organisation that a source means by a name or id of its customer; null when there is none. */
export type FindCustomer = (name: string) => string | null

/**
 * Understands an event by the mapping of its source. `now` in ms since the epoch. Fields that are missing or nonsense are
 * left empty; a customer that nobody knows, or a kind of data that has no period, is refused: it could be shown to nobody
 * and would be kept for ever. Answers the reason then.
 */
export function readEvent(
  draft: EventDraft,
  source: Source,
  findCustomer: FindCustomer,
  now: number,
): ReadEvent | { readonly refused: string; readonly message: string } {
  const { settings } = source
  const raw = (field: MappedField) => first(draft.body, settings.mapping[field], knownNames[field])
  const words = (field: MappedField) => asWords(raw(field))
  const customer = words('customer')
  const own = settings.customer ?? source.organisation
  const organisation = customer === null ? own : findCustomer(customer)
  // Another customer is as unknown to a source of one as somebody who is none.
  if (organisation === null || (settings.customerFixed && organisation !== own))
    return unknownCustomer(customer as string)
  const [dataType, purpose] = [words('dataType') ?? settings.dataType, words('purpose') ?? settings.purpose]
  const kept = classOf(dataType, purpose)
  if (kept === null) return unknownClass(dataType, purpose)
  const said = finite(draft.at) ?? asTime(raw('time'))
  const address = words('address')
  const actor = words('actor')
  const action = words('action')
  return {
    organisation,
    ...timeOf(said, now, actor === null && action === null),
    said,
    class: kept.id,
    outcome: asOutcome(raw('outcome')),
    address: address === null ? null : canonicalAddress(address),
    actor,
    action,
    target: words('target'),
    session: words('session'),
  }
}

const finite = (at: number | null) => (at !== null && Number.isFinite(at) ? at : null)

/** Known names stand in the event itself, or, in a CloudEvent, below the data that it carries. */
const placesOf = (body: EventBody, names: readonly string[]) =>
  isObject(body['data']) ? [...names, ...names.map((name) => `data.${name}`)] : names

/** The path by which a field is found in an event: one of the mapping's, else a known name; null when there is none. */
export function pathOf(body: EventBody, field: MappedField, mapped: readonly string[]): string | null {
  const isThere = (path: string) => (at(body, path) ?? null) !== null
  return (
    mapped.find(isThere) ??
    placesOf(body, knownNames[field]).find((path) => isThere(path) && !isObject(at(body, path))) ??
    null
  )
}

function timeOf(said: number | null, now: number, isUnmapped: boolean): { at: number; flags: number } {
  const unmapped = isUnmapped ? flag.unmapped : 0
  if (said === null || said < earliest) return { at: now, flags: unmapped | flag.timeMissing }
  if (said > now + aheadMs) return { at: now, flags: unmapped | flag.future }
  return { at: said, flags: unmapped | (said < now - lateMs ? flag.late : 0) }
}

function first(
  body: EventBody,
  mapped: readonly string[],
  otherwise: readonly string[],
): JsonValue | undefined {
  for (const path of mapped) {
    const found = at(body, path)
    if (found !== undefined && found !== null) return found
  }
  for (const path of placesOf(body, otherwise)) {
    const found = at(body, path)
    if (found !== undefined && found !== null && !isObject(found)) return found
  }
  return undefined
}

/** The value at a path; a name that holds the dots itself comes first, as flat attributes do. */
export function at(body: JsonValue, path: string): JsonValue | undefined {
  if (isObject(body) && Object.hasOwn(body, path)) return body[path]
  const dot = path.indexOf('.')
  if (dot === -1) return Array.isArray(body) ? (body[Number(path)] as JsonValue | undefined) : undefined
  const name = path.slice(0, dot)
  const inner = Array.isArray(body)
    ? (body[Number(name)] as JsonValue | undefined)
    : isObject(body) && Object.hasOwn(body, name)
      ? body[name]
      : undefined
  return inner === undefined ? undefined : at(inner, path.slice(dot + 1))
}

function asWords(value: JsonValue | undefined): string | null {
  if (typeof value === 'number' || typeof value === 'boolean') return String(value)
  if (typeof value !== 'string') return null
  const trimmed = value.trim().slice(0, valueCharactersMax)
  // PostgreSQL's text cannot hold it.
  return trimmed === '' || trimmed.includes('\0') ? null : trimmed
}

/** ms since the epoch of a number (s, ms, µs or ns since the epoch, by its size) or of words that Date understands. */
export function asTime(value: JsonValue | undefined): number | null {
  if (typeof value === 'string') {
    const digits = /^\d{9,19}(\.\d+)?$/.test(value) ? Number(value) : null
    if (digits !== null) return asTime(digits)
    const parsed = Date.parse(value)
    return Number.isNaN(parsed) ? null : parsed
  }
  if (typeof value !== 'number' || !Number.isFinite(value) || value <= 0) return null
  if (value < 1e11) return value * 1e3
  if (value < 1e14) return value
  return value < 1e17 ? value / 1e3 : value / 1e6
}

const succeeded = new Set(['success', 'succeeded', 'ok', 'true', '1', 'allowed', 'accepted', 'granted'])
const failed = new Set([
  'failure',
  'failed',
  'fail',
  'error',
  'false',
  '2',
  'denied',
  'rejected',
  'blocked',
  'refused',
])

function asOutcome(value: JsonValue | undefined): Outcome {
  const word = asWords(value)?.toLowerCase()
  if (word === undefined) return 'unknown'
  if (succeeded.has(word)) return 'success'
  return failed.has(word) ? 'failure' : 'unknown'
}

const unknownCustomer = (name: string) => ({
  refused: 'customer-unknown',
  message: `No customer here is called ${JSON.stringify(name)}. Send the customer's id, or map the field elsewhere.`,
})

const unknownClass = (dataType: string, purpose: string) => ({
  refused: 'kind-unknown',
  message: `There is no period for data of the type ${JSON.stringify(dataType)} with the purpose ${JSON.stringify(purpose)}. See GET /api/v1/events/retention.`,
})
