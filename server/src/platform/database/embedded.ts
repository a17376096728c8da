import { statfs } from 'node:fs/promises'
import { PGlite } from '@electric-sql/pglite'
import type { PGliteDialectConfig } from 'kysely'

export { PGlite }

/** As much of PGlite as Kysely uses. */
type Embedded = Exclude<PGliteDialectConfig['pglite'], (...given: never[]) => unknown>
type Transaction = Parameters<Parameters<Embedded['transaction']>[0]>[0]

const reopenEveryMs = 5_000
/** Two segments of the write-ahead log: with less, the recovery fails as the write did. */
const freeBytesMin = 32 * 1024 * 1024

const cannotConnectNow = '57P03'

/** The embedded database is stopped for now. `code`: SQLSTATE of what stopped it, usually 53100 (disk full). */
export class EmbeddedStopped extends Error {
  readonly code: string

  constructor(message: string, cause: unknown) {
    super(message, { cause })
    this.code = (cause as { code?: string } | null)?.code ?? cannotConnectNow
  }
}

/** PostgreSQL without a process of its own: after a panic any further message to it would spin for ever. */
class PanickingPGlite extends PGlite {
  panic: Error | null = null

  override async execProtocolStream(...given: Parameters<PGlite['execProtocolStream']>) {
    if (this.panic) throw this.panic
    try {
      return await super.execProtocolStream(...given)
    } catch (error) {
      const { severity, message } = error as { severity?: string; message: string }
      if (severity !== 'PANIC' && severity !== 'FATAL') throw error
      this.panic = new EmbeddedStopped(`The embedded database has stopped: ${message}`, error)
      throw this.panic
    }
  }
}

/**
 * Opens PGlite in a folder. When it panics (above all when the disk is full), it is left behind as after kill -9 and opened
 * anew on the same files as soon as there is room: what was committed is recovered from the write-ahead log. Until then every query throws
 * EmbeddedStopped. Throws an Error with a clear message when the folder cannot be opened at first.
 */
export async function openPGlite(folder: string): Promise<Embedded> {
  let current = await open(folder)
  let reopening: Promise<PanickingPGlite> | null = null
  let nextAttemptAt = 0

  const reopen = async () => {
    const stopped = current.panic as Error
    if (performance.now() < nextAttemptAt) throw stopped
    nextAttemptAt = performance.now() + reopenEveryMs
    if ((await freeBytes(folder)) < freeBytesMin) throw stopped
    return (current = await open(folder))
  }
  const live = async () =>
    current.panic ? (reopening ??= reopen().finally(() => (reopening = null))) : current

  return {
    waitReady: Promise.resolve(),
    ready: true,
    closed: false,
    query: async (...given) => (await live()).query(...given),
    transaction: (work) => transaction(live, work),
    // What has panicked cannot be closed; its files are as good as after kill -9.
    close: async () => void (current.panic ?? (await current.close())),
  }
}

/** Kysely waits for `work` to begin and asks no further: it must begin even when there is nothing to begin with. */
async function transaction<T>(
  live: () => Promise<PGlite>,
  work: (tx: Transaction) => Promise<T>,
): Promise<T> {
  let begun = false
  try {
    const pglite = await live()
    return await pglite.transaction((tx) => {
      begun = true
      return work(tx)
    })
  } catch (error) {
    if (!begun) await work({ query: () => Promise.reject(error), rollback: async () => {} })
    throw error
  }
}

async function open(folder: string): Promise<PanickingPGlite> {
  const pglite = new PanickingPGlite(folder)
  try {
    await pglite.waitReady
    return pglite
  } catch (error) {
    const freeMegabytes = Math.floor((await freeBytes(folder)) / 1024 / 1024)
    throw new EmbeddedStopped(
      `The embedded database in ${folder} cannot be opened (${String(error)}). ${freeMegabytes} MB are free on its disk: ` +
        'make room if that is little, else restore the folder from a backup.',
      error,
    )
  }
}

async function freeBytes(folder: string): Promise<number> {
  const { bavail, bsize } = await statfs(folder)
  return bavail * bsize
}
