import {
  queryOptions,
  useMutation,
  useQueryClient,
  type QueryClient,
  type UseMutationResult,
} from '@tanstack/react-query'
import type { Text } from 'nachweis-verify'
import type { AnyRoute, Route } from '../../../server/src/kernel/route.ts'
import { tell } from '../parts/toasts.ts'
import { callWith, type Arguments, type Given } from './call.ts'
import type { CallProblem } from './problem.ts'

/** A read for `useQuery`: `useQuery(queryOf(listEvidence, { params, query }))`. Kept under the route's name. */
export function queryOf<P, Q, B, O>(route: Route<P, Q, B, O>, ...given: Arguments<P, Q, B>) {
  const parts = given[0] ?? {}
  return queryOptions<O, CallProblem>({
    queryKey: [route.name, parts],
    queryFn: ({ signal }) => callWith(route, parts, signal),
  })
}

/** What a change does to the rest of the console. */
export interface Effects<O> {
  /** Reads whose answers the change makes old. */
  readonly renews?: readonly AnyRoute[]
  /**
   * Set where answers follow the log, as those of claims do: a change is in them once it is a leaf, some moments after
   * it was made. They are read again until then.
   */
  readonly followsLog?: boolean
  /** Said when it is done. */
  readonly done?: Text | ((output: O) => Text)
  readonly after?: (output: O) => void
}

/**
 * A change: `const withdraw = useChange(withdrawClaim, { renews: [listMeasures], done: words.withdrawn })`, then
 * `withdraw.mutate({ params, body })`. Its `error` is a CallProblem: hand it to a Form, a Dialog or a Notice.
 */
export function useChange<P, Q, B, O>(
  route: Route<P, Q, B, O>,
  { renews = [], followsLog = false, done, after }: Effects<O> = {},
): UseMutationResult<O, CallProblem, Given<P, Q, B>> {
  const client = useQueryClient()
  return useMutation<O, CallProblem, Given<P, Q, B>>({
    mutationFn: (given) => callWith(route, given, null),
    onSuccess: async (output) => {
      await renew(client, renews)
      if (followsLog) for (const ms of leafMs) setTimeout(() => void renew(client, renews), ms)
      if (done) tell(typeof done === 'function' ? done(output) : done)
      after?.(output)
    },
  })
}

/** When a change has become a leaf: usually, on a busy machine, and at the latest. */
const leafMs = [700, 2_000, 6_000]

/** Reads again what these routes answered. */
export async function renew(client: QueryClient, routes: readonly AnyRoute[]): Promise<void> {
  await Promise.all(routes.map((route) => client.invalidateQueries({ queryKey: [route.name] })))
}
