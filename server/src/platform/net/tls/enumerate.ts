import { randomBytes } from 'node:crypto'
import { LimitReached } from './limits.ts'
import type { Offer } from './client-hello.ts'
import type { Reply } from './exchange.ts'
import { groupByCode, olderGroups, tls13Groups } from './groups.ts'
import type { VersionScan, SuiteScan } from './scan-result.ts'
import type { Answer } from './server-flight.ts'
import { olderSuites, suiteByCode, tls13Suites, type Suite } from './suites.ts'
import { versionCodes, type TlsVersion } from './versions.ts'

/** Sends one hello; throws LimitReached. */
export type Ask = (offer: Offer) => Promise<Reply>

/** Servers with a fixed table for the list refuse longer ones. */
const suitesPerHelloMax = 100
const protocolVersionAlert = 70
const x25519 = 29
/** Different leaf certificates that are kept. */
const leavesMax = 10

/** What is known of one version while it is being asked. */
interface Progress {
  readonly version: TlsVersion
  /** Suites not yet offered or not yet chosen, one list a hello. */
  readonly lists: number[][]
  readonly accepted: SuiteScan[]
  readonly groups: number[]
  /** X25519 share for TLS 1.3 servers that do not ask for a group. */
  keyShare: Buffer | null
  problem: string | null
}

/** What was found, and the first offer that was accepted. */
export interface Enumeration {
  readonly versions: readonly VersionScan[]
  readonly accepted: Offer | null
  /** One chain for each leaf that came unencrypted. */
  readonly certificates: readonly SentChain[]
}

/** DER, leaf first. */
export interface SentChain {
  readonly version: TlsVersion
  readonly chain: readonly Buffer[]
}

/**
 * Asks for every version, suite and group by leaving out what was chosen before. First which versions are accepted at
 * all, so that a limit that is reached later hides details only.
 */
export async function enumerate(
  versions: readonly TlsVersion[],
  serverName: string,
  ask: Ask,
): Promise<Enumeration> {
  const all = versions.map(begin)
  const seen = { accepted: null as Offer | null, certificates: [] as SentChain[] }
  const offerOf = (progress: Progress, suites: readonly number[], groups: readonly number[]): Offer => ({
    version: progress.version,
    suites,
    groups,
    serverName,
    keyShare: groups.includes(x25519) ? progress.keyShare : null,
  })
  const next = async (progress: Progress) => {
    const list = progress.lists[0] as number[]
    const offer = offerOf(progress, list, progress.version === 'TLS 1.3' ? tls13Groups : olderGroups)
    const answer = take(progress, await ask(offer), list)
    if (!answer) return
    seen.accepted ??= { ...offer, suites: [answer.suite] }
    keepChain(seen.certificates, progress.version, answer.certificates)
  }
  const groups = (progress: Progress) =>
    enumerateGroups(progress, (suites, left) => ask(offerOf(progress, suites, left)))
  await untilLimit(all, async (progress) => {
    while (progress.lists.length > 0 && progress.accepted.length === 0 && !progress.problem)
      await next(progress)
    if (mayWantKeyShare(progress)) {
      progress.lists.push(tls13Suites.map((suite) => suite.code))
      progress.keyShare = randomBytes(32)
      await next(progress)
    }
  })
  await untilLimit(all, async (progress) => {
    while (progress.lists.length > 0 && !progress.problem) await next(progress)
  })
  await untilLimit(
    all.filter((progress) => progress.accepted.length > 0 && !progress.problem),
    groups,
  )
  return { versions: all.map(result), ...seen }
}

function keepChain(kept: SentChain[], version: TlsVersion, chain: readonly Buffer[]): void {
  const leaf = chain[0]
  if (!leaf || kept.length >= leavesMax || kept.some((other) => other.chain[0]?.equals(leaf))) return
  kept.push({ version, chain })
}

function begin(version: TlsVersion): Progress {
  const suites = (version === 'TLS 1.3' ? tls13Suites : olderSuites).map((suite) => suite.code)
  const lists: number[][] = []
  for (let at = 0; at < suites.length; at += suitesPerHelloMax)
    lists.push(suites.slice(at, at + suitesPerHelloMax))
  return { version, lists, accepted: [], groups: [], keyShare: null, problem: null }
}

const mayWantKeyShare = (progress: Progress) =>
  progress.version === 'TLS 1.3' && progress.accepted.length === 0 && !progress.problem && !progress.keyShare

async function untilLimit(
  all: readonly Progress[],
  work: (progress: Progress) => Promise<void>,
): Promise<void> {
  for (const progress of all) {
    try {
      await work(progress)
    } catch (error) {
      if (!(error instanceof LimitReached)) throw error
      progress.problem ??= error.message
    }
  }
}

/** Notes one reply. Returns the answer when a suite of the list was accepted with the version asked for. */
function take(progress: Progress, reply: Reply, list: number[]): Answer | null {
  if (reply.outcome === 'answer') return takeAnswer(progress, reply.answer, list)
  if (reply.outcome === 'refused') {
    progress.lists.shift()
    if (reply.alert === protocolVersionAlert) progress.lists.length = 0
  } else {
    progress.problem = reply.reason
  }
  return null
}

function takeAnswer(progress: Progress, answer: Answer, list: number[]): Answer | null {
  if (answer.version !== versionCodes[progress.version]) {
    // Another version instead of this one: this one is refused.
    progress.lists.length = 0
    return null
  }
  const at = list.indexOf(answer.suite)
  const suite = suiteByCode(answer.suite)
  if (at === -1 || !suite) {
    progress.problem = 'suite-not-offered'
    return null
  }
  list.splice(at, 1)
  if (list.length === 0) progress.lists.shift()
  progress.accepted.push(suiteScan(suite, answer))
  const group = answer.group ?? answer.keyExchange?.group ?? null
  if (group !== null && !progress.groups.includes(group)) progress.groups.push(group)
  return answer
}

const suiteScan = (suite: Suite, answer: Answer): SuiteScan => ({
  name: suite.name,
  aead: suite.aead,
  forwardSecrecy: suite.forwardSecrecy,
  authenticated: suite.authenticated,
  dhe: suite.parameters === 'dhe',
  dhBits: answer.keyExchange?.dhBits ?? null,
})

// Elliptic-curve suites before TLS 1.3; with TLS 1.3 groups and suites are independent.
async function enumerateGroups(
  progress: Progress,
  askWith: (suites: readonly number[], groups: readonly number[]) => Promise<Reply>,
): Promise<void> {
  const is13 = progress.version === 'TLS 1.3'
  const names = new Set(progress.accepted.map((suite) => suite.name))
  const suites = (is13 ? tls13Suites : olderSuites).filter(
    (suite) => names.has(suite.name) && (is13 || suite.parameters === 'ecdhe'),
  )
  if (suites.length === 0) return
  let left = (is13 ? tls13Groups : olderGroups).filter((code) => !progress.groups.includes(code))
  while (left.length > 0) {
    const reply = await askWith(
      suites.map((suite) => suite.code),
      left,
    )
    if (reply.outcome === 'refused') return
    if (reply.outcome !== 'answer') {
      progress.problem = reply.reason
      return
    }
    const group = reply.answer.group ?? reply.answer.keyExchange?.group ?? null
    if (group === null || !left.includes(group)) return
    progress.groups.push(group)
    left = left.filter((code) => code !== group)
  }
}

function result(progress: Progress): VersionScan {
  const accepted = progress.accepted.length > 0
  return {
    version: progress.version,
    outcome: accepted ? 'accepted' : progress.problem ? 'unclear' : 'refused',
    problem: progress.problem,
    suites: progress.accepted,
    groups: progress.groups.map((code) => {
      const { name, kind, bits } = groupByCode(code)
      return { name, kind, bits }
    }),
  }
}
