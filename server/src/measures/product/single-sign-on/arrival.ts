import type { Run } from '../../../engine/claims/index.ts'
import { Caller, type CallResult } from '../../../engine/identity/index.ts'

/** How a sign-in ended for the browser that tried it. */
export interface Ended {
  readonly admitted: boolean
  /** The stable word of the refusal, else null. */
  readonly reason: string | null
  /** Where the browser was led in the end, without its query. */
  readonly place: string | null
  readonly level: 1 | 2 | null
}

export const newBrowser = ({ platform, signal }: Run): Caller => new Caller(platform, signal)

/** Begins a sign-in in this browser; answers the address at the identity provider. Throws when it does not begin. */
export async function begin(caller: Caller, connection: string, purpose = 'sign-in'): Promise<string> {
  const path = `/api/v1/sign-in/with/${connection}?purpose=${purpose}`
  const { status, location } = await caller.call('GET', path)
  if (location === null || location.startsWith('/'))
    throw new Error(`the sign-in did not begin: ${status} ${location ?? ''}`)
  return location
}

/** Comes back from an OpenID provider with these parameters. */
export const returnTo = (caller: Caller, connection: string, parameters: URLSearchParams) =>
  caller.call('GET', `/api/v1/sign-in/oidc/${connection}/callback?${parameters.toString()}`)

/** Posts a form from another site: as in a browser, no cookie of ours goes along. */
export function postForm(run: Run, path: string, fields: Readonly<Record<string, string>>) {
  const headers = { 'content-type': 'application/x-www-form-urlencoded', origin: 'https://idp.invalid' }
  return newBrowser(run).call('POST', path, new URLSearchParams(fields).toString(), headers)
}

export const postSaml = (run: Run, connection: string, SAMLResponse: string) =>
  postForm(run, `/api/v1/sign-in/saml/${connection}/acs`, { SAMLResponse })

/** Lets this browser go where the answer leads, and looks whether somebody is signed in there. */
export async function follow(caller: Caller, answer: CallResult): Promise<Ended> {
  const { location } = answer
  const goesOn = location?.startsWith('/api/v1/sign-in/posted/') === true
  const last = goesOn ? await caller.call('GET', location) : answer
  const me = await caller.call('GET', '/api/v1/me')
  const session = (me.body['session'] ?? {}) as { level?: 1 | 2; enrolment?: boolean }
  const url = last.location === null ? null : URL.parse(last.location, 'http://localhost')
  return {
    admitted: me.status === 200,
    reason: url?.searchParams.get('problem') ?? last.reason,
    place: url?.pathname ?? null,
    level: session.level ?? null,
  }
}
