import { hour, minute } from '../../../kernel/clock.ts'
import type { Job } from '../../../kernel/module.ts'
import type { Platform } from '../../../platform/platform.ts'
import { completeCopies } from './copy.ts'
import { expireBackups } from './expire.ts'
import { backupError, codeOf, interrupted } from './failure.ts'
import { newestAttempt, newestRun } from './runs.ts'
import { endInterrupted, takeBackup } from './take.ts'

const tickMs = minute
const budgetMs = hour
const retryMs = 5 * minute
/** Not at once: should it be the backup that ends the process, somebody must be able to look. */
const retryInterruptedMs = minute
const leadMsMax = 10 * minute
const leadShare = 0.1

/** A little early, so that the newest backup never gets older than promised while the next one is taken. */
const dueAfterMs = (everyHours: number) =>
  everyHours * hour - Math.min(leadMsMax, everyHours * hour * leadShare)

/** Takes a backup when one is due, completes the copies, deletes what is too old. What fails is recorded and thrown. */
export async function keepBackups(platform: Platform, signal: AbortSignal): Promise<void> {
  const problems: string[] = []
  const step = async (name: string, work: () => Promise<unknown>) => {
    try {
      await work()
    } catch (error) {
      problems.push(`${name}: ${backupError(error).message}`)
    }
  }
  await step('clearing up', () => endInterrupted(platform))
  await step('backup', async () => {
    if (await isDue(platform)) await takeBackup(platform, signal)
  })
  await step('copies', () => completeCopies(platform, signal))
  await step('expiry', () => expireBackups(platform))
  if (problems.length > 0) throw new Error(problems.join('; '))
}

async function isDue(platform: Platform): Promise<boolean> {
  const { reader } = platform.database
  const now = platform.clock.now()
  const newest = await newestRun(reader)
  // A clock that was set back must not postpone backups.
  if (
    newest &&
    newest.takenAt <= now &&
    now - newest.takenAt < dueAfterMs(platform.configuration().backups.everyHours)
  )
    return false
  const attempt = await newestAttempt(reader)
  if (!attempt?.error) return true
  const waitMs = codeOf(attempt.error) === interrupted ? retryInterruptedMs : retryMs
  return Math.abs(now - attempt.startedAt) >= waitMs
}

export const backupJob: Job<Platform> = { name: 'backups', everyMs: tickMs, budgetMs, run: keepBackups }
