import type { Basis, Chapter, Parameters, Text, Verdict } from 'nachweis-verify'
import type { Configuration } from '../../platform/config/configuration.ts'
import type { Platform } from '../../platform/platform.ts'

/** What is looked at. `id` is public and stands in every evidence record, e.g. `https://www.example.de`. */
export interface Target {
  readonly id: string
}

/** What an observation may use. `signal` fires when the budget is spent: stop then. */
export interface Run {
  readonly platform: Platform
  readonly signal: AbortSignal
}

/**
 * The half of a check that does I/O. Several checks may judge one observation: a TLS scan answers for versions, suites,
 * keys and chain at once. An exception is an `unknown` verdict with its reason, never a `fails`.
 */
export interface Observer<T extends Target = Target, Observation = unknown> {
  readonly id: string
  readonly everyMs: number
  readonly budgetMs: number
  readonly targets: (configuration: Configuration, platform: Platform) => readonly T[]
  readonly observe: (run: Run, target: T) => Promise<Observation>
  /** True when anybody can observe the same from anywhere: `nachweis-verify --again` then does. */
  readonly fromOutside?: boolean
}

/** What a judge concludes. `population` defaults to 1 of 1 (0 of 1 when unknown), `period` to the run itself. */
export interface Finding {
  readonly verdict: Verdict
  /** A stable word for machines, e.g. `tls-1.0-accepted`. */
  readonly code: string
  /** What was observed, in words that a customer understands. Becomes public. */
  readonly observed: Text
  readonly population?: { readonly checked: number; readonly total: number }
  /** ms since the epoch. */
  readonly period?: { readonly from: number; readonly to: number }
}

/** The half that is pure: the same observation, parameters and time always give the same finding. */
export type Judge<Observation, P extends Parameters> = (
  observation: Observation,
  parameters: P,
  now: number,
) => Finding

export interface Check<P extends Parameters = Parameters> {
  readonly version: number
  /** In words: what is done, shown as "how we know". */
  readonly method: Text
  readonly validityMs: number
  readonly observer: Observer
  readonly judge: Judge<unknown, P>
}

/** Declares an observer; see Observer. */
export function defineObserver<T extends Target, Observation>(
  observer: Observer<T, Observation>,
): Observer<T, Observation> {
  return observer
}

/**
 * Declares a check: observe and judge. `validityMs` must be longer than the observer's interval, so that one missed run
 * does not make a claim stale. Raise `version` when the judgement changes.
 */
export function defineCheck<T extends Target, Observation, P extends Parameters>(check: {
  readonly version: number
  readonly method: Text
  readonly validityMs: number
  readonly observer: Observer<T, Observation>
  readonly judge: Judge<Observation, P>
}): Check<P> {
  if (check.validityMs <= check.observer.everyMs) {
    throw new Error(`${check.observer.id}: validityMs must be longer than the observer's everyMs`)
  }
  return check as unknown as Check<P>
}

export interface Claim<P extends Parameters = Parameters> {
  /** Within its measure, kebab-case; the public id is `<measure>/<id>`. */
  readonly id: string
  /** Sentences with places `{name}` or `{name unit}` for parameters. */
  readonly text: Text
  readonly parameters: P
  readonly basis: Basis
  /** Named as the claim. Absent: no system stands behind the claim yet and it is unknown. */
  readonly check?: Check<P>
  /** Public ids of claims that this one wholly rests on. */
  readonly restsOn?: readonly string[]
  /** What is missing: shown while the claim has no check, no target and rests on nothing. */
  readonly needs: Text
}

/** Declares a claim; parameter names and types are shared by text and judge. */
export function defineClaim<const P extends Parameters>(
  claim: Claim<Widened<P>> & { readonly parameters: P },
): Claim {
  return claim as unknown as Claim
}

/** Literal parameter values widened to what an operator may put in their place. */
export type Widened<P extends Parameters> = {
  readonly [K in keyof P]: P[K] extends number ? number : P[K] extends string ? string : readonly string[]
}

export interface Measure {
  /** Folder name, as in the list of measures. */
  readonly id: string
  readonly chapter: Chapter
  readonly title: Text
  readonly claims: readonly Claim[]
}

/** Declares a measure: one entry of the trust page. */
export function defineMeasure(measure: Measure): Measure {
  return measure
}
