import { useInfiniteQuery } from '@tanstack/react-query'
import type { Route } from '../../../server/src/kernel/route.ts'
import type { More } from '../parts/data-table.tsx'
import { callWith, type Given, type Parts } from './call.ts'
import type { CallProblem } from './problem.ts'

interface Paging<O, Row> {
  /** The rows of one answer. */
  readonly rows: (page: O) => readonly Row[]
  /** Where the next page begins; null at the end. */
  readonly next: (page: O) => string | null
  /** The query parameter that takes `next`. */
  readonly cursor: string
}

/** A list that the server answers in pages: the rows so far, how to get more, and the read itself for Loaded. */
export function usePages<P, Q, B, O, Row>(
  route: Route<P, Q, B, O>,
  given: Given<P, Q, B>,
  { rows, next, cursor }: Paging<O, Row>,
) {
  const parts: Parts = given
  const query = useInfiniteQuery<O, CallProblem, readonly Row[], readonly unknown[], string | null>({
    queryKey: [route.name, 'pages', parts],
    queryFn: ({ signal, pageParam }) =>
      callWith(
        route,
        {
          ...parts,
          query: { ...(parts.query as object), ...(pageParam !== null && { [cursor]: pageParam }) },
        },
        signal,
      ),
    initialPageParam: null,
    getNextPageParam: (page) => next(page),
    // While the next search is on its way its box keeps the focus and the rows stay, but never those of somebody else.
    placeholderData: (shown, before) => (isSamePlace(before?.queryKey, parts) ? shown : undefined),
    select: ({ pages }) => pages.flatMap(rows),
  })
  const more: More = {
    hasMore: query.hasNextPage,
    isLoading: query.isFetchingNextPage,
    onMore: () => void query.fetchNextPage(),
  }
  return { query, rows: query.data ?? [], more }
}

/** Whether a former read was of the same list, searched in another way: the same `params`. */
export const isSamePlace = (before: readonly unknown[] | undefined, now: Parts): boolean =>
  before !== undefined &&
  JSON.stringify((before[2] as Parts | undefined)?.params) === JSON.stringify(now.params)
