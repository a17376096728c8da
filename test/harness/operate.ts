import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import {
  verifyInstallation,
  type DisclosedRecord,
  type LogRecord,
  type Memory,
  type Report,
} from 'nachweis-verify'
import { httpSource } from 'nachweis-verify/node'
import type { RunningServer } from './server.ts'

const answerMs = 30_000
const retryMs = 1_500

/** For servers whose visits to their own pages are not what is tested: a browser takes seconds of both cores. */
export const withoutBrowser = { CHROMIUM: '/nonexistent' } as const

export interface Answer {
  readonly status: number
  readonly text: string
}

/** GET, or null when the server does not answer at all. */
export async function get(
  server: Pick<RunningServer, 'baseUrl'>,
  path: string,
  accept = '*/*',
): Promise<Answer | null> {
  try {
    const response = await fetch(server.baseUrl + path, {
      headers: { accept },
      signal: AbortSignal.timeout(answerMs),
    })
    return { status: response.status, text: await response.text() }
  } catch {
    return null
  }
}

/** A POST with the operator's key, or null when the server does not answer at all. */
export async function post(server: RunningServer, path: string, body: object = {}): Promise<Answer | null> {
  const key = (await readFile(join(server.dataDir, 'keys', 'operator-key'), 'utf8')).trim()
  const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json' }
  try {
    const response = await fetch(server.baseUrl + path, {
      method: 'POST',
      headers,
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(answerMs),
    })
    return { status: response.status, text: await response.text() }
  } catch {
    return null
  }
}

export interface ListedClaim {
  readonly id: string
  readonly status: string
  readonly text: { readonly de: string; readonly en: string }
  readonly version: number
  /** What is missing before it can be checked; null: nothing. */
  readonly needs: object | null
  readonly checks: readonly object[]
  readonly evidence: readonly {
    readonly check: string
    readonly target: string
    readonly verdict: string
    readonly code: string
    readonly observed: { de: string; en: string }
  }[]
}

/** The claims as they stand in `/trust.json`. */
export async function claimsOf(server: Pick<RunningServer, 'baseUrl'>): Promise<ListedClaim[]> {
  const answer = await get(server, '/trust.json')
  if (answer?.status !== 200)
    throw new Error(`/trust.json answers ${answer?.status}: ${answer?.text.slice(0, 200)}`)
  return (JSON.parse(answer.text) as { measures: { claims: ListedClaim[] }[] }).measures.flatMap(
    (measure) => measure.claims,
  )
}

/** Changes acknowledged by the server: withdraws and reinstates one claim in turn, with a reason to find again. */
export function writer(server: RunningServer, claim: string) {
  const acknowledged: string[] = []
  return {
    acknowledged,
    /** One change; what the server answered. */
    async write(reason: string): Promise<Answer | null> {
      const answer = await post(server, `/api/v1/claims/${claim}/withdraw`, { reason })
      if (answer?.status === 200) acknowledged.push(reason)
      await post(server, `/api/v1/claims/${claim}/reinstate`)
      return answer
    },
  }
}

/** Verifies a running installation as a stranger does. `pauseMs`: before the verifier looks again at what may have moved. */
export async function verify(
  server: Pick<RunningServer, 'baseUrl'>,
  memory: Memory | null,
  pauseMs = retryMs,
): Promise<Report> {
  const source = httpSource(new URL(server.baseUrl))
  try {
    return await verifyInstallation(source, memory, {
      now: Date.now,
      beforeRetry: () => new Promise((resolve) => setTimeout(resolve, pauseMs)),
    })
  } finally {
    source.close()
  }
}

/** All disclosed records that the server publishes. */
export async function publishedRecords(server: Pick<RunningServer, 'baseUrl'>): Promise<LogRecord[]> {
  const records: LogRecord[] = []
  for (let bundle = 0; ; bundle++) {
    const answer = await get(server, `/log/records/${bundle}`)
    if (answer?.status !== 200) return records
    const lines = answer.text.split('\n').filter((line) => line !== '')
    records.push(...lines.map((line) => (JSON.parse(line) as DisclosedRecord).record))
  }
}

/** Whether every check that has a target has run: from then on the log stands still for minutes. */
export async function allChecked(server: Pick<RunningServer, 'baseUrl'>): Promise<boolean> {
  const claims = await claimsOf(server)
  return claims.every(
    ({ checks, needs, evidence }) => checks.length === 0 || needs !== null || evidence.length > 0,
  )
}

const pollMs = 250

/** The first round of all checks, password hashes among them, takes this long on two busy cores. */
export const allCheckedMs = 180_000

/** Waits until `look` says true. Throws an Error with `what` when it did not within `budgetMs`. */
export async function until(what: string, look: () => Promise<boolean>, budgetMs = 60_000): Promise<void> {
  const deadline = performance.now() + budgetMs
  while (!(await look())) {
    if (performance.now() > deadline) throw new Error(`${budgetMs} ms have passed: ${what}`)
    await new Promise((resolve) => setTimeout(resolve, pollMs))
  }
}
