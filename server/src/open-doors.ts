import { join } from 'node:path'
import { claimsEndpoints, type registry } from './engine/claims/index.ts'
import { receiverRefusal } from './engine/events/index.ts'
import { identify, scimRefusal } from './engine/identity/index.ts'
import { answer, type Endpoint } from './kernel/route.ts'
import { AnswerCache } from './platform/http/answer-cache.ts'
import { createApp } from './platform/http/app.ts'
import { healthEndpoints } from './platform/http/health.ts'
import { keptAnswers } from './platform/http/kept-answers.ts'
import { listen } from './platform/http/listen.ts'
import { tlsCertificate } from './platform/http/local-certificate.ts'
import { openApi } from './platform/http/openapi.ts'
import type { Addresses, Platform } from './platform/platform.ts'
import { modules } from './system.ts'
import { openApiRoute, refusalPage } from './trust-page/index.ts'

type Look = () => string | null

export interface Doors {
  readonly addresses: Addresses
  /** Lets running requests end, then closes both listeners. */
  readonly drain: () => Promise<void>
}

/** Opens both listeners with every route of the house. `obstacles` and `warnings` are what /readyz tells. */
export async function openDoors(
  platform: Platform,
  catalogue: ReturnType<typeof registry>,
  obstacles: readonly Look[],
  warnings: readonly Look[],
): Promise<Doors> {
  const endpoints = allEndpoints(platform, catalogue, obstacles, warnings)
  const app = createApp({
    endpoints,
    identify: (request) => identify(platform, request),
    now: platform.clock.now,
    proxyHops: platform.environment.proxyHops,
    problemPage: (path, accept, problem, sent) =>
      scimRefusal(path, problem) ??
      receiverRefusal(path, problem, sent) ??
      refusalPage(platform, path, accept, problem),
    telemetry: platform.telemetry,
  })
  const { environment, clock } = platform
  const { host, port, tlsPort, publicUrl } = environment
  const names = new Set([
    'localhost',
    '127.0.0.1',
    ...(publicUrl === null ? [] : [new URL(publicUrl).hostname]),
  ])
  const folder = join(environment.dataDir, 'keys')
  const certificate = await tlsCertificate(environment.tlsFiles, folder, [...names], clock.now())
  const cache = new AnswerCache(clock.monotonic)
  const kept = keptAnswers(endpoints.map((endpoint) => endpoint.route))
  const listening = await listen({ host, port, tlsPort, certificate, app, cache, kept })
  const own = host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host
  const http = `http://${own}:${listening.port}`
  const https = `https://${own}:${listening.tlsPort}`
  return { addresses: { http, https, public: publicUrl ?? http }, drain: listening.drain }
}

function allEndpoints(
  platform: Platform,
  catalogue: ReturnType<typeof registry>,
  obstacles: readonly Look[],
  warnings: readonly Look[],
): Endpoint[] {
  const routes = modules.flatMap((module) => module.routes ?? [])
  const endpoints = [
    ...modules.flatMap((module) => module.endpoints?.(platform, routes) ?? []),
    ...claimsEndpoints(platform, catalogue),
    ...healthEndpoints(platform, obstacles, warnings),
  ]
  const description = JSON.stringify(openApi(endpoints.map((endpoint) => endpoint.route)))
  const json = { headers: { 'content-type': 'application/json' } }
  return [...endpoints, answer(openApiRoute, async () => new Response(description, json))]
}
