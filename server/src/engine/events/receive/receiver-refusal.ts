import type { Problem } from '../../../kernel/problem.ts'
import { elasticRefusal } from './elastic/answers.ts'
import { otlpRefusal } from './otlp/refusal.ts'

/** What senders by OTLP/HTTP are set up with, though only logs are taken. */
const otlpPaths = ['/v1/logs', '/v1/traces', '/v1/metrics']

/**
 * The answer to a request of a sender that the house refused before its receiver saw it, e.g. one that is too large, in the
 * form of its protocol; null for every other path. `sent`: media type of the request.
 */
export function receiverRefusal(path: string, problem: Problem, sent: string): Response | null {
  if (otlpPaths.includes(path)) return otlpRefusal(problem, sent)
  if (path === '/elastic' || path.startsWith('/elastic/')) return elasticRefusal(problem)
  return null
}
