import { defineObserver, type Target } from '../../../engine/claims/index.ts'
import { hour, minute, second } from '../../../kernel/clock.ts'
import { queryNtp, type NtpSample } from '../../../platform/net/ntp/query.ts'

const timeoutMs = 3 * second
/** Servers that one comparison asks. */
const serversMax = 20

export interface TimeServer extends Target {
  readonly host: string
}

/** What one time server says. */
export const timeServer = defineObserver<TimeServer, NtpSample>({
  id: 'time-server',
  everyMs: 15 * minute,
  budgetMs: 30 * second,
  targets: ({ timeServers }) => [...new Set(timeServers)].map((host) => ({ id: `ntp://${host}`, host })),
  observe: ({ platform, signal }, { host }) => queryNtp(host, { signal, timeoutMs, clock: platform.clock }),
})

export interface ClockComparison {
  readonly samples: readonly NtpSample[]
}

/** What all time servers say at the same time. */
export const clockComparison = defineObserver<Target, ClockComparison>({
  id: 'clock-comparison',
  everyMs: hour,
  budgetMs: 30 * second,
  targets: ({ timeServers }) => (timeServers.length === 0 ? [] : [{ id: 'installation' }]),
  observe: async ({ platform, signal }) => {
    const hosts = [...new Set(platform.configuration().timeServers)].slice(0, serversMax)
    const ask = (host: string) => queryNtp(host, { signal, timeoutMs, clock: platform.clock })
    return { samples: await Promise.all(hosts.map(ask)) }
  },
})
