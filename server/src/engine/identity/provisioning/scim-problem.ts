import { Problem, type ProblemCode } from '../../../kernel/problem.ts'

/** The words of RFC 7644, section 3.12, that we use. */
const scimTypes = [
  'invalidFilter',
  'invalidPath',
  'invalidSyntax',
  'invalidValue',
  'noTarget',
  'tooMany',
  'uniqueness',
] as const
export type ScimType = (typeof scimTypes)[number]

const codes: Partial<Record<ScimType, ProblemCode>> = { uniqueness: 'conflict' }

/** A refusal in the words of SCIM; `message` says what to do, in English: an identity provider shows it in its own log. */
export const scimProblem = (type: ScimType, message: string): Problem =>
  new Problem(codes[type] ?? 'bad-request', `scim-${type}`, message)

/** Refusals of the rest of the house that SCIM has a word for. */
const elsewhere: Readonly<Record<string, ScimType>> = {
  'account-exists': 'uniqueness',
  'email-malformed': 'invalidValue',
  'name-malformed': 'invalidValue',
  'not-as-declared': 'invalidSyntax',
  'not-json': 'invalidSyntax',
}

const errorSchema = 'urn:ietf:params:scim:api:messages:2.0:Error'

/** The answer to a refused SCIM request, in SCIM's form; null for every other path. */
export function scimRefusal(path: string, problem: Problem): Response | null {
  if (!path.startsWith('/scim/')) return null
  const { status, reason, words, retryAfterS } = problem
  const scimType = scimTypes.find((type) => reason === `scim-${type}`) ?? elsewhere[reason]
  const headers = new Headers({ 'content-type': 'application/scim+json', 'cache-control': 'no-store' })
  if (status === 401) headers.set('www-authenticate', 'Bearer')
  if (retryAfterS !== null) headers.set('retry-after', String(retryAfterS))
  const body = {
    schemas: [errorSchema],
    status: String(status),
    ...(scimType === undefined ? {} : { scimType }),
    detail: words.en,
  }
  return new Response(JSON.stringify(body), { status, headers })
}
