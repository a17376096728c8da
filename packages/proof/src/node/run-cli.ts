import { statSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { fromUtf8 } from '../bytes.ts'
import type { Text } from '../records.ts'
import { parseVerifierKey } from '../verifier-key.ts'
import { verifyInstallation } from '../verifier.ts'
import { messageOf, type Memory, type Report } from '../verify/report.ts'
import { SourceError, type Source } from '../verify/source.ts'
import { repeatChecks, type Repeatable } from './again.ts'
import { readArguments, usage, UsageError, type Arguments } from './arguments.ts'
import { folderSource, savingSource } from './folder-source.ts'
import { httpSource } from './http-source.ts'
import { loadMemory, MemoryError, storeMemory } from './memory-file.ts'
import { printExport } from './print-export.ts'
import { printable, printRepeated, printReport } from './print.ts'
import { verifyExport } from './verify-export.ts'

export const exitCodes = { agrees: 0, disagrees: 1, notVerified: 2 } as const

/** What the program needs of its surroundings. */
export interface Surroundings {
  readonly language: keyof Text
  /** Where key and head are remembered unless `--memory` names another folder. */
  readonly memoryFolder: string
  readonly now: () => number
  readonly out: (text: string) => void
  readonly err: (text: string) => void
  readonly repeatable: Repeatable
}

/** Runs the program; answers its exit code and never throws for what it meets. */
export async function runCli(argv: readonly string[], surroundings: Surroundings): Promise<number> {
  try {
    const parsed = readArguments(argv, surroundings.language)
    if (parsed && isFile(parsed.target)) return await runExport(parsed, surroundings)
    if (parsed) return await run(parsed, surroundings)
    surroundings.out(usage)
    return exitCodes.agrees
  } catch (error) {
    const expected =
      error instanceof UsageError || error instanceof SourceError || error instanceof MemoryError
    surroundings.err(`${printable(expected ? error.message : `unexpected: ${messageOf(error)}`)}\n`)
    if (error instanceof UsageError) surroundings.err(`\n${usage}`)
    return exitCodes.notVerified
  }
}

const isFile = (target: string) => statSync(target, { throwIfNoEntry: false })?.isFile() === true

async function runExport(parsed: Arguments, surroundings: Surroundings): Promise<number> {
  const folder = parsed.memoryFolder ?? surroundings.memoryFolder
  const report = await verifyExport(parsed.target, {
    key: parsed.key,
    memoryOf: (origin) => loadMemory(folder, null, origin),
  })
  const shown = parsed.json ? `${JSON.stringify(report, null, 2)}\n` : printExport(report, parsed.language)
  surroundings.out(shown)
  return report.agrees ? exitCodes.agrees : exitCodes.disagrees
}

const retryMs = 2000

async function run(parsed: Arguments, surroundings: Surroundings): Promise<number> {
  const { source, address, close } = openTarget(parsed.target)
  try {
    const kept = parsed.saveFolder === null ? source : savingSource(source, parsed.saveFolder)
    const folder = parsed.memoryFolder ?? surroundings.memoryFolder
    const memory = await remembered(kept, folder, address)
    const at = parsed.at
    const report = await verifyInstallation(kept, memory, {
      ...(parsed.key !== null && { key: parsed.key }),
      now: at !== null ? () => at : address === null ? 'signed' : surroundings.now,
      quick: parsed.quick,
      ...(address !== null && { beforeRetry: () => pause(retryMs) }),
    })
    if (report.memory) await storeMemory(folder, lastingAddress(address, report.memory.origin), report.memory)
    return await show(report, parsed, surroundings, address === null && at === null)
  } finally {
    close()
  }
}

/**
 * On one's own machine installations come and go at one port; without a public address each has a random origin below
 * `localhost/`, and that alone tells them apart.
 */
function lastingAddress(address: string | null, origin: string): string | null {
  const passing =
    /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])(:|\/|$)/.test(address ?? '') && origin.startsWith('localhost/')
  return passing ? null : address
}

interface Target {
  readonly source: Source
  /** Host and path; null for a folder. */
  readonly address: string | null
  readonly close: () => void
}

/** A folder that exists, else an address; without a scheme https. Throws UsageError. */
function openTarget(target: string): Target {
  if (statSync(target, { throwIfNoEntry: false })?.isDirectory()) {
    return { source: folderSource(target), address: null, close: () => {} }
  }
  const url = URL.parse(target.includes('://') ? target : `https://${target}`)
  const isHost = url !== null && (target.includes('://') || /^[\w-]+(\.[\w-]+)+/.test(target))
  if (!isHost || (url.protocol !== 'https:' && url.protocol !== 'http:')) {
    throw new UsageError(`“${target}” is neither a folder nor an http(s) address.`)
  }
  const source = httpSource(url)
  return { source, address: url.host + url.pathname.replace(/\/$/, ''), close: () => source.close() }
}

/** Which log it claims to be decides which memory counts; whether it is that log, the verification decides. */
async function remembered(source: Source, folder: string, address: string | null): Promise<Memory | null> {
  const bytes = await source.get('/log/key')
  if (!bytes) throw new SourceError('/log/key', 'There is no Nachweis installation: /log/key is missing.')
  let origin: string
  try {
    origin = parseVerifierKey(fromUtf8(bytes).trim()).name
  } catch {
    // The verification will say what is wrong with the key; nothing can be remembered of it.
    return address === null ? null : loadMemory(folder, address, '')
  }
  return loadMemory(folder, lastingAddress(address, origin), origin)
}

async function show(
  report: Report,
  parsed: Arguments,
  surroundings: Surroundings,
  saved: boolean,
): Promise<number> {
  const repeated = parsed.again ? await repeatChecks(report, surroundings.repeatable) : null
  if (parsed.json) {
    surroundings.out(`${JSON.stringify({ ...report, repeated }, null, 2)}\n`)
  } else {
    surroundings.out(printReport(report, parsed.language, report.memory?.key ?? null, saved))
    if (repeated) surroundings.out(printRepeated(repeated, parsed.language))
  }
  if (report.problems.length > 0 && report.problems.every(({ code }) => code === 'unreachable'))
    return exitCodes.notVerified
  return report.agrees && !repeated?.differing.length ? exitCodes.agrees : exitCodes.disagrees
}

/** The user's state folder: XDG base directories, else `~/.local/state`. */
export const defaultMemoryFolder = (home: string, stateHome: string | undefined): string =>
  join(stateHome?.startsWith('/') ? stateHome : join(home, '.local', 'state'), 'nachweis-verify')
