import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import {
  claimsEndpoints,
  parameterProblems,
  publish,
  registry,
  startScheduler,
} from './engine/claims/index.ts'
import { ensureOperatorKey, identify, offerFirstLink } from './engine/identity/index.ts'
import { caughtUp, openLog, startSequencer } from './engine/log/index.ts'
import type { Clock } from './kernel/clock.ts'
import type { AnyRoute, Endpoint } from './kernel/route.ts'
import { answer } from './kernel/route.ts'
import { followConfiguration } from './platform/config/configuration-file.ts'
import { configurationTemplate } from './platform/config/configuration-template.ts'
import type { Environment } from './platform/config/environment.ts'
import { openDatabase } from './platform/database/database.ts'
import { lockFolder } from './platform/database/folder-lock.ts'
import { migrate } from './platform/database/migrate.ts'
import { AnswerCache } from './platform/http/answer-cache.ts'
import { keptAnswers } from './platform/http/kept-answers.ts'
import { createApp } from './platform/http/app.ts'
import { healthEndpoints } from './platform/http/health.ts'
import { listen } from './platform/http/listen.ts'
import { tlsCertificate } from './platform/http/local-certificate.ts'
import { openApi } from './platform/http/openapi.ts'
import { freeLeases, runJobs } from './platform/jobs/run-jobs.ts'
import { openKeys } from './platform/keys/keys.ts'
import type { Addresses, Platform } from './platform/platform.ts'
import type { Telemetry } from './platform/telemetry/telemetry.ts'
import { modules } from './system.ts'
import { openApiRoute, refusalPage } from './trust-page/index.ts'

/** The installation under way. */
export interface System {
  /** What to print for the operator. */
  readonly greeting: string
  /** Reads nachweis.yaml now. */
  reload(): Promise<void>
  /** Lets running work end, then closes everything. */
  stop(): Promise<void>
}

/** Starts everything in order: what later steps need stands before them, and what is told to the world is true. */
export async function startSystem(
  environment: Environment,
  clock: Clock,
  telemetry: Telemetry,
): Promise<System> {
  const lock = environment.databaseUrl === null ? lockFolder(environment.dataDir) : null
  const catalogue = registry(modules)
  const keys = await openKeys(join(environment.dataDir, 'keys'))
  const file = environment.configurationFile ?? join(environment.dataDir, 'nachweis.yaml')
  const rule = (configuration: { parameters: Parameters<typeof parameterProblems>[1] }) =>
    parameterProblems(catalogue, configuration.parameters).map(({ path, message }) => ({
      path: ['parameters', ...path],
      message,
    }))
  let taken = async () => {}
  const configuration = await followConfiguration({
    file,
    template: configurationTemplate,
    rule,
    telemetry,
    onChange: () => taken(),
  })
  const connectionsMax = environment.databaseConnectionsMax
  const database = await openDatabase({
    dataDir: environment.dataDir,
    databaseUrl: environment.databaseUrl,
    connectionsMax,
  })
  let addresses: Addresses | null = null
  const platform: Platform = {
    clock,
    environment,
    telemetry,
    keys,
    database,
    configuration: configuration.current,
    addresses: () => {
      if (!addresses) throw new Error('addresses are known once the server listens')
      return addresses
    },
  }
  await migrate(database, modules)
  await openLog(platform, logOrigin(environment))
  await ensureOperatorKey(platform)
  const sequencer = await startSequencer(platform)
  let starting: string | null = 'The installation is starting.'
  const obstacles = [() => starting, () => sequencer.problem()]
  const listening = await openDoors(platform, obstacles, configuration.problem, catalogue)
  addresses = listening.addresses
  await publish(platform, catalogue)
  await caughtUp(platform, sequencer)
  await freeLeases(platform)
  const scheduler = await startScheduler(platform, catalogue)
  const jobs = runJobs(
    platform,
    modules.flatMap((module) => module.jobs ?? []),
  )
  taken = async () => {
    await publish(platform, catalogue)
    await scheduler.replan()
  }
  const firstLink = await offerFirstLink(platform)
  starting = null
  return {
    greeting: greeting(addresses, firstLink, file),
    reload: configuration.reload,
    async stop() {
      configuration.stop()
      await Promise.all([scheduler.stop(), jobs.stop(), listening.drain()])
      await sequencer.stop()
      await database.close()
      lock?.release()
    },
  }
}

async function openDoors(
  platform: Platform,
  obstacles: readonly (() => string | null)[],
  configurationProblem: () => string | null,
  catalogue: ReturnType<typeof registry>,
) {
  const { environment, clock, telemetry } = platform
  const endpoints: Endpoint[] = [
    ...modules.flatMap((module) => module.endpoints?.(platform) ?? []),
    ...claimsEndpoints(platform, catalogue),
    ...healthEndpoints(platform, obstacles, [configurationProblem]),
  ]
  const described: AnyRoute[] = endpoints.map((endpoint) => endpoint.route)
  const description = JSON.stringify(openApi(described))
  endpoints.push(
    answer(
      openApiRoute,
      async () => new Response(description, { headers: { 'content-type': 'application/json' } }),
    ),
  )
  const app = createApp({
    endpoints,
    identify: (authorization) => identify(platform.database.reader, authorization),
    problemPage: (path, accept, problem) => refusalPage(platform, path, accept, problem),
    telemetry,
  })
  const names = [
    ...new Set([
      'localhost',
      '127.0.0.1',
      ...(environment.publicUrl ? [new URL(environment.publicUrl).hostname] : []),
    ]),
  ]
  const certificate = await tlsCertificate(
    environment.tlsFiles,
    join(environment.dataDir, 'keys'),
    names,
    clock.now(),
  )
  const { host, port, tlsPort } = environment
  const cache = new AnswerCache(clock.monotonic)
  const listening = await listen({
    host,
    port,
    tlsPort,
    certificate,
    app,
    cache,
    kept: keptAnswers(endpoints.map((endpoint) => endpoint.route)),
  })
  const own = host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host
  const http = `http://${own}:${listening.port}`
  const addresses: Addresses = {
    http,
    https: `https://${own}:${listening.tlsPort}`,
    public: environment.publicUrl ?? http,
  }
  return { addresses, drain: listening.drain }
}

/** The log's identity: schema-less address where it is public, else a random name that no other log has. */
function logOrigin({ publicUrl }: Environment): string {
  if (publicUrl === null) return `localhost/${randomBytes(8).toString('hex')}/log`
  return `${publicUrl.replace(/^https?:\/\//, '')}/log`
}

function greeting(addresses: Addresses, firstLink: string | null, file: string): string {
  const lines = [
    '',
    `  Nachweis läuft / is running:  ${addresses.public}/de/   ${addresses.public}/en/`,
    `  TLS:                          ${addresses.https ?? '-'}`,
    `  Konfiguration / settings:     ${file}`,
    `  Nachprüfen / verify:          npm run verify -- ${addresses.public}`,
  ]
  if (firstLink !== null) {
    lines.push(
      `  Erster Administrator, einmalig / first administrator, once:`,
      `    ${addresses.public}/de/einrichten/${firstLink}`,
    )
  }
  return lines.join('\n') + '\n\n'
}
