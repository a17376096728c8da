import { Problem } from '../../../../kernel/problem.ts'
import type { ReadLine } from '../../ingest/read-events.ts'
import { isObject, type JsonObject, type JsonValue } from '../../json.ts'
import { parsed, textLines } from '../../parse-json.ts'
import { collectedEventsMax } from '../limits.ts'

const newline = 0x0a
/** Two an event; and empty ones, which some senders put in between. */
const linesMax = 3 * collectedEventsMax
/** As Elasticsearch. */
const idBytesMax = 512
const indexCharactersMax = 255

const actions = ['create', 'index', 'update', 'delete'] as const
type Action = (typeof actions)[number]

/** One action of a bulk request, with what it is to store. */
export interface BulkItem {
  readonly action: Action
  readonly index: string | null
  readonly id: string | null
  readonly read: ReadLine
}

/**
 * The items of a `_bulk` request: a line with the action, and but for `delete` a line with the document behind it. The index
 * and the `_id` together are the key. Throws a Problem where the lines themselves cannot be told apart, as Elasticsearch
 * does; what is wrong with one item is said of that item.
 */
export function readBulk(body: Uint8Array, indexOfAddress: string | null): BulkItem[] {
  // A body that was cut off would end within a document.
  if (body.at(-1) !== newline) throw notBulk('the last line does not end with a newline')
  const lines = linesOf(body)
  const items: BulkItem[] = []
  for (let line = lines.next(); !line.done; line = lines.next()) {
    if (line.value === '') continue
    if (items.length === collectedEventsMax) throw tooMany(`${collectedEventsMax} actions`)
    const { action, meta } = actionOf(line.value, items.length + 1)
    const document = action === 'delete' ? undefined : lines.next()
    if (document?.done) throw notBulk('the document of the last action is missing')
    items.push(itemOf(action, meta, document?.value ?? null, indexOfAddress))
  }
  return items
}

function* linesOf(body: Uint8Array): Generator<string | null, undefined> {
  let count = 0
  for (const line of textLines(body)) {
    if (++count > linesMax) throw tooMany(`${linesMax} lines`)
    yield line
  }
  return undefined
}

function actionOf(line: string | null, number: number): { action: Action; meta: JsonObject } {
  const value = line === null ? undefined : parsed(line)
  const action = isObject(value) ? actions.find((each) => Object.hasOwn(value, each)) : undefined
  const meta = action === undefined ? undefined : ((value as JsonObject)[action] ?? {})
  if (action === undefined || !isObject(meta))
    throw notBulk(`before document ${number} stands no action create, index, update or delete`)
  return { action, meta }
}

function itemOf(
  action: Action,
  meta: JsonObject,
  line: string | null,
  indexOfAddress: string | null,
): BulkItem {
  const index = asName(meta['_index']) ?? indexOfAddress
  const id = asName(meta['_id'])
  return { action, index, id, read: readItem(action, { ...meta, _index: index, _id: id }, line) }
}

function asName(value: JsonValue | undefined): string | null {
  if (typeof value === 'number') return String(value)
  return typeof value === 'string' ? value : null
}

function readItem(action: Action, meta: JsonObject, line: string | null): ReadLine {
  const { _index: index, _id: id, pipeline } = meta as Readonly<Record<string, JsonValue | undefined>>
  if (action === 'update' || action === 'delete')
    return refused('illegal_argument_exception', `Events are never changed: ${action} is not taken here.`)
  if (typeof index !== 'string' || index === '' || index.length > indexCharactersMax)
    return refused('illegal_argument_exception', `_index has 1 to ${indexCharactersMax} characters.`)
  if (typeof id === 'string' && (id === '' || Buffer.byteLength(id) > idBytesMax))
    return refused('illegal_argument_exception', `_id has 1 to ${idBytesMax} bytes.`)
  if (typeof pipeline === 'string') return refused('illegal_argument_exception', noPipelines)
  const document = line === null ? undefined : parsed(line)
  if (!isObject(document))
    return refused('document_parsing_exception', 'The document is not one JSON object in UTF-8.')
  return {
    draft: {
      body: { ...document, 'elastic.index': index },
      at: null,
      key: typeof id === 'string' ? `${index} ${id}` : null,
    },
  }
}

export const noPipelines = 'There are no ingest pipelines here: let the sender do what they did.'

const refused = (reason: string, message: string): ReadLine => ({ kind: 'refused', reason, message })

const tooMany = (limit: string) =>
  new Problem('too-large', 'too-many-events', `A request takes ${limit}. Send it in parts.`)

const notBulk = (why: string) => new Problem('bad-request', 'not-bulk', `This is no _bulk request: ${why}.`)
