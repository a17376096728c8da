import { z } from 'zod'
import type { Actor } from '../../../kernel/actor.ts'
import { Problem } from '../../../kernel/problem.ts'
import { answer, type Endpoint, type RequestFacts } from '../../../kernel/route.ts'
import type { Platform } from '../../../platform/platform.ts'
import * as contract from '../contract/sign-on.ts'
import { openAttempt, takeAttempt } from '../gate/attempt.ts'
import { attemptOver } from '../gate/refusals.ts'
import { readConnection } from '../sign-on/connection.ts'
import { finishJourney, type Answer } from '../sign-on/finish-journey.ts'
import { beginJourney } from '../sign-on/journey.ts'
import { samlConnection } from '../sign-on/saml-binding.ts'
import { serviceProviderMetadata } from '../sign-on/saml/metadata.ts'
import { signedIn } from './sign-in.ts'

const leadTo = (location: string) =>
  new Response(null, { status: 303, headers: { location, 'cache-control': 'no-store' } })

/** A browser comes here by a link, not by a program: what went wrong is told by the sign-in page. */
async function orBackWith(work: () => Promise<string>): Promise<Response> {
  try {
    return leadTo(await work())
  } catch (error) {
    if (!(error instanceof Problem)) throw error
    return leadTo(`/console/sign-in?problem=${encodeURIComponent(error.reason)}`)
  }
}

const posted = z.object({ provider: z.string(), kind: z.enum(['oidc', 'saml']), content: z.string() })

/**
 * The round trips to identity providers and back. A form from another site carries no cookie of ours: it is kept, and
 * the browser is led to fetch it with the cookie of the browser that began.
 */
export function journeyEndpoints(platform: Platform): Endpoint[] {
  const finish = (provider: string, given: Answer, actor: Actor, request: RequestFacts) =>
    orBackWith(() => finishJourney(platform, provider, given, actor, request))
  const keep = async (provider: string, kind: 'oidc' | 'saml', content: string) => {
    const now = platform.clock.now()
    const data = { provider, kind, content }
    const ticket = await platform.database.transaction((tx) =>
      openAttempt(tx, platform, { kind: 'posted', personId: null, data, now }),
    )
    return leadTo(`/api/v1/sign-in/posted/${ticket}`)
  }
  return [
    answer(contract.signInWith, ({ params, query, actor, request }) =>
      orBackWith(() => {
        const personId = query.purpose === 'sign-in' ? null : signedIn(actor).personId
        const to = query.to ?? '/console/'
        return beginJourney(platform, params.provider, { purpose: query.purpose, personId, to }, request)
      }),
    ),
    answer(contract.oidcCallback, ({ params, query, actor, request }) => {
      const callbackUrl = `?${new URLSearchParams(query).toString()}`
      return finish(params.provider, { kind: 'oidc', answer: { callbackUrl } }, actor, request)
    }),
    answer(contract.oidcPost, ({ params, body }) =>
      keep(params.provider, 'oidc', new URLSearchParams(body).toString()),
    ),
    answer(contract.samlPost, ({ params, body }) =>
      keep(params.connection, 'saml', body['SAMLResponse'] ?? ''),
    ),
    answer(contract.finishPosted, async ({ params, actor, request }) => {
      const now = platform.clock.now()
      const taken = await platform.database.transaction((tx) =>
        takeAttempt(tx, platform, 'posted', params.ticket, now),
      )
      if (!taken) return leadTo(`/console/sign-in?problem=${attemptOver().reason}`)
      const { provider, kind, content } = posted.parse(taken.data)
      const given: Answer =
        kind === 'saml' ? { kind, response: content } : { kind, answer: { form: content } }
      return finish(provider, given, actor, request)
    }),
    answer(contract.samlMetadata, async ({ params }) => {
      const connection = await readConnection(platform.database.reader, params.connection)
      const xml = serviceProviderMetadata(samlConnection(platform, connection))
      return new Response(xml, { headers: { 'content-type': 'application/samlmetadata+xml' } })
    }),
  ]
}
