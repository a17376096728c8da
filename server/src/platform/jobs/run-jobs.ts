import { sql } from 'kysely'
import { isoTime } from '../../kernel/clock.ts'
import type { Job } from '../../kernel/module.ts'
import { sleep } from './sleep.ts'
import type { Platform } from '../platform.ts'

const tickMs = 1_000
const leaseGraceMs = 30_000
const retryMs = 60_000

/** Recurring work under way. */
export interface Jobs {
  stop(): Promise<void>
}

/**
 * Runs each job when it is due, over all servers at most once at a time (lease in `platform.job`). What fails is logged,
 * kept in `last_error` and tried again after a minute.
 */
export function runJobs(platform: Platform, jobs: readonly Job<Platform>[]): Jobs {
  const stopping = new AbortController()
  const loop = async (job: Job<Platform>) => {
    while (!stopping.signal.aborted) {
      await runIfDue(platform, job, stopping.signal).catch((error: unknown) =>
        platform.telemetry.error('job could not be taken', error, { job: job.name }),
      )
      await sleep(tickMs, stopping.signal)
    }
  }
  const running = jobs.map(loop)
  return {
    async stop() {
      stopping.abort()
      await Promise.all(running)
    },
  }
}

async function runIfDue(platform: Platform, job: Job<Platform>, stopping: AbortSignal): Promise<void> {
  if (!(await take(platform, job))) return
  const signal = AbortSignal.any([stopping, AbortSignal.timeout(job.budgetMs)])
  try {
    await job.run(platform, signal)
    await end(platform, job.name, job.everyMs, null)
  } catch (error) {
    platform.telemetry.error('job failed', error, { job: job.name })
    await end(
      platform,
      job.name,
      Math.min(retryMs, job.everyMs),
      error instanceof Error ? error.message : String(error),
    )
  }
}

async function take(platform: Platform, job: Job<Platform>): Promise<boolean> {
  const now = platform.clock.now()
  const until = isoTime(now + job.budgetMs + leaseGraceMs)
  // Due, or due later than one interval from now because the clock was set back.
  const { rows } = await sql`
    insert into platform.job as job (name, due_at, leased_until) values (${job.name}, ${isoTime(now)}, ${until})
    on conflict (name) do update set leased_until = ${until}
      where (job.due_at <= ${isoTime(now)} or job.due_at > ${isoTime(now + job.everyMs + leaseGraceMs)})
        and (job.leased_until is null or job.leased_until < ${isoTime(now)})
    returning name`.execute(platform.database.reader)
  return rows.length > 0
}

async function end(platform: Platform, name: string, inMs: number, error: string | null): Promise<void> {
  const due = isoTime(platform.clock.now() + inMs)
  await sql`update platform.job set due_at = ${due}, leased_until = null, last_error = ${error} where name = ${name}`.execute(
    platform.database.reader,
  )
}

/** Frees leases of a process that died. Only where no other server can hold one: on the embedded database. */
export async function freeLeases(platform: Platform): Promise<void> {
  if (platform.database.kind === 'embedded')
    await sql`update platform.job set leased_until = null`.execute(platform.database.reader)
}
