import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { freePorts } from './ports.ts'

const entry = join(import.meta.dirname, '../../server/dist/main.js')
const readyMs = 60_000
const stopMs = 20_000
const pollMs = 50
const outputCharactersMax = 1_000_000

export interface ServerOptions {
  /** Kept after `stop`; default: a scratch folder that `stop` deletes. */
  readonly dataDir?: string
  /** Default: the embedded database. */
  readonly databaseUrl?: string | null
  /** Text of nachweis.yaml; default: what the server writes itself. */
  readonly configuration?: string
  /** Default: free ports. Give those of an earlier server to start it again in the same place. */
  readonly ports?: { readonly http: number; readonly https: number }
  /** Further environment variables, last word. */
  readonly environment?: Readonly<Record<string, string>>
  /** Default 60 s. */
  readonly readyMs?: number
  /** Default `/readyz`; `/healthz` for a server that is not to become ready. */
  readonly awaits?: '/readyz' | '/healthz'
}

export interface RunningServer {
  /** `http://127.0.0.1:<port>` */
  readonly baseUrl: string
  /** `https://localhost:<port>` with a certificate that no store knows. */
  readonly httpsUrl: string
  readonly dataDir: string
  readonly ports: { readonly http: number; readonly https: number }
  readonly pid: number
  /** All that the server wrote so far, standard output and error together. */
  output(): string
  /** Ends the server as a power cut would; the data folder stays for the next start. */
  kill9(): Promise<void>
  /** SIGTERM; resolves to the exit code. Throws when the server does not end within 20 s. Deletes a scratch folder. */
  stop(): Promise<number | null>
}

/** Starts the built server and waits for `/readyz`. Throws an Error with the server's output when it does not get there. */
export async function startServer(options: ServerOptions = {}): Promise<RunningServer> {
  if (!existsSync(entry)) throw new Error('server/dist/main.js is missing: build first (npm run build)')
  const scratch = options.dataDir === undefined ? await mkdtemp(join(tmpdir(), 'nachweis-server-')) : null
  const dataDir = options.dataDir ?? (scratch as string)
  const ports = options.ports ?? (await freePortPair())
  if (options.configuration !== undefined)
    await writeFile(join(dataDir, 'nachweis.yaml'), options.configuration)
  const child = spawn(process.execPath, [entry], {
    env: environmentOf(options, dataDir, ports),
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const killWithUs = () => child.kill('SIGKILL')
  process.once('exit', killWithUs)
  child.once('exit', () => process.off('exit', killWithUs))
  const output = collect(child)
  const removeScratch = async () => {
    if (scratch !== null) await rm(scratch, { recursive: true, force: true })
  }
  const baseUrl = `http://127.0.0.1:${ports.http}`
  try {
    await untilReady(child, baseUrl + (options.awaits ?? '/readyz'), options.readyMs ?? readyMs)
  } catch (error) {
    await kill(child)
    await removeScratch()
    throw new Error(`the server does not get ready (${String(error)}):\n${output()}`, { cause: error })
  }
  return {
    baseUrl,
    httpsUrl: `https://localhost:${ports.https}`,
    dataDir,
    ports,
    pid: child.pid as number,
    output,
    kill9: () => kill(child),
    async stop() {
      const code = await terminate(child, output)
      await removeScratch()
      return code
    },
  }
}

function environmentOf(options: ServerOptions, dataDir: string, ports: { http: number; https: number }) {
  return {
    PATH: process.env['PATH'],
    HOME: process.env['HOME'],
    DATA_DIR: dataDir,
    PORT: String(ports.http),
    TLS_PORT: String(ports.https),
    HOST: '127.0.0.1',
    DATABASE_URL: options.databaseUrl ?? '',
    ...options.environment,
  }
}

async function freePortPair() {
  const [http, https] = (await freePorts(2)) as [number, number]
  return { http, https }
}

function collect(child: ChildProcess): () => string {
  let text = ''
  const take = (chunk: Buffer) => {
    text = (text + chunk.toString()).slice(-outputCharactersMax)
  }
  child.stdout?.on('data', take)
  child.stderr?.on('data', take)
  return () => text
}

async function untilReady(child: ChildProcess, url: string, budgetMs: number): Promise<void> {
  const deadline = performance.now() + budgetMs
  for (;;) {
    if (ended(child)) throw new Error(`it ended with ${child.exitCode ?? child.signalCode}`)
    const answer = await fetch(url, { signal: AbortSignal.timeout(2_000) }).then(
      (response) => response.status,
      (error: unknown) => String(error),
    )
    if (answer === 200) return
    if (performance.now() > deadline) throw new Error(`${url} answers ${answer} after ${budgetMs} ms`)
    await new Promise((resolve) => setTimeout(resolve, pollMs))
  }
}

const ended = (child: ChildProcess) => child.exitCode !== null || child.signalCode !== null

async function kill(child: ChildProcess): Promise<void> {
  if (ended(child)) return
  const exit = once(child, 'exit')
  child.kill('SIGKILL')
  await exit
}

async function terminate(child: ChildProcess, output: () => string): Promise<number | null> {
  if (ended(child)) return child.exitCode
  const exit = once(child, 'exit')
  child.kill('SIGTERM')
  const timer = setTimeout(() => child.kill('SIGKILL'), stopMs)
  await exit
  clearTimeout(timer)
  if (child.signalCode === 'SIGKILL')
    throw new Error(`the server did not end ${stopMs} ms after SIGTERM:\n${output()}`)
  return child.exitCode
}
