import { Problem } from '../../../../kernel/problem.ts'
import { sleep } from '../../../../platform/jobs/sleep.ts'
import type { Telemetry } from '../../../../platform/telemetry/telemetry.ts'
import type { Intake } from '../../intake.ts'
import type { FindSource } from './find-source.ts'
import type { SyslogDraft } from './read-draft.ts'

const waitMs = 1_000
const waitMsMax = 10_000

export interface Delivery {
  readonly intake: Intake
  readonly findSource: FindSource
  readonly telemetry: Telemetry
  /** Counts what was not stored, by reason. */
  readonly count: (reason: string, messages: number) => void
  /** Fires when the server can wait no longer. */
  readonly signal: AbortSignal
}

/**
 * Hands messages of one connection to the ingester, in their order, and resolves when they are committed or refused for
 * good. Everything else (busy, database away, source paused) is waited for: syslog cannot be told to send again.
 * `sourceName`: of messages that name no token; null: those are refused.
 */
export async function deliver(
  delivery: Delivery,
  messages: readonly SyslogDraft[],
  sourceName: string | null,
): Promise<void> {
  const { intake, findSource, count } = delivery
  for (const [token, group] of Map.groupBy(messages, (message) => message.token)) {
    if (token === null && sourceName === null) {
      count('source-not-named', group.length)
      continue
    }
    const received = await patiently(delivery, group.length, async () => {
      const source = await (token === null
        ? findSource(sourceName as string)
        : intake.directory.sourceOf(token))
      return intake.ingester.accept(
        source,
        group.map(({ draft }) => draft),
      )
    })
    for (const each of received) if (each.kind === 'refused') count(each.reason, 1)
  }
}

/** Tries until it succeeds; answers nothing when the messages are refused for good, or the server stops meanwhile. */
async function patiently<T>(
  { telemetry, count, signal }: Delivery,
  messages: number,
  attempt: () => Promise<readonly T[]>,
): Promise<readonly T[]> {
  for (let waits = 0; ; waits++) {
    try {
      return await attempt()
    } catch (error) {
      const problem = error instanceof Problem ? error : null
      const reason = problem?.reason ?? 'not-committed'
      const isFinal = problem?.code === 'unauthenticated'
      if (isFinal || signal.aborted) {
        count(isFinal ? reason : `stopped-while-${reason}`, messages)
        return []
      }
      if (waits === 0) telemetry.warn('syslog is held back', { reason, messages })
      const asked = (problem?.retryAfterS ?? 0) * 1000
      await sleep(Math.min(waitMsMax, Math.max(asked, waitMs)), signal)
    }
  }
}
