import type { Options } from './options.ts'

const answerBytesMax = 16 * 1024 * 1024
const retryAfterSMax = 3_600
const contentTooLarge = 413
/** The server will say the same again: to be sent in smaller parts, at last alone. */
const finalStatuses: ReadonlySet<number> = new Set([400, contentTooLarge, 422])
const problemType = 'urn:nachweis:problem:'
/** Where the answer names no reason of ours. */
const unknown = 'unknown'

/** What became of a request. */
export type Outcome =
  | { readonly kind: 'stored'; readonly refused: readonly RefusedLine[] }
  /** Nothing was stored, and never will be as it is. */
  | { readonly kind: 'refused'; readonly reason: string; readonly message: string }
  /** To be sent again: after `afterMs` where the server named a time. */
  | { readonly kind: 'later'; readonly afterMs: number | null; readonly why: string }

export interface RefusedLine {
  /** Place in the request, from 0. */
  readonly place: number
  readonly reason: string
  readonly message: string
}

/** Sends texts as NDJSON. Never throws: whatever happens is an outcome. `now` in ms since the epoch. */
export async function postBatch(
  { url, token, requestMs }: Pick<Options, 'url' | 'token' | 'requestMs'>,
  texts: readonly string[],
  stopping: AbortSignal,
  now: () => number,
): Promise<Outcome> {
  try {
    const response = await fetch(new URL('/api/v1/events', url), {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/x-ndjson' },
      body: `${texts.join('\n')}\n`,
      // The token is for this server alone.
      redirect: 'error',
      signal: AbortSignal.any([stopping, AbortSignal.timeout(requestMs)]),
    })
    const body = await readJson(response)
    if (response.status === 200) return readStored(body, texts.length)
    const problem = readProblem(body)
    // A proxy's 400 says something of the way there, e.g. http where https is spoken; nothing of the events.
    const isTold = problem.reason !== unknown || response.status === contentTooLarge
    if (isTold && finalStatuses.has(response.status)) return { kind: 'refused', ...problem }
    const afterMs = retryAfterMs(response.headers.get('retry-after'), now())
    return { kind: 'later', afterMs, why: `the server answers ${response.status}: ${problem.message}` }
  } catch (error) {
    const cause = error instanceof Error && error.cause instanceof Error ? `: ${error.cause.message}` : ''
    const message = error instanceof Error ? error.message : String(error)
    return { kind: 'later', afterMs: null, why: `no answer: ${message}${cause}` }
  }
}

async function readJson(response: Response): Promise<unknown> {
  const chunks: Uint8Array[] = []
  let bytes = 0
  for await (const chunk of response.body ?? []) {
    bytes += chunk.length
    if (bytes > answerBytesMax) throw new Error(`the answer is longer than ${answerBytesMax} bytes`)
    chunks.push(chunk)
  }
  try {
    return JSON.parse(Buffer.concat(chunks).toString('utf8')) as unknown
  } catch {
    return null
  }
}

function readStored(body: unknown, count: number): Outcome {
  const { ids, refused } = (body ?? {}) as { ids?: unknown; refused?: unknown }
  // Something between us and the server may answer 200 for it: only a full account counts.
  if (!Array.isArray(ids) || ids.length !== count || !Array.isArray(refused))
    return { kind: 'later', afterMs: null, why: 'the answer does not account for every event' }
  const lines = (refused as { line?: unknown; reason?: unknown; message?: unknown }[]).map((each) => ({
    place: Number(each.line) - 1,
    reason: String(each.reason),
    message: String(each.message),
  }))
  const named = new Set(lines.map(({ place }) => place))
  const isAccount = ids.every((id: unknown, place) => (typeof id === 'string') !== named.has(place))
  return isAccount && named.size === lines.length
    ? { kind: 'stored', refused: lines }
    : { kind: 'later', afterMs: null, why: 'the answer does not account for every event' }
}

function readProblem(body: unknown): { reason: string; message: string } {
  const { type, detail } = (body ?? {}) as { type?: unknown; detail?: unknown }
  return {
    reason:
      typeof type === 'string' && type.startsWith(problemType) ? type.slice(problemType.length) : unknown,
    message: typeof detail === 'string' ? detail : 'without a reason',
  }
}

/** RFC 9110, section 10.2.3: seconds or a date. */
function retryAfterMs(header: string | null, now: number): number | null {
  if (header === null) return null
  const ms = /^\d+$/.test(header) ? Number(header) * 1000 : Date.parse(header) - now
  return Number.isNaN(ms) ? null : Math.min(Math.max(ms, 0), retryAfterSMax * 1000)
}
