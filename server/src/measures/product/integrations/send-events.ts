import { requireDone, type Caller } from '../../../engine/identity/index.ts'

/** Sends events one request each, so that they are stored in this order; answers their ids. */
export async function sendEvents(
  caller: Caller,
  token: string,
  count: number,
  event: (n: number) => object,
): Promise<string[]> {
  const ids: string[] = []
  for (let n = 0; n < count; n++) {
    const headers = { authorization: `Bearer ${token}` }
    const { body } = await requireDone(caller.call('POST', '/api/v1/events', event(n), headers))
    ids.push(...(body['ids'] as string[]))
  }
  return ids
}
