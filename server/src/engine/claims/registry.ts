import type { Check, Claim, Measure, Observer } from './define.ts'
import type { NachweisModule } from './module.ts'

/** A claim with its place in the catalogue. */
export interface RegisteredClaim {
  /** `<measure>/<claim>`; a check is named as its claim. */
  readonly id: string
  readonly measure: Measure
  readonly claim: Claim
  readonly position: number
}

/** A check with the claim that it supports. */
export interface RegisteredCheck extends RegisteredClaim {
  readonly check: Check
}

/** Everything that the installed modules promise and check. */
export interface Registry {
  readonly measures: readonly Measure[]
  readonly claims: ReadonlyMap<string, RegisteredClaim>
  readonly observers: ReadonlyMap<string, Observer>
  readonly checksOf: ReadonlyMap<Observer, readonly RegisteredCheck[]>
}

/** Collects the catalogue of the modules. Throws when two things bear one name or a claim rests on nothing known. */
export function registry(modules: readonly NachweisModule[]): Registry {
  const measures = modules.flatMap((module) => module.measures ?? [])
  const claims = new Map<string, RegisteredClaim>()
  const observers = new Map<string, Observer>()
  const checksOf = new Map<Observer, RegisteredCheck[]>()
  for (const measure of measures) {
    for (const [position, claim] of measure.claims.entries()) {
      const id = `${measure.id}/${claim.id}`
      if (claims.has(id)) throw new Error(`two claims are named ${id}`)
      const registered = { id, measure, claim, position }
      claims.set(id, registered)
      if (!claim.check) continue
      const { observer } = claim.check
      if ((observers.get(observer.id) ?? observer) !== observer)
        throw new Error(`two observers are named ${observer.id}`)
      observers.set(observer.id, observer)
      checksOf.set(observer, [...(checksOf.get(observer) ?? []), { ...registered, check: claim.check }])
    }
  }
  for (const { id, claim } of claims.values()) {
    for (const other of claim.restsOn ?? [])
      if (!claims.has(other)) throw new Error(`${id} rests on ${other}, which does not exist`)
  }
  return { measures, claims, observers, checksOf }
}
