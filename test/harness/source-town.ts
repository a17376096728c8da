import { openTown, type Answer, type Town } from './town.ts'
import type { TestPlatform } from './platform.ts'
import type { Actor } from '../../server/src/kernel/actor.ts'
import { createApp } from '../../server/src/platform/http/app.ts'
import { ingestEndpoints } from '../../server/src/engine/events/ingest/endpoints.ts'
import { intakeOf } from '../../server/src/engine/events/intake.ts'
import { sourceEndpoints } from '../../server/src/engine/events/sources/endpoints.ts'

export type SourceTown = Awaited<ReturnType<typeof openSourceTown>>

/** The provider and two customers, with the doors of sources and of ingest. */
export async function openSourceTown(platform: TestPlatform) {
  const town: Town = await openTown(platform)
  let caller: Actor = { kind: 'anonymous' }
  const app = createApp({
    endpoints: [...sourceEndpoints(platform), ...ingestEndpoints(platform)],
    identify: async () => caller,
    now: platform.clock.now,
    proxyHops: 0,
    problemPage: () => null,
    telemetry: platform.telemetry,
  })
  const ask = async (path: string, options: RequestInit): Promise<Answer & { readonly headers: Headers }> => {
    const response = await app.request(`/api/v1${path}`, options)
    const body = (await response.json()) as { type?: string }
    const reason = body.type?.split(':').at(-1) ?? null
    return { status: response.status, body, reason, headers: response.headers }
  }
  /** Calls a route of the sources as somebody; `path` below the organisation's. */
  const call = (actor: Actor, method: string, path: string, body?: unknown, organisation?: string) => {
    caller = actor
    return ask(`/organisations/${organisation ?? town.homes.provider}${path}`, {
      method,
      headers: { 'sec-fetch-site': 'same-origin' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
  }
  /** Sends events as a program does, and has what was heard of them written. */
  const send = async (token: string, events: readonly object[]) => {
    const answer = await ask('/events', {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/x-ndjson' },
      body: events.map((each) => JSON.stringify(each)).join('\n'),
    })
    await intakeOf(platform).observer.flush()
    return answer
  }
  /** A source with a token, made through the doors. */
  const make = async (by: Actor, name: string, settings: object = {}) => {
    const { body } = await call(by, 'POST', '/event-sources', { name, settings })
    const path = `/event-sources/${body.id}`
    const token = await call(by, 'POST', `${path}/tokens`, { name: 'Test', days: 365 })
    return {
      id: body.id as string,
      path,
      token: token.body.secret as string,
      tokenId: token.body.id as string,
    }
  }
  return { ...town, call, send, make }
}
