import { useNavigate, useSearch } from '@tanstack/react-router'

/** What a search is: it stands in the address, so that a link, the back button and a saved search lead to it. */
export interface Search {
  readonly q: string
  /** The events of every organisation: staff only. */
  readonly everywhere: boolean
  /** New events appear on top. */
  readonly live: boolean
}

/** The search in the address, and how to go on to another one; each is a step that the back button takes back. */
export function useSearchAddress(): [search: Search, go: (changes: Partial<Search>) => void] {
  const found: Record<string, unknown> = useSearch({ strict: false })
  const navigate = useNavigate()
  const search = {
    q: typeof found['q'] === 'string' ? found['q'] : '',
    everywhere: found['everywhere'] === 'yes',
    live: found['live'] === 'on',
  }
  const go = (changes: Partial<Search>) => {
    const next = { ...search, ...changes }
    if (next.q === search.q && next.everywhere === search.everywhere && next.live === search.live) return
    void navigate({
      to: '/events',
      resetScroll: false,
      search: () => ({
        ...(next.q !== '' && { q: next.q }),
        ...(next.everywhere && { everywhere: 'yes' }),
        ...(next.live && { live: 'on' }),
      }),
    })
  }
  return [search, go]
}

/** The address of a search, without `/console`. */
export function hrefOf({ q, everywhere }: Pick<Search, 'q' | 'everywhere'>): string {
  const pairs = [...(q === '' ? [] : [['q', q]]), ...(everywhere ? [['everywhere', 'yes']] : [])]
  return pairs.length === 0 ? '/events' : `/events?${new URLSearchParams(pairs)}`
}

/** The address of an event; `organisation` where it is not one's own. */
export const eventHref = (id: string, organisation: string | null): string =>
  organisation === null ? `/events/${id}` : `/events/${id}?organisation=${organisation}`
