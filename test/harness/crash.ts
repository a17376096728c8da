import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { verifyInstallation, type DisclosedRecord, type Memory } from 'nachweis-verify'
import { httpSource } from 'nachweis-verify/node'
import { startServer, type RunningServer } from './server.ts'

export interface CrashReport {
  readonly kills: number
  /** Changes that the server acknowledged. */
  readonly acknowledged: number
  /** Acknowledged, but not in the log afterwards. */
  readonly missing: readonly string[]
  /** What the verifier said against it, all restarts together. */
  readonly problems: readonly string[]
  readonly logSize: number
}

const writers = 6
const loadMsMax = 1_500
const claims = [
  'encryption-in-transit/calls',
  'backups/alerts',
  'time/billing-clock',
  'access/least-privilege',
  'ai/region',
  'terms/in-force',
]

/**
 * Kills a server with SIGKILL at random moments under a load of changes, starts it again on the same data, and has the
 * verifier hold every head against the one before: the same root or a consistent extension, and nothing acknowledged missing.
 */
export async function crashRun(options: {
  kills: number
  dataDir: string
  databaseUrl: string | null
}): Promise<CrashReport> {
  const ledger = new Set<string>()
  const problems: string[] = []
  let memory: Memory | null = null
  let server = await startServer(options)
  const targets = await withdrawable(server)
  for (let kill = 0; kill < options.kills; kill++) {
    await loadUntilKilled(server, targets, ledger, kill)
    server = await startServer({ ...options, ports: server.ports })
    const verified = await verify(server, memory)
    memory = verified.memory ?? memory
    problems.push(
      ...verified.problems.map(({ where, message }) => `after kill ${kill + 1}: ${where}: ${message}`),
    )
  }
  const logged = await loggedReasons(server)
  const size = memory?.size ?? 0
  await server.stop()
  return {
    kills: options.kills,
    acknowledged: ledger.size,
    missing: [...ledger].filter((reason) => !logged.has(reason)),
    problems,
    logSize: size,
  }
}

/** Any claims will do; each writer has one of its own. */
async function withdrawable(server: RunningServer): Promise<string[]> {
  const answer = await fetch(`${server.baseUrl}/api/v1/measures`)
  const { measures } = (await answer.json()) as { measures: { claims: { id: string }[] }[] }
  const ids = measures.flatMap((measure) => measure.claims.map((claim) => claim.id))
  return [...claims.filter((id) => ids.includes(id)), ...ids].slice(0, writers)
}

async function loadUntilKilled(
  server: RunningServer,
  targets: readonly string[],
  ledger: Set<string>,
  round: number,
): Promise<void> {
  const key = (await readFile(join(server.dataDir, 'keys', 'operator-key'), 'utf8')).trim()
  let killed = false
  const post = (path: string, body: object) =>
    fetch(server.baseUrl + path, {
      method: 'POST',
      body: JSON.stringify(body),
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    })
  const write = async (claim: string, writer: number) => {
    for (let n = 0; !killed; n++) {
      const reason = `round ${round} writer ${writer} change ${n}`
      try {
        if ((await post(`/api/v1/claims/${claim}/withdraw`, { reason })).ok) ledger.add(reason)
        await post(`/api/v1/claims/${claim}/reinstate`, {})
      } catch {
        // Killed in mid-air: not acknowledged, so it may be there or not.
        return
      }
    }
  }
  const writing = targets.map(write)
  await new Promise((resolve) => setTimeout(resolve, Math.random() * loadMsMax))
  await server.kill9()
  killed = true
  await Promise.all(writing)
}

async function verify(server: RunningServer, memory: Memory | null) {
  const source = httpSource(new URL(server.baseUrl))
  try {
    const pause = () => new Promise<void>((resolve) => setTimeout(resolve, 1_500))
    return await verifyInstallation(source, memory, { now: Date.now, beforeRetry: pause })
  } finally {
    source.close()
  }
}

async function loggedReasons(server: RunningServer): Promise<Set<string>> {
  await new Promise((resolve) => setTimeout(resolve, 1_000))
  const reasons = new Set<string>()
  for (let bundle = 0; ; bundle++) {
    const answer = await fetch(`${server.baseUrl}/log/records/${bundle}`)
    if (!answer.ok) return reasons
    for (const line of (await answer.text()).trim().split('\n')) {
      const { record } = JSON.parse(line) as DisclosedRecord<{
        id: string
        type: string
        at: string
        actor: never
        data: { reason?: string }
      }>
      if (record.data.reason !== undefined) reasons.add(record.data.reason)
    }
  }
}
