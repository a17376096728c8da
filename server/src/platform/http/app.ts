import { Hono, type Context } from 'hono'
import { z } from 'zod'
import type { Actor } from '../../kernel/actor.ts'
import { authorise, requireStepUp } from '../../kernel/permission.ts'
import { Problem, problemBody } from '../../kernel/problem.ts'
import type { AnyRoute, Endpoint, RequestFacts } from '../../kernel/route.ts'
import type { Telemetry } from '../telemetry/telemetry.ts'
import { databaseProblem } from './database-problem.ts'
import { readBounded, readRaw, tooLarge } from './read-body.ts'
import { refuseOtherSites, requestFacts } from './request-facts.ts'

export const bodyBytesMax = 64 * 1024

export interface AppOptions {
  readonly endpoints: readonly Endpoint[]
  /** Who sends this request. Throws a Problem for an access key that does not fit. */
  readonly identify: (request: RequestFacts) => Promise<Actor>
  readonly now: () => number
  /** How many proxies of our own stand in front and add to X-Forwarded-For. */
  readonly proxyHops: number
  /** The answer when something is refused; null: `application/problem+json`. `sent`: media type of the request. */
  readonly problemPage: (path: string, accept: string, problem: Problem, sent: string) => Response | null
  readonly telemetry: Telemetry
}

/** The application: every route parses at the door, authorises, and answers what its contract says. */
export function createApp(options: AppOptions): Hono {
  const app = new Hono()
  for (const endpoint of options.endpoints) {
    app.on(endpoint.route.method.toUpperCase(), honoPath(endpoint.route.path), (context) =>
      handle(context, endpoint, options),
    )
  }
  app.notFound((context) =>
    refuse(context, new Problem('not-found', 'no-such-page', 'There is nothing at this address.'), options),
  )
  app.onError((error, context) => refuse(context, asProblem(error, options.telemetry), options))
  return app
}

const place = /^([^{}]*)\{([a-zA-Z]+)(\+?)\}([^{}]*)$/

/** `/a/{b}/{c+}` becomes `/a/:b/:c{.+}`; in `/d/{e}.json` the name takes the whole segment (Hono knows no parts). */
export function honoPath(path: string): string {
  const literal = (text: string) => text.replaceAll('.', String.raw`\.`)
  const segment = (part: string) => {
    const [, before = '', name, rest, after = ''] = place.exec(part) ?? []
    if (name === undefined) return part
    if (rest) return `:${name}{.+}`
    return before + after === '' ? `:${name}` : `:${name}{${literal(before)}[^/]+${literal(after)}}`
  }
  return path.split('/').map(segment).join('/')
}

/** The values of the places, without what stands around them in their segments. */
function placeValues(path: string, found: Readonly<Record<string, string>>): Record<string, string> {
  const values: Record<string, string> = {}
  for (const part of path.split('/')) {
    const [, before = '', name, , after = ''] = place.exec(part) ?? []
    const value = name === undefined ? undefined : found[name]
    if (name !== undefined && value !== undefined)
      values[name] = value.slice(before.length, value.length - after.length)
  }
  return values
}

async function handle(
  context: Context,
  { route, handle: answer }: Endpoint,
  options: AppOptions,
): Promise<Response> {
  const cookies: string[] = []
  const request = requestFacts(context, options.proxyHops, cookies)
  const actor = route.ownCredentials ? nobody : await options.identify(request)
  if (route.method !== 'get' && !route.crossSite) refuseOtherSites(context, actor)
  // Who may not ask is not told what would be well asked.
  const places = placeValues(route.path, context.req.param())
  authorise(actor, route.permission, places['organisation'])
  const params: unknown = parse(route.params, places, 'the address')
  if (route.stepUp) requireStepUp(actor, options.now())
  const query: unknown = parse(route.query, context.req.query(), 'the query')
  const body: unknown =
    route.method === 'get' ? undefined : parse(route.body, await bodyOf(context, route), 'the body')
  const output = await answer({ params, query, body, actor, request })
  const response =
    output instanceof Response
      ? output
      : context.json(route.output.parse(output) as object, 200, { 'cache-control': 'no-store' })
  for (const cookie of cookies) response.headers.append('set-cookie', cookie)
  return response
}

function parse(schema: z.ZodType, value: unknown, where: string): unknown {
  const parsed = schema.safeParse(value)
  if (parsed.success) return parsed.data
  throw new Problem(
    'bad-request',
    'not-as-declared',
    `In ${where}: ${z.prettifyError(parsed.error)}. See /api/v1/openapi.json.`,
  )
}

const nobody = { kind: 'anonymous' } as const

const bodyOf = (context: Context, { rawBytesMax, bodyBytesMax: bytesMax }: AnyRoute): Promise<unknown> =>
  rawBytesMax === undefined ? readBody(context, bytesMax) : readRaw(context.req.raw, rawBytesMax)

async function readBody(context: Context, largerMax: number | undefined): Promise<unknown> {
  const text = await (largerMax === undefined ? readSmall(context) : readLarge(context, largerMax))
  if (text === '') return {}
  if (context.req.header('content-type')?.startsWith('application/x-www-form-urlencoded')) {
    return Object.fromEntries(new URLSearchParams(text))
  }
  try {
    return JSON.parse(text) as unknown
  } catch {
    throw new Problem('bad-request', 'not-json', 'The body is not JSON. Send application/json.')
  }
}

async function readSmall(context: Context): Promise<string> {
  const length = Number(context.req.header('content-length') ?? 0)
  if (length > bodyBytesMax) throw tooLarge(bodyBytesMax)
  return (await readBounded(context.req.raw.body, bodyBytesMax)).toString('utf8')
}

/** Counted with all other large bodies that are in memory. */
const readLarge = async (context: Context, bytesMax: number): Promise<string> =>
  Buffer.from(await readRaw(context.req.raw, bytesMax)).toString('utf8')

function asProblem(error: unknown, telemetry: Telemetry): Problem {
  if (error instanceof Problem) return error
  telemetry.error('request failed', error)
  const away = databaseProblem(error)
  if (away) return away
  return new Problem(
    'internal',
    'internal',
    'Something went wrong here. It has been logged; try again later.',
  )
}

function refuse(context: Context, problem: Problem, options: AppOptions): Response {
  const { req } = context
  const sent = req.header('content-type') ?? ''
  const page = options.problemPage(req.path, req.header('accept') ?? '', problem, sent)
  if (page) return page
  const language = /^\s*de\b/i.test(context.req.header('accept-language') ?? '') ? 'de' : 'en'
  const later = problem.retryAfterS === null ? {} : { 'retry-after': String(problem.retryAfterS) }
  return new Response(JSON.stringify(problemBody(problem, language)), {
    status: problem.status,
    headers: { 'content-type': 'application/problem+json', 'cache-control': 'no-store', ...later },
  })
}
