import { BlockList } from 'node:net'
import { minute, second } from '../../../kernel/clock.ts'
import { queryNtp, type NtpMeasurement, type NtpSample } from '../../../platform/net/ntp/query.ts'
import type { Platform } from '../../../platform/platform.ts'
import { runCommand } from '../../log/index.ts'
import { confirmClock } from './confirm-clock.ts'

/** Asks one time server. */
export type AskTime = (host: string, platform: Platform, signal: AbortSignal) => Promise<NtpSample>

const timeoutMs = 3 * second
const serversMax = 20
/** So many must agree, and most of those that answer: one that is wrong opens nothing. */
const quorum = 2
const differenceMsMax = minute

const loopback = new BlockList()
loopback.addSubnet('127.0.0.0', 8, 'ipv4')
loopback.addAddress('::1', 'ipv6')
/** A server on this machine has this machine's clock. */
const isElsewhere = (address: string) => !loopback.check(address, address.includes(':') ? 'ipv6' : 'ipv4')

export const askNtp: AskTime = (host, { clock }, signal) =>
  queryNtp(host, { clock, signal, timeoutMs, samples: 1 })

/** Confirms a clock that is doubted, when the time servers of the installation agree with it. Answers whether they did. */
export async function confirmByTimeServers(
  platform: Platform,
  signal: AbortSignal,
  ask: AskTime,
): Promise<boolean> {
  const { clock } = platform
  const [asked, from] = [clock.now(), clock.monotonic()]
  const hosts = [...new Set(platform.configuration().timeServers)].slice(0, serversMax)
  const samples = await Promise.all(hosts.map((host) => ask(host, platform, signal)))
  // What they agree with must be the clock that is believed then, not one that was set while they were asked.
  const wasSet = Math.abs(clock.now() - asked - (clock.monotonic() - from)) > differenceMsMax
  if (wasSet || !doAgree(samples)) return false
  const actor = { kind: 'system', name: 'events.expiry' } as const
  await runCommand(platform, { permission: 'events:manage-retention', actor }, (tx) =>
    confirmClock(tx, asked, { time: asked, by: 'time-servers' }),
  )
  return true
}

function doAgree(samples: readonly NtpSample[]): boolean {
  const answers = new Map<string, NtpMeasurement>()
  for (const { address, best } of samples)
    if (address !== null && best !== null && isElsewhere(address) && isUsable(best))
      answers.set(address, best)
  const agreeing = [...answers.values()].filter((best) => errorMs(best) <= differenceMsMax).length
  return agreeing >= quorum && agreeing * 2 > answers.size
}

const isUsable = ({ leap, stratum }: NtpMeasurement) => leap !== 3 && stratum > 0 && stratum < 16

/** By how much the clock here may be wrong at most (RFC 5905, section 11.2.2). */
const errorMs = ({ offsetMs, delayMs, rootDelayMs, rootDispersionMs }: NtpMeasurement) =>
  Math.abs(offsetMs) + delayMs / 2 + rootDelayMs / 2 + rootDispersionMs
