import { QueryCache, QueryClient } from '@tanstack/react-query'
import { CallProblem } from './problem.ts'

const freshMs = 10_000
const keptMs = 5 * 60_000
const retriesMax = 2

/** Reads are fresh for moments; only an unreachable or busy server is asked again by itself. `onSignedOut` when nobody is signed in. */
export function newQueryClient(onSignedOut: () => void): QueryClient {
  const signedOut = (error: unknown) => {
    // A wrong password or code is a 401 too, and no reason to leave.
    if (error instanceof CallProblem && error.reason === 'not-signed-in') onSignedOut()
  }
  return new QueryClient({
    queryCache: new QueryCache({ onError: signedOut }),
    defaultOptions: {
      queries: {
        staleTime: freshMs,
        gcTime: keptMs,
        retry: (count, error) => count < retriesMax && mayHelp(error),
        networkMode: 'always',
      },
      mutations: { onError: signedOut, networkMode: 'always' },
    },
  })
}

const mayHelp = (error: unknown) =>
  error instanceof CallProblem && (error.reason === 'unreachable' || error.status === 503)
