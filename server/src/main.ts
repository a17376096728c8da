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

try {
  const system = await startSystem(readEnvironment(), systemClock, telemetry)
  process.stdout.write(system.greeting)
  let stopping = false
  const stop = (signal: string) => {
    if (stopping) return
    stopping = true
    telemetry.info('stopping', { signal })
    system.stop().then(() => process.exit(0), giveUp)
  }
  process.on('SIGTERM', stop)
  process.on('SIGINT', stop)
  process.on('SIGHUP', () => void system.reload())
} catch (error) {
  giveUp(error)
}
