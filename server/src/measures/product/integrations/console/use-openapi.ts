import { useQuery } from '@tanstack/react-query'
import { operationsOf, type OpenApi, type Operation } from './openapi.ts'

const address = '/api/v1/openapi.json'

/** The operations of this installation, as its own OpenAPI document names them. */
export const useOperations = () =>
  useQuery<readonly Operation[]>({
    queryKey: ['openapi'],
    staleTime: Infinity,
    queryFn: async ({ signal }) => {
      const answer = await fetch(address, { signal })
      if (!answer.ok) throw new Error(`${address}: ${answer.status}`)
      return operationsOf((await answer.json()) as OpenApi)
    },
  })
