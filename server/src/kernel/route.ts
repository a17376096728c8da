import { z } from 'zod'
import type { Actor } from './actor.ts'
import type { Permission } from './permission.ts'

type Shape = z.ZodType
export type Method = 'get' | 'post' | 'put' | 'patch' | 'delete' | 'options'

/**
 * One route: feeds the server, OpenAPI, the permission matrix and the command line. `path` in OpenAPI style
 * (`/api/v1/claims/{measure}/{claim}`); `{rest+}` takes the rest with its slashes.
 */
export interface Route<Params = unknown, Query = unknown, Body = unknown, Output = unknown> {
  readonly name: string
  readonly method: Method
  readonly path: string
  readonly summary: string
  readonly permission: Permission
  readonly params: z.ZodType<Params>
  readonly query: z.ZodType<Query>
  readonly body: z.ZodType<Body>
  readonly output: z.ZodType<Output>
  /** Media type of a successful answer; `application/json` when absent. Others are answered as a ready Response. */
  readonly produces?: string
  /** The request becomes a WebSocket (RFC 6455). */
  readonly becomesSocket?: boolean
  /** How long an answer may be served again from memory, in ms. Only for public routes without query. */
  readonly cacheMs?: number
  /** Sensitive: asks a signed-in person to prove again who they are. */
  readonly stepUp?: boolean
  /** Other sites may send a browser here with a form, as identity providers do. */
  readonly crossSite?: boolean
  /** A JSON body may have this many bytes; 64 KiB when absent. */
  readonly bodyBytesMax?: number
  /** The body is taken as bytes (Uint8Array), unpacked where Content-Encoding says gzip, up to this many either way. */
  readonly rawBytesMax?: number
  /** Media type of a raw body. */
  readonly takes?: string
  /** Credentials in the Authorization header are the handler's own affair, e.g. of programs that send events. */
  readonly ownCredentials?: boolean
}

/** Any route, where its types no longer matter. */
// eslint-disable-next-line typescript/no-explicit-any -- parameters are contravariant: no narrower type holds every route
export type AnyRoute = Route<any, any, any, any>

const nothing = z.strictObject({})

/** Declares a route; params, query and body default to "none allowed". */
export function defineRoute<
  P extends Shape = typeof nothing,
  Q extends Shape = typeof nothing,
  B extends Shape = typeof nothing,
  O extends Shape = Shape,
>(route: {
  readonly name: string
  readonly method: Method
  readonly path: string
  readonly summary: string
  readonly permission: Permission
  readonly params?: P
  readonly query?: Q
  readonly body?: B
  readonly output: O
  readonly produces?: string
  readonly becomesSocket?: boolean
  readonly cacheMs?: number
  readonly stepUp?: boolean
  readonly crossSite?: boolean
  readonly bodyBytesMax?: number
  readonly rawBytesMax?: number
  readonly takes?: string
  readonly ownCredentials?: boolean
}): Route<z.output<P>, z.output<Q>, z.output<B>, z.input<O>> {
  return { params: nothing, query: nothing, body: nothing, ...route } as unknown as Route<
    z.output<P>,
    z.output<Q>,
    z.output<B>,
    z.input<O>
  >
}

/** The body of routes with `rawBytesMax`. */
export const bytes = z.instanceof(Uint8Array)

/** The output of routes that are answered as a ready Response. */
export const response = z.instanceof(Response)

/** What a handler may know of the request beyond its declared input. */
export interface RequestFacts {
  /** Where it came from, as far as our own side can tell. */
  readonly address: string
  /** Host header: the name under which the caller reached us. */
  readonly host: string
  /** User-Agent, at most 300 characters. */
  readonly agent: string
  readonly authorization: string | undefined
  /** Any other header, by its name in lower case. */
  header(name: string): string | undefined
  /** Names of all headers, in lower case. */
  headerNames(): readonly string[]
  cookie(name: string): string | undefined
  /** `__Host-` cookies: Secure, HttpOnly, Path=/; a `maxAgeS` of null lives with the browser, 0 removes it. */
  setCookie(name: `__Host-${string}`, value: string, options: CookieOptions): void
}

export interface CookieOptions {
  readonly maxAgeS: number | null
  readonly sameSite: 'Strict' | 'Lax'
}

/** A call as a handler sees it: parsed and authorised. */
export interface Call<P = unknown, Q = unknown, B = unknown> {
  readonly params: P
  readonly query: Q
  readonly body: B
  readonly actor: Actor
  readonly request: RequestFacts
}

/** A route with what answers it. */
export interface Endpoint {
  readonly route: AnyRoute
  readonly handle: (call: Call) => Promise<unknown>
}

/** Binds a handler to a route. */
export function answer<P, Q, B, O>(
  route: Route<P, Q, B, O>,
  handle: (call: Call<P, Q, B>) => Promise<O>,
): Endpoint {
  return { route: route as AnyRoute, handle: handle as Endpoint['handle'] }
}
