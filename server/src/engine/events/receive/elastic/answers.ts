import type { Problem, ProblemCode } from '../../../../kernel/problem.ts'
import type { Received } from '../../event.ts'
import { retryAfterOf } from '../retry-after.ts'
import type { BulkItem } from './read-bulk.ts'

/** Clients of Elasticsearch stop where this header is missing. */
const product = { 'x-elastic-product': 'Elasticsearch', 'cache-control': 'no-store' }

/** An answer as clients of Elasticsearch take it. */
export const elasticAnswer = (
  body: object,
  status = 200,
  further: Readonly<Record<string, string>> = {},
): Response =>
  new Response(JSON.stringify(body), {
    status,
    headers: { 'content-type': 'application/json', ...product, ...further },
  })

const errorTypes: Partial<Record<ProblemCode, string>> = {
  unauthenticated: 'security_exception',
  'not-found': 'resource_not_found_exception',
  'too-many-requests': 'es_rejected_execution_exception',
  unavailable: 'cluster_block_exception',
  internal: 'exception',
}

/** A refused request. */
export function elasticRefusal(problem: Problem): Response {
  const cause = {
    type: errorTypes[problem.code] ?? 'illegal_argument_exception',
    reason: `${problem.words.en} (${problem.reason})`,
  }
  const ask: Record<string, string> =
    problem.code === 'unauthenticated' ? { 'www-authenticate': 'Basic realm="events", charset="UTF-8"' } : {}
  return elasticAnswer({ error: { root_cause: [cause], ...cause }, status: problem.status }, problem.status, {
    ...retryAfterOf(problem),
    ...ask,
  })
}

/** What became of each item, in their order. Fields that no sender reads are left out: Fluent Bit's buffer is small. */
export function bulkResult(
  items: readonly BulkItem[],
  received: readonly Received[],
  tookMs: number,
): object {
  const results = items.map((item, place) => resultOf(item, received[place] as Received))
  return {
    took: tookMs,
    errors: results.some(({ error }) => error !== undefined),
    items: results.map((result, place) => ({ [(items[place] as BulkItem).action]: result })),
  }
}

interface ItemResult {
  readonly _index: string | null
  readonly _id: string | null
  readonly status: number
  readonly result?: string
  readonly error?: { readonly type: string; readonly reason: string }
}

function resultOf({ action, index, id }: BulkItem, received: Received): ItemResult {
  const named = { _index: index, _id: id }
  switch (received.kind) {
    case 'stored':
      return { _index: index, _id: id ?? received.id, status: 201, result: 'created' }
    case 'repeated':
      return action === 'index' ? { ...named, status: 200, result: 'noop' } : { ...named, ...conflict(id) }
    case 'refused':
      return { ...named, status: 400, error: { type: received.reason, reason: received.message } }
  }
}

const conflict = (id: string | null) => ({
  status: 409,
  error: {
    type: 'version_conflict_engine_exception',
    reason: `[${id}]: version conflict, document already exists`,
  },
})
