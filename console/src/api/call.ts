import type { z } from 'zod'
import type { Language } from '../../../server/src/kernel/language.ts'
import type { AnyRoute, Route } from '../../../server/src/kernel/route.ts'
import { preferences } from '../preferences.ts'
import { addressOf } from './address.ts'
import { CallProblem, otherVersion, problemOf, unreachable } from './problem.ts'
import { proveAgain } from './step-up.ts'

/** No call waits longer; checks that are run on demand may take minutes. */
const answerMs = 600_000

type None = Record<string, never>
type Part<Name extends string, T> = None extends T
  ? { readonly [K in Name]?: Partial<T> }
  : { readonly [K in Name]: T }

/** What a call is given: the places of the path, the query (defaults may be left out) and the body. */
export type Given<P, Q, B> = Part<'params', P> & { readonly query?: Partial<Q> } & Part<'body', B>

/** A call may go without a word when the route takes nothing. */
export type Arguments<P, Q, B> = None extends P
  ? None extends B
    ? [given?: Given<P, Q, B>]
    : [given: Given<P, Q, B>]
  : [given: Given<P, Q, B>]

/** The same where the route's types no longer matter; the contract is checked where it is written. */
export interface Parts {
  readonly params?: unknown
  readonly query?: unknown
  readonly body?: unknown
}

/**
 * Calls a route of the server and answers its output, parsed by the contract. When the server wants to know once more
 * who is there, asks and repeats the call once. Throws a CallProblem.
 */
export async function call<P, Q, B, O>(route: Route<P, Q, B, O>, ...given: Arguments<P, Q, B>): Promise<O> {
  return callWith(route, (given[0] ?? {}) as Parts, null)
}

/** What a call needs of the browser and of the shell. */
export interface Surroundings {
  readonly fetch: (address: string, init: RequestInit) => Promise<Response>
  readonly language: () => Language
  readonly proveAgain: () => Promise<boolean>
}

const browser: Surroundings = {
  fetch: (address, init) => fetch(address, init),
  language: () => preferences().language,
  proveAgain,
}

/** The same with a signal that gives the call up. */
export async function callWith<O>(
  route: AnyRoute & { readonly output: z.ZodType<O> },
  parts: Parts,
  signal: AbortSignal | null,
  around: Surroundings = browser,
): Promise<O> {
  const attempt = async () => send(route, parts, signal, around)
  const answer = await attempt().catch(async (error: unknown) => {
    if (!(error instanceof CallProblem) || error.reason !== 'step-up-required') throw error
    if (!(await around.proveAgain())) throw error
    return attempt()
  })
  const parsed = route.output.safeParse(answer)
  if (!parsed.success) throw otherVersion()
  return parsed.data
}

async function send(
  route: AnyRoute,
  parts: Parts,
  signal: AbortSignal | null,
  around: Surroundings,
): Promise<unknown> {
  const address = addressOf(route.path, parts.params ?? {}, parts.query ?? {})
  const limit = AbortSignal.timeout(answerMs)
  const init: RequestInit = {
    method: route.method.toUpperCase(),
    mode: 'same-origin',
    credentials: 'same-origin',
    redirect: 'error',
    headers: {
      accept: 'application/json',
      'accept-language': around.language(),
      ...(route.method !== 'get' && { 'content-type': 'application/json' }),
    },
    signal: signal === null ? limit : AbortSignal.any([signal, limit]),
  }
  if (route.method !== 'get') init.body = JSON.stringify(parts.body ?? {})
  const response = await around.fetch(address, init).catch((error: unknown) => {
    throw signal?.aborted ? error : unreachable()
  })
  const body: unknown = await response.json().catch(() => null)
  if (!response.ok) throw problemOf(response.status, body, response.headers.get('retry-after'))
  return body
}
