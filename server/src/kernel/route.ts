import { z } from 'zod'
import type { Actor } from './actor.ts'
import type { Permission } from './permission.ts'

type Shape = z.ZodType

/**
 * One route: feeds the server, OpenAPI, the permission matrix and the command line. `path` in OpenAPI style
 * (`/api/v1/claims/{measure}/{claim}`); `{rest+}` takes the rest with its slashes.
 */
export interface Route<Params = unknown, Query = unknown, Body = unknown, Output = unknown> {
  readonly name: string
  readonly method: 'get' | 'post'
  readonly path: string
  readonly summary: string
  readonly permission: Permission
  readonly params: z.ZodType<Params>
  readonly query: z.ZodType<Query>
  readonly body: z.ZodType<Body>
  readonly output: z.ZodType<Output>
  /** Media type of a successful answer; `application/json` when absent. Others are answered as a ready Response. */
  readonly produces?: string
  /** How long an answer may be served again from memory, in ms. Only for public routes without query. */
  readonly cacheMs?: number
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
  readonly method: 'get' | 'post'
  readonly path: string
  readonly summary: string
  readonly permission: Permission
  readonly params?: P
  readonly query?: Q
  readonly body?: B
  readonly output: O
  readonly produces?: string
  readonly cacheMs?: number
}): Route<z.output<P>, z.output<Q>, z.output<B>, z.input<O>> {
  return { params: nothing, query: nothing, body: nothing, ...route } as unknown as Route<
    z.output<P>,
    z.output<Q>,
    z.output<B>,
    z.input<O>
  >
}

/** The output of routes that are answered as a ready Response. */
export const response = z.instanceof(Response)

/** A route with what answers it. */
export interface Endpoint {
  readonly route: AnyRoute
  readonly handle: (call: {
    params: unknown
    query: unknown
    body: unknown
    actor: Actor
  }) => Promise<unknown>
}

/** Binds a handler to a route. */
export function answer<P, Q, B, O>(
  route: Route<P, Q, B, O>,
  handle: (call: { params: P; query: Q; body: B; actor: Actor }) => Promise<O>,
): Endpoint {
  return { route: route as AnyRoute, handle: handle as Endpoint['handle'] }
}
