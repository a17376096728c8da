import { Problem } from '../../../kernel/problem.ts'
import { second } from '../../../kernel/clock.ts'
import type { Source } from './settings.ts'

/** So many seconds' worth may come at once. */
const burstS = 2
const retryMaxS = 300

/** Holds sources to their eventsPerSecondMax, each server for itself. */
export interface Limit {
  /** Throws a Problem (429, with the time to wait) when the source has sent more than it may. `now`: monotonic, ms. */
  take(source: Source, events: number, now: number): void
}

/**
 * A token bucket for each source. A request is taken whole while anything is left, and what it took too much is waited for
 * by the next: a request larger than the bucket would never pass otherwise.
 */
export function openLimit(): Limit {
  const buckets = new Map<number, { left: number; at: number }>()
  return {
    take(source, events, now) {
      const perS = source.settings.eventsPerSecondMax
      const full = perS * burstS
      const bucket = buckets.get(source.number) ?? { left: full, at: now }
      const left = Math.min(full, bucket.left + ((now - bucket.at) / second) * perS)
      if (left <= 0) throw tooFast(source, Math.min(retryMaxS, Math.floor(-left / perS) + 1))
      buckets.set(source.number, { left: left - events, at: now })
    },
  }
}

const tooFast = ({ name, settings: { eventsPerSecondMax: most } }: Source, retryS: number) =>
  new Problem(
    'too-many-requests',
    'source-too-fast',
    {
      de: `Die Quelle ${name} darf ${most} Ereignisse je Sekunde senden und hat mehr gesendet. Senden Sie dieselben in ${retryS} s noch einmal, oder heben Sie die Grenze in der Konsole an.`,
      en: `The source ${name} may send ${most} events a second and has sent more. Send the same ones again in ${retryS} s, or raise the limit in the console.`,
    },
    retryS,
  )
