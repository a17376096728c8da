import { Worker } from 'node:worker_threads'
import type { Service } from '../../../kernel/module.ts'
import type { DatabaseOptions } from '../../../platform/database/database.ts'
import { sleep } from '../../../platform/jobs/sleep.ts'
import type { Platform } from '../../../platform/platform.ts'
import { makeBlocks } from './make-blocks.ts'

const restartMs = 5_000
const workerFile = new URL(import.meta.url.replace(/block-builder(\.[jt]s)$/, 'block-worker$1'))

/**
 * Makes blocks while the server runs, one server at a time; until there is one, a search reads the events themselves. In a
 * thread with a connection of its own, so that taking events need not wait for it; the embedded database has one thread only.
 */
export async function startBlockBuilder(platform: Platform): Promise<Service> {
  const stopping = new AbortController()
  const failed = (error: unknown) => platform.telemetry.error('a block of events could not be made', error)
  const { dataDir, databaseUrl } = platform.environment
  const running =
    databaseUrl === null
      ? makeBlocks(platform, failed, stopping.signal)
      : keepThread({ dataDir, databaseUrl, connectionsMax: 1 }, failed, stopping.signal)
  return {
    async stop() {
      stopping.abort()
      await running
    },
  }
}

/** A thread until the signal fires; one that broke is followed by another. */
async function keepThread(
  options: DatabaseOptions,
  failed: (error: unknown) => void,
  signal: AbortSignal,
): Promise<void> {
  while (!signal.aborted) {
    await thread(options, failed, signal)
    await sleep(restartMs, signal)
  }
}

async function thread(
  workerData: DatabaseOptions,
  failed: (error: unknown) => void,
  signal: AbortSignal,
): Promise<void> {
  const worker = new Worker(workerFile, { workerData })
  // A block under way is made again by whoever comes next.
  const stop = () => void worker.terminate()
  signal.addEventListener('abort', stop)
  worker.on('error', failed)
  await new Promise((resolve) => worker.once('exit', resolve))
  signal.removeEventListener('abort', stop)
}
