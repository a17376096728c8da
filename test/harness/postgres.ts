import { execFile, spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { chmod, chown, mkdtemp, open, readFile, rm } from 'node:fs/promises'
import { tmpdir, userInfo } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import pg from 'pg'
import { freePorts } from './ports.ts'
import { findProgram, postgresFolders } from './programs.ts'

const run = promisify(execFile)
const attemptsMax = 3
const startMs = 30_000
const stopMs = 20_000
const pollMs = 50
const user = 'nachweis'

export interface Postgres {
  /** A connection string with this host and port for the named database, over loopback TCP. */
  url(database: string): string
  /** The Unix socket's folder, usable as `host` in libpq. */
  readonly socketFolder: string
  readonly port: number
  /** Ids of the server and the processes that it has for its connections now. */
  processes(): Promise<number[]>
  /** Ends the server at once, as a power cut would; the data stay on disk. */
  kill9(): Promise<void>
  /** Starts the server again on the same data and port. */
  restart(): Promise<void>
  /** Stops the server and deletes its folder. */
  stop(): Promise<void>
}

export interface PostgresOptions {
  /** true: as in production. Default false: tests need speed and never outlive the machine. */
  readonly fsync?: boolean
  /** Further settings, e.g. `{ max_connections: '20' }`. */
  readonly settings?: Readonly<Record<string, string>>
}

/** Whether Debian's PostgreSQL (or another in PATH) is installed. */
export function postgresInstalled(): boolean {
  return findProgram('initdb', postgresFolders()) !== null
}

/** Starts an own PostgreSQL in a scratch folder on a free port. Throws an Error with the server's log when it cannot. */
export async function startPostgres(options: PostgresOptions = {}): Promise<Postgres> {
  const account = await unprivilegedAccount()
  // Short, because a Unix socket's path holds 107 bytes; not TMPDIR of a root shell, which the other account may not enter.
  const folder = await mkdtemp(join(account === null ? tmpdir() : '/tmp', 'nachweis-pg-'))
  await chmod(folder, 0o700)
  if (account !== null) await chown(folder, account.uid, account.gid)
  const data = join(folder, 'data')
  try {
    const [initdb, ...words] = command(account, 'initdb', [
      '-D',
      data,
      '-U',
      user,
      '-A',
      'trust',
      '-E',
      'UTF8',
      '--no-sync',
    ])
    await run(initdb as string, [...words, '--locale=C.UTF-8'], { cwd: folder })
    for (let attempt = 1; ; attempt++) {
      const [port] = (await freePorts(1)) as [number]
      try {
        return await serve(account, folder, port, options)
      } catch (error) {
        if (attempt === attemptsMax) throw error
      }
    }
  } catch (error) {
    await rm(folder, { recursive: true, force: true })
    throw error
  }
}

async function serve(
  account: Account | null,
  folder: string,
  port: number,
  options: PostgresOptions,
): Promise<Postgres> {
  const start = () => launch(account, folder, port, options)
  let child = await start()
  return {
    url: (database) => `postgres://${user}@127.0.0.1:${port}/${database}`,
    socketFolder: folder,
    port,
    async processes() {
      const parent = child.pid as number
      return [
        parent,
        ...(await readFile(`/proc/${parent}/task/${parent}/children`, 'utf8'))
          .trim()
          .split(' ')
          .filter(Boolean)
          .map(Number),
      ]
    },
    async kill9() {
      await end(child, 'SIGKILL')
    },
    async restart() {
      child = await start()
    },
    async stop() {
      await end(child, 'SIGINT')
      await rm(folder, { recursive: true, force: true })
    },
  }
}

async function launch(
  account: Account | null,
  folder: string,
  port: number,
  options: PostgresOptions,
): Promise<ChildProcess> {
  const safe = options.fsync === true ? 'on' : 'off'
  const settings = {
    listen_addresses: '127.0.0.1',
    port: String(port),
    unix_socket_directories: folder,
    fsync: safe,
    full_page_writes: safe,
    shared_buffers: '64MB',
    max_connections: '60',
    ...options.settings,
  }
  const words = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])
  const [program, ...rest] = command(account, 'postgres', ['-D', join(folder, 'data'), ...words])
  const log = await open(join(folder, 'log'), 'a')
  const child = spawn(program as string, rest, { cwd: folder, stdio: ['ignore', log.fd, log.fd] })
  await log.close()
  try {
    await untilReady(child, port)
  } catch (error) {
    await end(child, 'SIGKILL')
    throw new Error(`PostgreSQL does not start:\n${await readFile(join(folder, 'log'), 'utf8')}`, {
      cause: error,
    })
  }
  return child
}

async function untilReady(child: ChildProcess, port: number): Promise<void> {
  const deadline = performance.now() + startMs
  for (;;) {
    if (child.exitCode !== null) throw new Error(`postgres ended with ${child.exitCode}`)
    const client = new pg.Client({ host: '127.0.0.1', port, user, database: 'postgres' })
    try {
      await client.connect()
      await client.end()
      return
    } catch (error) {
      if (performance.now() > deadline) throw error
      await new Promise((resolve) => setTimeout(resolve, pollMs))
    }
  }
}

/** Sends the signal and waits for the end; kills after `stopMs`. */
async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const ended = once(child, 'exit')
  child.kill(signal)
  const timer = setTimeout(() => child.kill('SIGKILL'), stopMs)
  await ended
  clearTimeout(timer)
}

interface Account {
  readonly name: string
  readonly uid: number
  readonly gid: number
}

/** PostgreSQL refuses to run as root: then it runs as `postgres`, else as `nobody`. null: as ourselves. */
async function unprivilegedAccount(): Promise<Account | null> {
  if (userInfo().uid !== 0) return null
  const accounts = (await readFile('/etc/passwd', 'utf8')).split('\n').map((line) => line.split(':'))
  for (const name of ['postgres', 'nobody']) {
    const found = accounts.find((fields) => fields[0] === name)
    if (found) return { name, uid: Number(found[2]), gid: Number(found[3]) }
  }
  throw new Error('PostgreSQL does not run as root, and there is neither an account postgres nor nobody.')
}

/** The words to run a PostgreSQL program: as the account, and ended by the kernel when we end without stopping it. */
function command(account: Account | null, name: string, words: readonly string[]): string[] {
  const program = findProgram(name, postgresFolders())
  if (program === null) throw new Error(`${name} is not installed: apt-get install postgresql`)
  const setpriv = findProgram('setpriv')
  if (setpriv !== null) {
    const as = account === null ? [] : [`--reuid=${account.uid}`, `--regid=${account.gid}`, '--clear-groups']
    return [setpriv, ...as, '--pdeathsig=INT', program, ...words]
  }
  return account === null ? [program, ...words] : ['runuser', '-u', account.name, '--', program, ...words]
}
