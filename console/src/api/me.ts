import { useQuery, useQueryClient } from '@tanstack/react-query'
import type { z } from 'zod'
import { showMe } from '../../../server/src/engine/identity/contract/me.ts'
import { queryOf } from './use-call.ts'

/** Who is signed in, as GET /api/v1/me answers it. */
export type Me = z.output<typeof showMe.output>

export const meQuery = queryOf(showMe)

/** Who is signed in; null while that is unknown. Inside the shell somebody always is. */
export function useMe(): Me | null {
  return useQuery(meQuery).data ?? null
}

/** Whether the person holds the permission in the own organisation, e.g. to leave out a button that would be refused. */
export function useMay(): (permission: string) => boolean {
  const me = useMe()
  return (permission) => may(me, permission)
}

export const may = (me: Me | null, permission: string): boolean =>
  permission === 'public' || me?.permissions.includes(permission) === true

/** Writes into what is known of oneself, ahead of the server's answer. */
export function useKnowMe(): (change: (me: Me) => Me) => void {
  const client = useQueryClient()
  return (change) => client.setQueryData(meQuery.queryKey, (before) => before && change(before))
}
