import { z } from 'zod'
import { Problem } from '../../../kernel/problem.ts'
import { answer, type Endpoint } from '../../../kernel/route.ts'
import type { Platform } from '../../../platform/platform.ts'
import * as contract from '../contract/sign-on.ts'
import { lookAttempt, openAttempt, takeAttempt } from '../gate/attempt.ts'
import { attemptOver } from '../gate/refusals.ts'
import { attemptCookie } from '../sessions/cookies.ts'
import { readConnection } from '../sign-on/connection.ts'
import { finishJourney, type Answer } from '../sign-on/finish-journey.ts'
import { beginJourney, withProblem } from '../sign-on/journey.ts'
import { samlConnection } from '../sign-on/saml-binding.ts'
import { takeAppleNotice } from '../sign-on/take-apple-notice.ts'
import { serviceProviderMetadata } from '../sign-on/saml/metadata.ts'
import { signedIn } from './sign-in.ts'

const leadTo = (location: string) =>
  new Response(null, { status: 303, headers: { location, 'cache-control': 'no-store' } })

const signInPage = '/console/sign-in'

/** A browser comes here by a link, not by a program: what went wrong is told by the sign-in page, or where a test began. */
async function orBackWith(work: () => Promise<string>, back = signInPage): Promise<Response> {
  try {
    return leadTo(await work())
  } catch (error) {
    if (!(error instanceof Problem)) throw error
    return leadTo(withProblem(back, error))
  }
}

const posted = z.object({ provider: z.string(), kind: z.enum(['oidc', 'saml']), content: z.string() })

/**
 * A page of our own that goes on by itself. What a page of ours asks for carries all our cookies; what another site
 * leads to carries those that are Lax at most, and the session is Strict.
 */
function goOn(path: string): Response {
  const html = `<!doctype html><html lang="de"><meta charset="utf-8"><title>Nachweis</title><p>Die Anmeldung geht weiter … <span lang="en">Signing in continues …</span></p><p><a href="${path}">Weiter / Continue</a></p></html>`
  const headers = { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' }
  return new Response(html, { headers: { ...headers, refresh: `0; url=${path}` } })
}

/**
 * The round trips to identity providers and back. What comes from another site is kept, and the browser fetches it from
 * a page of ours: only then it shows the cookies of the browser that began.
 */
export function journeyEndpoints(platform: Platform): Endpoint[] {
  const keep = async (provider: string, kind: 'oidc' | 'saml', content: string) => {
    const now = platform.clock.now()
    const data = { provider, kind, content }
    const ticket = await platform.database.transaction((tx) =>
      openAttempt(tx, platform, { kind: 'posted', personId: null, data, now }),
    )
    return goOn(`/api/v1/sign-in/posted/${ticket}`)
  }
  return [
    answer(contract.signInWith, ({ params, query: { purpose, to }, actor, request }) => {
      const begin = () => {
        const personId = purpose === 'sign-in' ? null : signedIn(actor).personId
        return beginJourney(platform, params.provider, { purpose, personId, to: to ?? '/console/' }, request)
      }
      return orBackWith(begin, purpose === 'test' ? to : undefined)
    }),
    answer(contract.oidcCallback, async ({ params, query, request }) => {
      const { reader } = platform.database
      const cookie = request.cookie(attemptCookie)
      const begun = await lookAttempt(reader, platform, 'journey', cookie, platform.clock.now())
      if (!begun) return leadTo(withProblem(signInPage, attemptOver()))
      return keep(params.provider, 'oidc', new URLSearchParams(query).toString())
    }),
    answer(contract.oidcPost, ({ params, body }) =>
      keep(params.provider, 'oidc', new URLSearchParams(body).toString()),
    ),
    answer(contract.samlPost, ({ params, body }) =>
      keep(params.connection, 'saml', body['SAMLResponse'] ?? ''),
    ),
    answer(contract.finishPosted, ({ params, actor, request }) =>
      orBackWith(async () => {
        const now = platform.clock.now()
        const taken = await platform.database.transaction((tx) =>
          takeAttempt(tx, platform, 'posted', params.ticket, now),
        )
        if (!taken) throw attemptOver()
        const { provider, kind, content } = posted.parse(taken.data)
        const given: Answer = kind === 'saml' ? { kind, response: content } : { kind, form: content }
        return finishJourney(platform, provider, given, actor, request)
      }),
    ),
    answer(contract.appleNotice, async ({ body }) => {
      await takeAppleNotice(platform, JSON.stringify(body))
      return {}
    }),
    answer(contract.samlMetadata, async ({ params }) => {
      const connection = await readConnection(platform.database.reader, params.connection)
      const xml = serviceProviderMetadata(samlConnection(platform, connection))
      return new Response(xml, { headers: { 'content-type': 'application/samlmetadata+xml' } })
    }),
  ]
}
