import { z } from 'zod'
import { languages } from '../kernel/language.ts'
import { defineRoute, response } from '../kernel/route.ts'

const html = 'text/html'
const slug = z.string().regex(/^[a-z0-9-]{1,64}$/)

/** Routes of one page in both languages; `paths` as in paths.ts. */
function pageRoutes<P extends z.ZodType>(
  name: string,
  summary: string,
  path: (language: 'de' | 'en') => string,
  params: P,
  cacheMs: number,
) {
  return languages.map((language) => ({
    language,
    route: defineRoute({
      name: `${name}-${language}`,
      method: 'get',
      path: path(language),
      summary,
      permission: 'public',
      params,
      query: anyQuery,
      output: response,
      produces: html,
      cacheMs,
    }),
  }))
}

// Links to public pages arrive with all kinds of additions: they are ignored.
const anyQuery = z.object({})
const nothing = z.strictObject({})
const claim = z.strictObject({ measure: slug, claim: slug })

/** A moment: a page that is asked for often is rendered once a second. */
const momentMs = 1_000

export const homeRoutes = pageRoutes('page', 'The trust page', (l) => `/${l}/`, nothing, momentMs)
export const howItWorksRoutes = pageRoutes(
  'how-it-works',
  'How it works',
  (l) => (l === 'de' ? '/de/so-funktioniert-es' : '/en/how-it-works'),
  nothing,
  momentMs,
)
export const evidenceRoutes = pageRoutes(
  'evidence',
  'One record of evidence',
  (l) => (l === 'de' ? '/de/nachweis/{id}' : '/en/evidence/{id}'),
  z.strictObject({ id: z.uuid() }),
  momentMs,
)
export const claimRoutes = languages.map((language) => ({
  language,
  route: defineRoute({
    name: `claim-${language}`,
    method: 'get',
    path: language === 'de' ? '/de/aussage/{measure}/{claim}' : '/en/claim/{measure}/{claim}',
    summary: 'One claim with its history and evidence',
    permission: 'public',
    params: claim,
    query: z.object({ before: z.uuid().optional() }),
    output: response,
    produces: html,
    cacheMs: momentMs,
  }),
}))
const twin = (name: string, path: string, summary: string, produces: string, cacheMs = momentMs) =>
  defineRoute({
    name,
    method: 'get',
    path,
    summary,
    permission: 'public',
    query: anyQuery,
    output: response,
    produces,
    cacheMs,
  })

export const rootRoute = twin('root', '/', 'Leads to the German page', html, 0)
export const bareRoutes = languages.map((language) => ({
  language,
  route: twin(`bare-${language}`, `/${language}`, 'Leads to the page', html, 0),
}))
export const configurationSchemaRoute = twin(
  'configuration-schema',
  '/nachweis.schema.json',
  'JSON Schema of nachweis.yaml, for editors',
  'application/schema+json',
  60_000,
)
export const trustJsonRoute = twin(
  'trust-json',
  '/trust.json',
  'All measures and claims as canonical JSON (RFC 8785)',
  'application/json',
)
export const trustSchemaRoute = twin(
  'trust-schema',
  '/trust.schema.json',
  'JSON Schema of /trust.json',
  'application/schema+json',
)
export const feedRoutes = languages.map((language) => ({
  language,
  route: twin(
    `feed-${language}`,
    `/${language}/feed.atom`,
    'Changes of status as Atom feed (RFC 4287)',
    'application/atom+xml',
  ),
}))
export const securityTxtRoute = twin(
  'security-txt',
  '/.well-known/security.txt',
  'Where to report weaknesses (RFC 9116)',
  'text/plain',
)
export const llmsTxtRoute = twin(
  'llms-txt',
  '/llms.txt',
  'What stands where, for machines that read',
  'text/plain',
)
export const robotsTxtRoute = twin('robots-txt', '/robots.txt', 'Everything public may be read', 'text/plain')
export const openApiRoute = twin(
  'openapi',
  '/api/v1/openapi.json',
  'This description',
  'application/json',
  60_000,
)
const id = z.strictObject({ id: z.uuid() })
export const evidenceJsonRoute = defineRoute({
  name: 'evidence-json',
  method: 'get',
  path: '/evidence/{id}.json',
  summary: 'A record of evidence with salt, inclusion proof and checkpoint',
  permission: 'public',
  params: id,
  output: response,
  produces: 'application/json',
  cacheMs: momentMs,
})
export const evidenceProofRoute = defineRoute({
  name: 'evidence-proof',
  method: 'get',
  path: '/evidence/{id}.tlog-proof',
  summary: 'Offline proof that the record is a leaf (C2SP tlog-proof)',
  permission: 'public',
  params: id,
  output: response,
  produces: 'text/plain',
  cacheMs: momentMs,
})
export const evidenceRoute = defineRoute({
  name: 'evidence',
  method: 'get',
  path: '/evidence/{id}',
  summary: 'Leads to the page of the evidence',
  permission: 'public',
  params: id,
  query: anyQuery,
  output: response,
  produces: html,
})
