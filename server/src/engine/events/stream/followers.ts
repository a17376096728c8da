import type { Actor } from '../../../kernel/actor.ts'
import { Problem } from '../../../kernel/problem.ts'
import type { Platform } from '../../../platform/platform.ts'

const eachMax = 10
const serverMax = 1_000
const retryS = 30

/** Streams under way on this server. */
export interface Followers {
  /** Takes a place for somebody; `end` is called when the server stops. Answers how to give it back. Throws a Problem (429). */
  admit(actor: Actor, end: () => void): () => void
  /** Ends all, and admits nobody any more. */
  stop(): void
}

const all = new WeakMap<Platform, Followers>()

export function followersOf(platform: Platform): Followers {
  const known = all.get(platform) ?? openFollowers()
  all.set(platform, known)
  return known
}

function openFollowers(): Followers {
  const places = new Map<symbol, { readonly who: string; readonly end: () => void }>()
  let stopped = false
  return {
    admit(actor, end) {
      const who = nameOf(actor)
      const own = [...places.values()].filter((place) => place.who === who).length
      if (stopped || places.size >= serverMax || own >= eachMax) throw tooMany(own >= eachMax)
      const place = Symbol('follower')
      places.set(place, { who, end })
      return () => void places.delete(place)
    },
    stop() {
      stopped = true
      for (const { end } of places.values()) end()
    },
  }
}

const nameOf = (actor: Actor) =>
  actor.kind === 'person' ? actor.personId : actor.kind === 'operator' ? actor.tokenId : actor.kind

const tooMany = (isOwn: boolean) =>
  new Problem(
    'too-many-requests',
    'too-many-streams',
    isOwn
      ? {
          de: `Mehr als ${eachMax} Ströme auf einmal sind nicht möglich. Schließen Sie zuerst einen anderen.`,
          en: `More than ${eachMax} streams at a time are not possible. Close another one first.`,
        }
      : {
          de: 'Hier lesen gerade zu viele mit. Versuchen Sie es gleich noch einmal.',
          en: 'Too many are following here just now. Try again in a moment.',
        },
    retryS,
  )
