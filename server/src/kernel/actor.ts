import type { RecordActor } from 'nachweis-verify'

/** Who acts. A union, so that every command sees who it may be. */
export type Actor =
  | { readonly kind: 'anonymous' }
  | { readonly kind: 'operator'; readonly tokenId: string }
  | { readonly kind: 'system'; readonly name: string }

/** How the actor stands in a record: without personal data. */
export function recordActor(actor: Actor): RecordActor {
  switch (actor.kind) {
    case 'anonymous':
      return { kind: 'anonymous', name: 'anonymous' }
    case 'operator':
      return { kind: 'operator', name: actor.tokenId }
    case 'system':
      return { kind: 'system', name: actor.name }
  }
}
