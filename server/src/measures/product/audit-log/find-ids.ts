import { requireDone, type Caller } from '../../../engine/identity/index.ts'

const pageEvents = 200
const pagesMax = 50

/** One event that was sent, as searches can name it. */
export interface SentEvent {
  readonly id: string
  readonly actor: string
  readonly word: string
}

/** From where somebody looks for events. */
export interface Look {
  readonly caller: Caller
  readonly organisation: string
  /** In all organisations, as only the provider may. */
  readonly everywhere: boolean
}

/** The ids of all events that a search finds, page by page. Throws when it is refused or does not come to its end. */
export async function findIds({ caller, organisation, everywhere }: Look, q: string): Promise<string[]> {
  const ids: string[] = []
  let cursor: string | null = null
  for (let page = 0; page < pagesMax; page++) {
    const query = new URLSearchParams({ q, limit: String(pageEvents), everywhere: String(everywhere) })
    if (cursor !== null) query.set('cursor', cursor)
    const path = `/api/v1/organisations/${organisation}/events?${query.toString()}`
    const { body } = await requireDone(caller.call('GET', path))
    const { events, cursor: next } = body as { events?: { id: string }[]; cursor?: string | null }
    ids.push(...(events ?? []).map(({ id }) => id))
    if (typeof next !== 'string') return ids
    cursor = next
  }
  throw new Error('a search did not come to its end')
}
