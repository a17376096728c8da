import { Problem } from '../../../kernel/problem.ts'
import { databaseProblem } from '../../../platform/http/database-problem.ts'
import type { Telemetry } from '../../../platform/telemetry/telemetry.ts'

/** What a sender is told of an error, for protocols that answer refusals in a form of their own. Rethrows our own faults. */
export function problemOf(error: unknown, telemetry: Telemetry): Problem {
  if (error instanceof Problem) return error
  const away = databaseProblem(error)
  if (away === null) throw error
  telemetry.error('request failed', error)
  return away
}
