import * as client from 'openid-client'
import { Problem } from '../../../../kernel/problem.ts'
import { FetchError, type FetchRefusal } from '../../../../platform/net/http/fetch-bounded.ts'
import type { OidcTransaction } from './connection.ts'
import { oidcWords, type OidcReason } from './words.ts'

const detailCharsMax = 120
const causesMax = 6

/** The Problem for a reason; `detail` (printable ASCII of it) is appended, e.g. a host or the provider's error code. */
export function oidcProblem(reason: OidcReason, detail = '', cause?: unknown): Problem {
  const [code, words] = oidcWords[reason]
  const shown = detail.replace(/[^\x20-\x7e]/g, '').slice(0, detailCharsMax)
  const appended = shown === '' ? '' : ` (${shown})`
  const problem = new Problem(code, reason, { de: words.de + appended, en: words.en + appended })
  if (cause !== undefined) problem.cause = inWords(cause)
  return problem
}

// Words only: the objects hold codes, tokens and personal data, and what is thrown may be logged.
const inWords = (cause: unknown) =>
  causes(cause)
    .filter((link) => link instanceof Error)
    .map(({ name, message }) => `${name}: ${message}`)
    .join(' < ')

const fetchReasons: Record<FetchRefusal, OidcReason> = {
  'bad-url': 'oidc-malformed',
  'not-encrypted': 'oidc-not-encrypted',
  unreachable: 'oidc-unreachable',
  timeout: 'oidc-slow',
  'header-too-large': 'oidc-too-large',
  'body-too-large': 'oidc-too-large',
  'bad-answer': 'oidc-malformed',
  'too-many-redirects': 'oidc-redirected',
  'address-not-allowed': 'oidc-address-not-allowed',
}

const claimReasons: Readonly<Record<string, OidcReason>> = {
  nonce: 'oidc-nonce',
  iss: 'oidc-token-issuer',
  aud: 'oidc-audience',
  azp: 'oidc-audience',
  auth_time: 'oidc-auth-time',
  exp: 'oidc-expired',
  nbf: 'oidc-clock',
}

const grantErrors = new Set(['invalid_grant', 'invalid_code'])

/** What openid-client puts into `cause`, as far as it tells faults apart. */
interface Told {
  readonly claim?: string
  readonly claims?: Readonly<Record<string, unknown>>
  readonly attribute?: string
  readonly expected?: unknown
  readonly header?: { readonly alg?: unknown }
  readonly parameters?: URLSearchParams
  readonly signature?: unknown
}

/** The Problem for whatever openid-client or the fetch below it threw, in a transaction or before there was one. */
export function refusalOf(error: unknown, transaction: OidcTransaction | null): Problem {
  const chain = causes(error)
  for (const link of chain) {
    if (link instanceof Problem) return link
    if (link instanceof FetchError) return oidcProblem(fetchReasons[link.code], link.message, error)
    if (link instanceof client.AuthorizationResponseError)
      return oidcProblem('oidc-denied', link.error, error)
    if (link instanceof client.ResponseBodyError) return fromTokenEndpoint(link)
    if (link instanceof client.WWWAuthenticateChallengeError)
      return oidcProblem('oidc-client-refused', `status ${link.status}`, error)
  }
  return oidcProblem(reasonOf(chain, transaction), '', error)
}

function fromTokenEndpoint(error: client.ResponseBodyError): Problem {
  return oidcProblem(
    grantErrors.has(error.error) ? 'oidc-code-refused' : 'oidc-client-refused',
    error.error,
    error,
  )
}

function reasonOf(chain: readonly unknown[], transaction: OidcTransaction | null): OidcReason {
  const codes = chain.map((link) => (link as { code?: unknown }).code)
  const told = Object.assign({}, ...chain.filter((link) => !(link instanceof Error))) as Told
  if (told.parameters !== undefined)
    return told.expected === transaction?.state ? 'oidc-state' : 'oidc-mixed-up'
  if (codes.includes('OAUTH_HTTP_REQUEST_FORBIDDEN')) return 'oidc-not-encrypted'
  if (codes.includes('OAUTH_KEY_SELECTION_FAILED')) return 'oidc-key-unknown'
  if (told.signature !== undefined) return 'oidc-signature'
  if (told.claim !== undefined) return claimReasons[told.claim] ?? 'oidc-malformed'
  const timeAsked = transaction?.asked.maxAgeSeconds !== undefined
  if (timeAsked && told.claims && told.claims['auth_time'] === undefined) return 'oidc-auth-time'
  if (told.attribute === 'sub') return 'oidc-other-subject'
  if (told.header?.alg !== undefined || chain.some(isUnsupportedAlgorithm)) return 'oidc-algorithm'
  return 'oidc-malformed'
}

const isUnsupportedAlgorithm = (link: unknown) => typeof (link as { alg?: unknown }).alg === 'string'

function causes(error: unknown): readonly object[] {
  const chain: object[] = []
  let link = error
  while (typeof link === 'object' && link !== null && chain.length < causesMax) {
    chain.push(link)
    link = (link as { cause?: unknown }).cause
  }
  return chain
}
