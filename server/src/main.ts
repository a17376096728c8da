// First: React chooses its build by NODE_ENV while it is loaded.
import { readEnvironment } from './platform/config/environment.ts'
import { startSystem } from './start-system.ts'
import { systemClock } from './kernel/clock.ts'
import { jsonTelemetry } from './platform/telemetry/telemetry.ts'

const telemetry = jsonTelemetry((line) => process.stderr.write(line), systemClock.now)

/** A sentence for the operator, without a stack. */
function giveUp(error: unknown): never {
  process.stderr.write(`\nNachweis: ${error instanceof Error ? error.message : String(error)}\n`)
  process.exit(1)
}

let stopping = false
const starting = Promise.try(() => startSystem(readEnvironment(), systemClock, telemetry))

/** A signal during the start waits for its end: what was begun is finished, then everything is closed in order. */
async function stop(signal: string): Promise<never> {
  telemetry.info('stopping', { signal })
  const system = await starting
  await system.stop()
  process.exit(0)
}

for (const signal of ['SIGTERM', 'SIGINT']) {
  process.on(signal, () => {
    if (stopping) return
    stopping = true
    stop(signal).catch(giveUp)
  })
}
process.on('SIGHUP', () => void starting.then((system) => system.reload()))

starting.then((system) => process.stdout.write(system.greeting), giveUp)
