import type { Service } from '../../../../kernel/module.ts'
import type { Platform } from '../../../../platform/platform.ts'
import { intakeOf } from '../../intake.ts'
import { openFindSource } from './find-source.ts'
import { openListener, type Listener } from './listener.ts'

const lookMs = 2_000
const reportMs = 60_000

/** Keeps the syslog listeners as nachweis.yaml declares them; a change there takes two seconds, as everywhere. */
export async function openSyslog(platform: Platform): Promise<Service> {
  const { telemetry } = platform
  const problems = countProblems(platform)
  const intake = intakeOf(platform)
  const delivery = {
    intake,
    findSource: openFindSource(platform, intake.directory),
    telemetry,
    count: problems.count,
  }
  const listeners = new Map<string, Listener>()
  const failures = new Map<string, string>()

  const look = async () => {
    const wanted = new Map(platform.configuration().syslog.map((each) => [JSON.stringify(each), each]))
    for (const [key, listener] of listeners) {
      if (wanted.has(key)) continue
      listeners.delete(key)
      await listener.stop()
    }
    for (const [key, settings] of wanted) {
      if (listeners.has(key)) continue
      try {
        listeners.set(key, await openListener({ platform, settings, delivery }))
        failures.delete(key)
        telemetry.info('syslog listens', { port: settings.port, tls: settings.tls })
      } catch (error) {
        const words = String(error)
        if (failures.get(key) !== words)
          telemetry.error('syslog does not listen', error, { port: settings.port })
        failures.set(key, words)
      }
    }
  }
  let looking = look()
  await looking
  const timer = setInterval(() => {
    looking = looking.then(look).catch((error: unknown) => telemetry.error('syslog listeners', error))
    problems.report()
  }, lookMs)
  timer.unref()
  return {
    async stop() {
      clearInterval(timer)
      await looking
      await Promise.all([...listeners.values()].map((listener) => listener.stop()))
      problems.reportNow()
    },
  }
}

/** Sums up what was refused, so that a flood of bad messages is not a flood of log lines. */
function countProblems({ clock, telemetry }: Pick<Platform, 'clock' | 'telemetry'>) {
  const counts = new Map<string, number>()
  let reportedAt = -Infinity
  const reportNow = () => {
    if (counts.size === 0) return
    telemetry.warn('syslog messages or connections refused', Object.fromEntries(counts))
    counts.clear()
    reportedAt = clock.monotonic()
  }
  return {
    count(reason: string, number: number) {
      counts.set(reason, (counts.get(reason) ?? 0) + number)
    },
    reportNow,
    report() {
      if (clock.monotonic() - reportedAt >= reportMs) reportNow()
    },
  }
}
