import type { Caller, CallResult, Throwaway } from '../../../engine/identity/index.ts'

/** One thing that an administrator did, and whether it worked. */
export interface AdminFunction {
  readonly name: string
  readonly done: boolean
  readonly status: number
  readonly reason: string | null
}

/** Does as an administrator what administrators are for: people, rights, sign-in rule, tokens, in the own organisation. */
export async function administer(
  caller: Caller,
  { organisation, domain }: Throwaway,
): Promise<AdminFunction[]> {
  const base = `/api/v1/organisations/${organisation}`
  const done: AdminFunction[] = []
  const step = async (name: string, call: Promise<CallResult>): Promise<CallResult> => {
    const result = await call
    done.push({ name, done: result.status === 200, status: result.status, reason: result.reason })
    return result
  }
  const invited = await step(
    'invite',
    caller.call('POST', `${base}/people`, {
      name: 'Prüfkonto',
      email: `invited@${domain}`,
      roles: ['member'],
      language: 'de',
    }),
  )
  const person = `${base}/people/${String(invited.body['person'])}`
  await step('list people', caller.call('GET', `${base}/people`))
  await step('change role', caller.call('PUT', `${person}/roles`, { roles: ['admin'] }))
  await step('delete', caller.call('DELETE', person, {}))
  await step('list tokens', caller.call('GET', `${base}/tokens`))
  await step('show activity', caller.call('GET', `${base}/activity`))
  // Last: from now on this very session owes a second factor.
  await step('require second factor', caller.call('PATCH', base, { secondFactor: 'required' }))
  return done
}
