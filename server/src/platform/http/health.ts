import { sql } from 'kysely'
import { z } from 'zod'
import { Problem } from '../../kernel/problem.ts'
import { answer, defineRoute, type Endpoint } from '../../kernel/route.ts'
import type { Platform } from '../platform.ts'
import { databaseProblem } from './database-problem.ts'

/** Whoever asks waits a few seconds at most; a database that hangs never answers. */
const databaseMs = 2_000

const healthRoute = defineRoute({
  name: 'health',
  method: 'get',
  path: '/healthz',
  summary: 'The process is alive',
  permission: 'public',
  output: z.object({ status: z.literal('ok') }),
})
const readyRoute = defineRoute({
  name: 'ready',
  method: 'get',
  path: '/readyz',
  summary: 'The installation can do its work: database reached, records being numbered',
  permission: 'public',
  output: z.object({ status: z.literal('ready'), warnings: z.array(z.string()) }),
})

export const healthRoutes = [healthRoute, readyRoute]

/** `obstacles` make the installation unready, `warnings` are only told. */
export function healthEndpoints(
  platform: Platform,
  obstacles: readonly (() => string | null)[],
  warnings: readonly (() => string | null)[],
): Endpoint[] {
  const present = (each: readonly (() => string | null)[]) =>
    each.map((look) => look()).filter((found) => found !== null)
  return [
    answer(healthRoute, async () => ({ status: 'ok' as const })),
    answer(readyRoute, async () => {
      await withinLimit(sql`select 1`.execute(platform.database.reader)).catch((error: unknown) => {
        platform.telemetry.error('database not reached', error)
        throw (
          databaseProblem(error) ??
          new Problem('unavailable', 'database-unavailable', 'The database cannot be reached.')
        )
      })
      const [obstacle] = present(obstacles)
      if (obstacle !== undefined) throw new Problem('unavailable', 'not-ready', obstacle)
      return { status: 'ready' as const, warnings: present(warnings) }
    }),
  ]
}

async function withinLimit(answer: Promise<unknown>): Promise<void> {
  const late = new Promise<never>((_, reject) => {
    setTimeout(
      () => reject(new Error(`no answer from the database within ${databaseMs} ms`)),
      databaseMs,
    ).unref()
  })
  await Promise.race([answer, late])
}
