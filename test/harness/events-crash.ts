import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { sourceToken } from './event-source.ts'
import { verify, withoutBrowser } from './operate.ts'
import { startPostgres, type Postgres } from './postgres.ts'
import { startServer, type RunningServer } from './server.ts'
import { setUpOwner } from './signed-in.ts'

export interface EventsCrashReport {
  /** Events of which `send` said that they are in the spool. */
  readonly ledger: number
  readonly stored: number
  /** In the ledger, but not stored. */
  readonly lost: readonly string[]
  /** Stored more than once. */
  readonly doubled: readonly string[]
  /** Stored, but no leaf of the tree of events. */
  readonly leafless: number
  /** What the verifier says against it at the end, with the head of the beginning in mind. */
  readonly problems: readonly string[]
  readonly kills: Readonly<Record<Victim, number>>
  /** Kills that came after all was sent, and so tried nothing. */
  readonly late: number
  readonly seconds: number
}

export type Victim = 'server' | 'database' | 'client'

const sender = join(import.meta.dirname, 'spooling-sender.ts')
const delayMsMax = 400
const drainMs = 30_000
const endMs = 10_000
const pollMs = 50
const sourceName = 'Telefonanlage'

/**
 * Sends events from a program of its own to a server on PostgreSQL with fsync, and kills the named victims one after the
 * other with SIGKILL, evenly over what the server has acknowledged. Compares ledger and store at the end.
 */
export async function eventsCrashRun(events: number, victims: readonly Victim[]): Promise<EventsCrashReport> {
  const dataDir = await mkdtemp(join(tmpdir(), 'nachweis-events-crash-'))
  const postgres = await startPostgres({ fsync: true })
  const options = { dataDir, databaseUrl: postgres.url('postgres'), environment: withoutBrowser }
  let server: RunningServer | null = null
  try {
    server = await startServer(options)
    const program = new Program(
      server.baseUrl,
      await sourceToken(await setUpOwner(server), sourceName),
      dataDir,
      events,
    )
    const before = await verify(server, null)
    const start = performance.now()
    program.start()
    let late = 0
    for (const [turn, victim] of victims.entries()) {
      await program.acknowledges(Math.floor(((turn + 1) * events) / (victims.length + 1)))
      await pause(Math.random() * delayMsMax)
      if (program.hasEnded) late++
      if (victim === 'client') await program.killAndRestart()
      if (victim === 'database') await killDatabase(postgres)
      if (victim === 'server') {
        await server.kill9()
        server = await startServer({ ...options, ports: server.ports })
      }
    }
    await program.ends()
    const seconds = (performance.now() - start) / 1_000
    const found = await compare(postgres, await program.ledger())
    const { problems } = await verify(server, before.memory)
    const kills = { server: 0, database: 0, client: 0 }
    for (const victim of victims) kills[victim]++
    return {
      ...found,
      kills,
      late,
      seconds,
      problems: problems.map(({ where, message }) => `${where}: ${message}`),
    }
  } finally {
    await server?.stop()
    await postgres.stop()
    await rm(dataDir, { recursive: true })
  }
}

/** The program that sends: killed and started again it goes on with new names, until all are sent. */
class Program {
  readonly #url: string
  readonly #token: string
  readonly #ledgerFile: string
  readonly #folder: string
  readonly #events: number
  #run = 0
  #earlier = 0
  #acknowledged = 0
  #child: ChildProcess | null = null

  constructor(url: string, token: string, dataDir: string, events: number) {
    this.#url = url
    this.#token = token
    this.#events = events
    this.#folder = join(dataDir, 'spool')
    this.#ledgerFile = join(dataDir, 'ledger')
  }

  start(): void {
    const left = String(Math.max(0, this.#events - this.#earlier - this.#acknowledged))
    this.#earlier += this.#acknowledged
    this.#acknowledged = 0
    const words = [sender, this.#url, this.#token, this.#folder, this.#ledgerFile, `run${++this.#run}`, left]
    this.#child = spawn(process.execPath, words, { stdio: ['ignore', 'pipe', 'inherit'] })
    this.#child.stdout?.on('data', (chunk: Buffer) => {
      this.#acknowledged = Number(chunk.toString().trimEnd().split('\n').at(-1))
    })
  }

  get hasEnded(): boolean {
    return this.#child?.exitCode !== null
  }

  /** Waits until the server has acknowledged so many, or the program has ended. */
  async acknowledges(count: number): Promise<void> {
    while (this.#earlier + this.#acknowledged < count && !this.hasEnded) await pause(pollMs / 5)
    this.#requireWell()
  }

  async killAndRestart(): Promise<void> {
    const child = this.#child as ChildProcess
    if (child.exitCode === null) {
      const exit = once(child, 'exit')
      child.kill('SIGKILL')
      await exit
    }
    this.start()
  }

  async ends(): Promise<void> {
    if (!this.hasEnded) await once(this.#child as ChildProcess, 'exit')
    this.#requireWell()
  }

  /** A sender that gave up would make a run of nothing but kills. */
  #requireWell(): void {
    const { exitCode, signalCode } = this.#child as ChildProcess
    if ((exitCode ?? 0) !== 0 || signalCode !== null)
      throw new Error(`the sender ended with ${exitCode ?? signalCode}`)
  }

  async ledger(): Promise<string[]> {
    if (!existsSync(this.#ledgerFile)) return []
    return (await readFile(this.#ledgerFile, 'utf8')).trimEnd().split('\n')
  }
}

async function killDatabase(postgres: Postgres): Promise<void> {
  const processes = await postgres.processes()
  await postgres.kill9()
  // A new server refuses to start while those of the old one are still ending.
  const deadline = performance.now() + endMs
  while (processes.some((id) => existsSync(`/proc/${id}`)) && performance.now() < deadline)
    await pause(pollMs)
  await postgres.restart()
}

async function compare(postgres: Postgres, ledger: readonly string[]) {
  const database = new pg.Client({ connectionString: postgres.url('postgres') })
  await database.connect()
  try {
    const number = async (query: string) => Number((await database.query(query)).rows[0].n)
    const deadline = performance.now() + drainMs
    while ((await number('select count(*) as n from log.event_pending')) > 0 && performance.now() < deadline)
      await pause(pollMs)
    // The installation's own checks send events too.
    const { rows } = await database.query<{ name: string; count: number }>(
      `select body::json ->> 'name' as name, count(*)::int as count from events.event
       where source = (select number from events.source where name = '${sourceName}') group by 1`,
    )
    const stored = new Map(rows.map(({ name, count }) => [name, count]))
    return {
      ledger: ledger.length,
      stored: rows.reduce((sum, { count }) => sum + count, 0),
      lost: ledger.filter((name) => !stored.has(name)),
      doubled: rows.filter(({ count }) => count > 1).map(({ name }) => name),
      leafless: await number(
        `select count(*) as n from events.event where not exists
          (select 1 from log.event_batch as leaves where leaves.batch = event.batch and event.place < leaves.count)`,
      ),
    }
  } finally {
    await database.end()
  }
}

const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms))
