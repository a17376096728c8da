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
  { renews = [], done, after }: Effects<O> = {},
): UseMutationResult<O, CallProblem, Given<P, Q, B>> {
  const client = useQueryClient()
  return useMutation<O, CallProblem, Given<P, Q, B>>({
    mutationFn: (given) => callWith(route, given, null),
    onSuccess: async (output) => {
      await renew(client, renews)
      if (done) tell(typeof done === 'function' ? done(output) : done)
      after?.(output)
    },
  })
}

/** Reads again what these routes answered. */
export async function renew(client: QueryClient, routes: readonly AnyRoute[]): Promise<void> {
  await Promise.all(routes.map((route) => client.invalidateQueries({ queryKey: [route.name] })))
}
