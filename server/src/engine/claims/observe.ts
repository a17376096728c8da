import { createHash } from 'node:crypto'
import { canonicalJson } from 'nachweis-verify'
import { text } from '../../kernel/language.ts'
import type { Platform } from '../../platform/platform.ts'
import type { Finding, Observer, Target } from './define.ts'
import { chosenParameters } from './parameters.ts'
import type { RegisteredCheck, Registry } from './registry.ts'

/** What one run of an observer on one target gave. Times in ms since the epoch. */
export interface Observed {
  readonly target: string
  readonly from: number
  readonly to: number
  /** Canonical JSON of what was seen, or null when nothing could be observed. */
  readonly observation: string | null
  readonly digest: string
  readonly findings: readonly { readonly check: RegisteredCheck; readonly finding: Finding }[]
}

const observationBytesMax = 512 * 1024

/**
 * Observes within the budget and judges. Whatever goes wrong is an `unknown` finding with its reason; only when `stopping`
 * fires does it throw: an interrupted observation says nothing.
 */
export async function observe(
  platform: Platform,
  registry: Registry,
  observer: Observer,
  target: Target,
  stopping?: AbortSignal,
): Promise<Observed> {
  const checks = registry.checksOf.get(observer) ?? []
  const from = platform.clock.now()
  const seen = await observeWithinBudget(platform, observer, target, stopping)
  const to = platform.clock.now()
  const observation = 'value' in seen ? seen.text : null
  const digest =
    'sha256:' +
    createHash('sha256')
      .update(observation ?? '')
      .digest('hex')
  const findings = checks.map((check) => ({
    check,
    finding: 'value' in seen ? judge(platform, check, seen.value, to) : seen.finding,
  }))
  return { target: target.id, from, to, observation, digest, findings }
}

type Seen = { readonly value: unknown; readonly text: string } | { readonly finding: Finding }

async function observeWithinBudget(
  platform: Platform,
  observer: Observer,
  target: Target,
  stopping: AbortSignal | undefined,
): Promise<Seen> {
  const budget = AbortSignal.timeout(observer.budgetMs)
  const signal = stopping ? AbortSignal.any([budget, stopping]) : budget
  const ended = new Promise<never>((_, reject) => {
    signal.addEventListener('abort', () => reject(new TimeLimit()), { once: true })
  })
  try {
    const value = await Promise.race([observer.observe({ platform, signal }, target), ended])
    // The judge sees what the digest covers: plain JSON, nothing more.
    const text = canonicalJson(JSON.parse(JSON.stringify(value)))
    if (text.length > observationBytesMax)
      return {
        finding: notObserved(
          'observation-too-large',
          'Die Beobachtung war zu groß.',
          'The observation was too large.',
        ),
      }
    return { value: JSON.parse(text), text }
  } catch (error) {
    stopping?.throwIfAborted()
    if (error instanceof TimeLimit || budget.aborted) return { finding: timeLimit(observer.budgetMs) }
    const reason = error instanceof Error ? error.message : String(error)
    platform.telemetry.warn('observation failed', { observer: observer.id, target: target.id, reason })
    return {
      finding: notObserved(
        'not-observed',
        `Die Prüfung kam nicht zustande: ${short(reason)}`,
        `The check did not take place: ${short(reason)}`,
      ),
    }
  }
}

class TimeLimit extends Error {}

function timeLimit(budgetMs: number): Finding {
  const seconds = budgetMs / 1000
  return notObserved(
    'time-limit',
    `Die Prüfung war nach ${seconds} Sekunden nicht fertig und wurde abgebrochen.`,
    `The check was not finished after ${seconds} seconds and was stopped.`,
  )
}

function notObserved(code: string, de: string, en: string): Finding {
  return { verdict: 'unknown', code, observed: text(de, en) }
}

function judge(
  platform: Platform,
  { id, claim, check }: RegisteredCheck,
  observation: unknown,
  now: number,
): Finding {
  const parameters = chosenParameters(claim.parameters, platform.configuration().parameters[id])
  try {
    return check.judge(observation, parameters, now)
  } catch (error) {
    platform.telemetry.error('judge failed', error, { check: id })
    return notObserved(
      'judge-failed',
      'Das Ergebnis ließ sich nicht beurteilen.',
      'The result could not be judged.',
    )
  }
}

const reasonCharactersMax = 300

/** One line, printable, bounded: a hostile target may have written it. */
function short(reason: string): string {
  return reason
    .replaceAll(/[\p{C}\s]+/gu, ' ')
    .trim()
    .slice(0, reasonCharactersMax)
}
