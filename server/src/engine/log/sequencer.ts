import { join } from 'node:path'
import { readFile } from 'node:fs/promises'
import { equalBytes, fromBase64, toBase64 } from 'nachweis-verify'
import { z } from 'zod'
import { writeSecret } from '../../platform/keys/keys.ts'
import type { Platform } from '../../platform/platform.ts'
import { readHead, type Head } from './read.ts'
import { sequence } from './sequence.ts'
import { logSigner } from './signer.ts'
import { logReader } from './tables.ts'
import { records, type Tree } from './trees.ts'

const pollMs = 150
const retryMs = 1_000
const guardFileSchema = z.object({ origin: z.string(), size: z.number().int(), root: z.string() })

/** Numbers the records of this installation while it runs. */
export interface Sequencer {
  /** The newest head known here. */
  head(): Head
  /** What is wrong, for /readyz; null when records are being numbered. */
  problem(): string | null
  stop(): Promise<void>
}

/**
 * Starts the loop that turns what is pending into leaves of a tree, at most one at a time over all servers. A database that is
 * unreachable is tried again for ever. It refuses to sign when the database holds a smaller tree than the one it signed
 * last (kept in a file beside the database): signing on would be a fork that every verifier refuses.
 */
export async function startSequencer(platform: Platform, tree: Tree = records): Promise<Sequencer> {
  const opened = await readHead(platform.database.reader, tree)
  if (!opened) throw new Error('the log is not open')
  const guard = await openGuard(platform, tree, opened)
  let head = opened
  let problem = guard.problem
  let stopped = false
  let wake = () => {}

  const round = async () => {
    const row = await logReader(platform.database.reader)
      .selectFrom(tree.head)
      .selectAll()
      .executeTakeFirstOrThrow()
    const signer = await logSigner(platform.keys, row)
    while (!stopped) {
      const now = platform.clock.now()
      const done = await platform.database.transaction((tx) => sequence(tx, tree, signer, now))
      const next = done?.head ?? (await readHead(platform.database.reader, tree))
      if (next && next.size > head.size) await guard.keep(next)
      if (next) head = next
      problem = null
      // A full round has probably left some behind.
      if ((done?.appended ?? 0) < tree.batchMax) await pause(pollMs)
    }
  }
  const pause = (ms: number) =>
    new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, ms)
      wake = () => {
        clearTimeout(timer)
        resolve()
      }
    })
  const loop = async () => {
    while (!stopped) {
      try {
        await round()
      } catch (error) {
        problem = `Records are not being numbered: ${error instanceof Error ? error.message : String(error)}`
        platform.telemetry.error('sequencer round failed', error)
        await pause(retryMs)
      }
    }
  }
  const running = problem === null ? loop() : Promise.resolve()
  return {
    head: () => head,
    problem: () => problem,
    async stop() {
      stopped = true
      wake()
      await running
    },
  }
}

/** Waits until nothing is pending: all that was committed before the call is a leaf then. */
export async function caughtUp(platform: Platform, sequencer: Sequencer): Promise<void> {
  const pending = () =>
    logReader(platform.database.reader)
      .selectFrom('log.pending')
      .select('position')
      .limit(1)
      .executeTakeFirst()
  while (sequencer.problem() === null && (await pending()))
    await new Promise((resolve) => setTimeout(resolve, pollMs))
}

const guardFiles = { records: 'log-head.json', events: 'event-log-head.json' } as const

/** The file that remembers the largest tree that was signed here. */
async function openGuard(platform: Platform, tree: Tree, head: Head) {
  const name = guardFiles[tree.name]
  const path = join(platform.environment.dataDir, name)
  const text = await readFile(path, 'utf8').catch(() => null)
  const kept = text === null ? null : guardFileSchema.parse(JSON.parse(text))
  return {
    problem: kept === null ? null : guardProblem(kept, head, name),
    keep: ({ origin, size, root }: Head) =>
      writeSecret(path, JSON.stringify({ origin, size, root: toBase64(root) }) + '\n'),
  }
}

function guardProblem(kept: z.output<typeof guardFileSchema>, head: Head, name: string): string | null {
  const forked =
    kept.origin !== head.origin ||
    head.size < kept.size ||
    (head.size === kept.size && !equalBytes(fromBase64(kept.root), head.root))
  if (!forked) return null
  return (
    `The database holds an older or another log (${head.size} entries) than the one that was signed last here (${kept.size} entries, ` +
    `see ${name} in the data folder). Restore the newer database. If it is lost for good, move that file away: verifiers will then report the loss.`
  )
}
