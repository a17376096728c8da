import { setTimeout as wait } from 'node:timers/promises'
import { keepDeadLetters, type DeadLetter } from './dead-letters.ts'
import type { Options } from './options.ts'
import { postBatch } from './post-batch.ts'

const firstRetryMs = 250

/** Everything that delivery takes from outside, so that a test can steer it. */
export interface Surroundings {
  /** ms since the epoch. */
  readonly now: () => number
  /** From 0 to below 1. */
  readonly random: () => number
}

/**
 * Sends texts until the server has each of them or has refused it for good; what is refused is kept with the reason.
 * Answers the texts that the server has; null when `stopping` came first.
 */
export async function deliver(
  options: Options,
  texts: readonly string[],
  stopping: AbortSignal,
  surroundings: Surroundings,
): Promise<readonly string[] | null> {
  for (let retryMs = firstRetryMs; ; retryMs = Math.min(2 * retryMs, options.retryMsMax)) {
    if (stopping.aborted) return null
    const outcome = await postBatch(options, texts, stopping, surroundings.now)
    switch (outcome.kind) {
      case 'stored': {
        const letters = outcome.refused.map(({ place, ...why }) => ({
          ...why,
          event: texts[place] as string,
        }))
        await keep(options, letters, surroundings)
        const refused = new Set(outcome.refused.map(({ place }) => place))
        return texts.filter((_, place) => !refused.has(place))
      }
      case 'refused':
        return refusedWhole(options, texts, outcome, stopping, surroundings)
      case 'later': {
        if (stopping.aborted) return null
        options.onProblem(`${texts.length} events wait: ${outcome.why}`)
        const least = outcome.afterMs ?? retryMs / 2
        // Not all at once, when many were told the same time.
        const ms = least + surroundings.random() * Math.max(retryMs / 2, least / 2)
        await wait(ms, undefined, { signal: stopping }).catch(() => {})
      }
    }
  }
}

/** The server took none of these: those that it would take are found by halves. */
async function refusedWhole(
  options: Options,
  texts: readonly string[],
  why: Pick<DeadLetter, 'reason' | 'message'>,
  stopping: AbortSignal,
  surroundings: Surroundings,
): Promise<readonly string[] | null> {
  if (texts.length === 1) {
    const { reason, message } = why
    await keep(options, [{ reason, message, event: texts[0] as string }], surroundings)
    return []
  }
  const middle = Math.ceil(texts.length / 2)
  const first = await deliver(options, texts.slice(0, middle), stopping, surroundings)
  const second = first && (await deliver(options, texts.slice(middle), stopping, surroundings))
  return first && second && [...first, ...second]
}

async function keep(options: Options, letters: readonly DeadLetter[], { now }: Surroundings): Promise<void> {
  await keepDeadLetters(options.spoolDir, letters, now())
  for (const { reason, message } of letters) options.onProblem(`an event was refused (${reason}): ${message}`)
}
