import { randomBytes } from 'node:crypto'
import { publish, registry, startScheduler } from './engine/claims/index.ts'
import { ensureOperatorKey, offerFirstLink } from './engine/identity/index.ts'
import { caughtUp, eventTree, openLog, startSequencer } from './engine/log/index.ts'
import type { Clock } from './kernel/clock.ts'
import { openDoors } from './open-doors.ts'
import { openPlatform } from './open-platform.ts'
import type { Environment } from './platform/config/environment.ts'
import { migrate } from './platform/database/migrate.ts'
import { freeLeases, runJobs } from './platform/jobs/run-jobs.ts'
import { byName } from './platform/net/by-name.ts'
import type { Addresses } from './platform/platform.ts'
import type { Telemetry } from './platform/telemetry/telemetry.ts'
import { modules } from './system.ts'

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
  const catalogue = registry(modules)
  let takeOver = async () => {}
  const opened = await openPlatform(environment, clock, telemetry, catalogue, () => takeOver())
  const { platform, configuration } = opened
  await migrate(platform.database, modules)
  await openLog(platform, logOrigin(environment))
  await ensureOperatorKey(platform)
  const sequencer = await startSequencer(platform)
  const eventSequencer = await startSequencer(platform, eventTree)
  let starting: string | null = 'The installation is starting.'
  const obstacles = [() => starting, () => sequencer.problem(), () => eventSequencer.problem()]
  const doors = await openDoors(platform, catalogue, obstacles, [configuration.problem])
  opened.listensAt(doors.addresses)
  const unproven = await publish(platform, catalogue)
  await caughtUp(platform, sequencer)
  await freeLeases(platform)
  const scheduler = await startScheduler(platform, catalogue, unproven)
  const recurring = modules.flatMap((module) => module.jobs ?? [])
  const jobs = runJobs(platform, recurring)
  const services = await Promise.all(
    modules.flatMap((module) => (module.services ?? []).map((start) => start(platform))),
  )
  takeOver = async () => {
    await scheduler.replan(await publish(platform, catalogue))
  }
  const firstLink = await offerFirstLink(platform)
  starting = null
  return {
    greeting: greeting(doors.addresses, firstLink, opened.file),
    reload: configuration.reload,
    async stop() {
      configuration.stop()
      await Promise.all([
        scheduler.stop(),
        jobs.stop(),
        doors.drain(),
        ...services.map((each) => each.stop()),
      ])
      await Promise.all([sequencer.stop(), eventSequencer.stop()])
      await opened.close()
    },
  }
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
      `    ${byName(addresses.public)}/console/setup/${firstLink}`,
    )
  }
  return lines.join('\n') + '\n\n'
}
