import { isBefore, type Cursor } from './cursor.ts'
import type { FeedEvent, FeedPage } from './read-page.ts'

const keptEventsMax = 5_000
const keptCharactersMax = 16 * 1024 * 1024
const pageEventsMax = 500

/** The newest events, without a gap: all that is after `from` and not after `to`; the oldest make room. */
export class KeptEvents {
  #events: FeedEvent[] = []
  #characters = 0
  #from: Cursor
  #to: Cursor

  constructor(start: Cursor) {
    this.#from = start
    this.#to = start
  }

  get to(): Cursor {
    return this.#to
  }

  /** Whether all that is after a cursor is here. */
  reaches(after: Cursor): boolean {
    return !isBefore(after, this.#from)
  }

  /** Takes what follows `to`. */
  add({ events, until }: FeedPage): void {
    for (const each of events) {
      this.#events.push(each)
      this.#characters += each.row.body.length
    }
    this.#to = until
    let over = 0
    while (this.#events.length - over > keptEventsMax || this.#characters > keptCharactersMax)
      this.#characters -= (this.#events[over++] as FeedEvent).row.body.length
    const gone = this.#events.splice(0, over).at(-1)
    if (gone) this.#from = gone.cursor
  }

  /** The next events after a cursor that it reaches. */
  page(after: Cursor, organisation: string | null): FeedPage {
    if (!isBefore(after, this.#to)) return { events: [], until: after }
    const first = this.#firstAfter(after)
    const page = this.#events.slice(first, first + pageEventsMax)
    const isLast = first + page.length === this.#events.length
    return {
      events: organisation === null ? page : page.filter(({ event }) => event.organisation === organisation),
      until: isLast ? this.#to : (page.at(-1) as FeedEvent).cursor,
    }
  }

  /** Whether an event after a cursor that it reaches fits. */
  some(after: Cursor, fits: (event: FeedEvent) => boolean): boolean {
    for (let place = this.#firstAfter(after); place < this.#events.length; place++)
      if (fits(this.#events[place] as FeedEvent)) return true
    return false
  }

  /** By halving. */
  #firstAfter(after: Cursor): number {
    let [low, high] = [0, this.#events.length]
    while (low < high) {
      const middle = (low + high) >>> 1
      if (isBefore(after, (this.#events[middle] as FeedEvent).cursor)) high = middle
      else low = middle + 1
    }
    return low
  }
}
