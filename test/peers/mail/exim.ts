import { execFileSync, spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { findProgram } from '../../harness/programs.ts'
import { freePorts } from '../../harness/ports.ts'
import type { Issued } from '../tls/authority.ts'

export const account = { username: 'nachweis', password: 'geheim"§ 123' }

export interface EximOptions {
  /** Empty folder of this server, passable for its user. */
  readonly folder: string
  /** Without it no encryption is offered. */
  readonly certificate?: Issued
  /** Only who signed in may send. */
  readonly onlyAccount?: boolean
}

export interface Exim {
  /** Plain or STARTTLS. */
  readonly port: number
  /** TLS from the start. */
  readonly tlsPort: number
  /** Every message delivered so far, as it lies in the maildir. */
  delivered(): string[]
  log(): string
  start(): Promise<void>
  /** SIGKILL for the daemon and everything that it began. */
  kill9(): Promise<void>
}

const attemptsMax = 200

/**
 * A private Exim (Debian: exim4-daemon-light) on loopback that delivers everything for example.org to one maildir; it refuses
 * unknown@ for good and later@ for now. Needs root, as Exim does with a configuration of one's own.
 */
export async function prepareExim(options: EximOptions): Promise<Exim> {
  const { folder } = options
  const program = findProgram('exim4')
  if (!program) throw new Error('exim4 is missing: apt-get install exim4-daemon-light')
  const [port, tlsPort] = (await freePorts(2)) as [number, number]
  const at = (name: string) => join(folder, name)
  for (const name of ['spool', 'log', 'mail', 'tls']) mkdirSync(at(name))
  if (options.certificate) {
    writeFileSync(at('tls/chain.pem'), readFileSync(options.certificate.fullChain))
    writeFileSync(at('tls/key.pem'), readFileSync(options.certificate.key))
  }
  writeFileSync(at('exim.conf'), configuration(options, port, tlsPort), { mode: 0o644 })
  for (const name of ['spool', 'log', 'mail', 'tls'])
    execFileSync('chown', ['-R', 'Debian-exim:Debian-exim', at(name)])
  chmodSync(folder, 0o755)
  let daemon: ChildProcess | null = null
  const killGroup = () => {
    if (daemon?.pid === undefined) return
    try {
      process.kill(-daemon.pid, 'SIGKILL')
    } catch {
      // It is gone already.
    }
  }
  process.once('exit', killGroup)
  return {
    port,
    tlsPort,
    delivered: () => messagesIn(at('mail/new')),
    log: () => messagesIn(at('log')).join(''),
    async start() {
      // A group of its own: the process of each connection dies with it.
      daemon = spawn(program, ['-bdf', '-q1s', '-C', at('exim.conf')], { stdio: 'ignore', detached: true })
      await reachable(port, daemon)
    },
    async kill9() {
      if (daemon === null || daemon.exitCode !== null || daemon.signalCode !== null) return
      const gone = once(daemon, 'exit')
      killGroup()
      await gone
    },
  }
}

function messagesIn(folder: string): string[] {
  try {
    return readdirSync(folder).map((file) => readFileSync(join(folder, file), 'utf8'))
  } catch {
    return []
  }
}

async function reachable(port: number, daemon: ChildProcess): Promise<void> {
  for (let attempt = 0; attempt < attemptsMax; attempt++) {
    if (daemon.exitCode !== null) throw new Error(`exim ended with ${daemon.exitCode}`)
    const open = await new Promise<boolean>((resolve) => {
      const socket = connect(port, '127.0.0.1')
      socket.once('data', () => socket.destroy(resolve(true) as never))
      socket.once('error', () => resolve(false))
    })
    if (open) return
    await sleep(50)
  }
  throw new Error(`exim does not answer on ${port}`)
}

const configuration = (
  { folder, certificate, onlyAccount = false }: EximOptions,
  port: number,
  tlsPort: number,
) => `
exim_user = Debian-exim
exim_group = Debian-exim
primary_hostname = localhost
qualify_domain = example.org
spool_directory = ${folder}/spool
log_file_path = ${folder}/log/%slog
pid_file_path = ${folder}/exim.pid
local_interfaces = 127.0.0.1
daemon_smtp_ports = ${port} : ${tlsPort}
tls_on_connect_ports = ${tlsPort}
log_selector = +tls_cipher +received_recipients
check_spool_space = 0
keep_environment =
ignore_bounce_errors_after = 0s
host_lookup =
rfc1413_query_timeout = 0s
acl_smtp_rcpt = acl_rcpt
tls_advertise_hosts = ${certificate ? '*' : ''}
${certificate ? `tls_certificate = ${folder}/tls/chain.pem\ntls_privatekey = ${folder}/tls/key.pem` : ''}

begin acl
acl_rcpt:
  ${onlyAccount ? 'deny message = sign in first\n       !authenticated = *' : ''}
  deny message = there is nobody of this name
       local_parts = unknown
  defer message = come back later
       local_parts = later
  accept domains = example.org
  deny message = we do not relay

begin routers
everything:
  driver = accept
  transport = maildir

begin transports
maildir:
  driver = appendfile
  maildir_format
  directory = ${folder}/mail
  user = Debian-exim
  envelope_to_add

begin authenticators
plain:
  driver = plaintext
  public_name = PLAIN
  server_advertise_condition = \${if def:tls_in_cipher}
  server_prompts = :
  server_condition = \${if and {{eq{$auth2}{${account.username}}}{eq{$auth3}{${account.password}}}}}
  server_set_id = $auth2
`
