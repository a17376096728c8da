import type { RecordActor } from 'nachweis-verify'
import type { Role } from './policy.ts'

/** The organisation that somebody belongs to: the provider, or one of its customers. */
export interface ActorOrganisation {
  readonly id: string
  readonly kind: 'provider' | 'customer'
}

/** A signed-in browser. Times in ms since the epoch. */
export interface SessionMeans {
  readonly kind: 'session'
  readonly id: string
  /** 1: one factor; 2: two factors, or one that holds two. */
  readonly level: 1 | 2
  /** How the session was opened, e.g. `password`, `passkey`, `oidc`. */
  readonly way: string
  /** When somebody last proved to be who they are; step-up renews it. */
  readonly authenticatedAt: number
  /** True while a second factor is owed: nothing but setting one up is allowed. */
  readonly enrolment: boolean
}

/** A personal or service token, limited to its scopes. */
export interface TokenMeans {
  readonly kind: 'token'
  readonly id: string
  readonly scopes: readonly string[]
}

export interface PersonActor {
  readonly kind: 'person'
  /** The person, or the service account, that acts. */
  readonly personId: string
  readonly organisation: ActorOrganisation
  readonly roles: readonly Role[]
  readonly means: SessionMeans | TokenMeans
}

/** Who acts. A union, so that every command sees who it may be. */
export type Actor =
  | { readonly kind: 'anonymous' }
  | { readonly kind: 'operator'; readonly tokenId: string }
  | { readonly kind: 'system'; readonly name: string }
  | PersonActor

/**
 * How the actor stands in a record: who, by which way of sign-in and at which level. What is disclosed names a person's
 * organisation kind only; a sealed record beside it says who it was (see append).
 */
export function recordActor(actor: Actor, disclosed: boolean): RecordActor {
  switch (actor.kind) {
    case 'anonymous':
      return { kind: 'anonymous', name: 'anonymous' }
    case 'operator':
      return { kind: 'operator', name: actor.tokenId }
    case 'system':
      return { kind: 'system', name: actor.name }
    case 'person':
      return {
        kind: 'person',
        name: disclosed ? actor.organisation.kind : actor.personId,
        way: actor.means.kind === 'session' ? actor.means.way : 'token',
        level: actor.means.kind === 'session' ? actor.means.level : 1,
      }
  }
}
