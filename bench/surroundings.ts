/** What measurements need: a PostgreSQL of their own, processor time of processes, percentiles. */
import { readdirSync, readFileSync } from 'node:fs'
import { startPostgres } from '../test/harness/postgres.ts'

/** An empty PostgreSQL that forces every commit to disk, as in production. */
export async function benchPostgres() {
  const server = await startPostgres({ fsync: true })
  return { url: server.url('postgres'), stop: () => server.stop() }
}

const clockTicksPerSecond = 100

/** Processor seconds, user and system, used so far by all processes whose command line matches. */
export function cpuSecondsOf(pattern: RegExp): number {
  let ticks = 0
  for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    try {
      if (!pattern.test(readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' '))) continue
      const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]!.split(' ')
      ticks += Number(fields[11]) + Number(fields[12]) + Number(fields[13]) + Number(fields[14])
    } catch {
      // It ended meanwhile.
    }
  }
  return ticks / clockTicksPerSecond
}

/** Resident megabytes of one process. */
export function residentMegabytes(pid: number): number {
  const pages = Number(readFileSync(`/proc/${pid}/statm`, 'utf8').split(' ')[1])
  return (pages * 4096) / 1e6
}

export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN
}

export const show = (name: string, value: string) => console.log(`  ${name.padEnd(58)} ${value}`)

/** A number on the command line in place of the usual one: `npm run bench -- events-search 300000`. */
export const given = (usual: number) => Number(process.argv.find((each) => /^\d+$/.test(each)) ?? usual)
