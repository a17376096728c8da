import { Problem } from '../../../kernel/problem.ts'

/** Exports that one server makes at a time, and of these for one organisation: nobody takes all the places. */
const exportsMax = 4
const eachMax = 2
const busyRetryS = 30

/** Places for exports on one server. */
export interface Places {
  /** Takes one; answers how to give it back, which counts once. Throws a Problem (429). */
  take(organisation: string): () => void
}

export function openPlaces(): Places {
  const taken = new Map<symbol, string>()
  return {
    take(organisation) {
      const own = [...taken.values()].filter((each) => each === organisation).length
      if (taken.size >= exportsMax || own >= eachMax) throw busy()
      const place = Symbol('export')
      taken.set(place, organisation)
      return () => void taken.delete(place)
    },
  }
}

const busy = () =>
  new Problem(
    'too-many-requests',
    'exports-busy',
    {
      de: 'Hier laufen schon mehrere Exporte. Versuchen Sie es in einer halben Minute noch einmal.',
      en: 'Several exports are running here already. Try again in half a minute.',
    },
    busyRetryS,
  )
