import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { findProgram } from '../../harness/programs.ts'
import type { Files } from './certificates.ts'

const startMs = 15_000
const stopMs = 10_000

/** Debian's syslog-ng, unpacked beside the installed rsyslog: one package excludes the other (.ci/run). */
const unpacked = '/usr/local/lib/nachweis-peers'

/** A program that takes messages by a Unix socket and sends them on. */
export interface Sender {
  /** For `logger --socket`. */
  readonly socket: string
  /** All that it said. */
  output(): string
  stop(): Promise<void>
}

/** rsyslogd with this configuration behind its Unix socket; `folder` holds its queue. */
export async function startRsyslog(folder: string, lines: readonly string[]): Promise<Sender> {
  mkdirSync(folder, { recursive: true })
  const socket = join(folder, 'in.sock')
  const file = join(folder, 'rsyslog.conf')
  writeFileSync(
    file,
    [
      `global(workDirectory="${folder}" maxMessageSize="64k" processInternalMessages="on")`,
      'module(load="imuxsock" SysSock.Use="off")',
      `input(type="imuxsock" Socket="${socket}" CreatePath="off" RateLimit.Interval="0" useSpecialParser="off" parseHostname="off")`,
      ...lines,
      '',
    ].join('\n'),
  )
  const program = findProgram('rsyslogd')
  if (!program) throw new Error('rsyslogd is missing: apt-get install rsyslog rsyslog-gnutls rsyslog-openssl')
  return started(spawn(program, ['-n', '-f', file, '-i', join(folder, 'pid')]), socket)
}

/** syslog-ng with this configuration behind its Unix socket `s_in`. */
export async function startSyslogNg(folder: string, lines: readonly string[]): Promise<Sender> {
  mkdirSync(folder, { recursive: true })
  const socket = join(folder, 'in.sock')
  const file = join(folder, 'syslog-ng.conf')
  writeFileSync(
    file,
    ['@version: 3.38', `source s_in { unix-dgram("${socket}"); };`, ...lines, ''].join('\n'),
  )
  const program = findProgram('syslog-ng', [`${unpacked}/usr/sbin`])
  if (!program) throw new Error('syslog-ng is missing: see .ci/run')
  const words = ['-F', '-e', '-f', file, '-R', join(folder, 'persist'), '-p', join(folder, 'pid')]
  const modules = program.startsWith(unpacked) ? [`--module-path=${unpacked}/usr/lib/syslog-ng/3.38`] : []
  const environment = { ...process.env, LD_LIBRARY_PATH: `${unpacked}/usr/lib/syslog-ng` }
  const child = spawn(program, [...words, ...modules, '-c', join(folder, 'control')], { env: environment })
  return started(child, socket)
}

async function started(child: ChildProcess, socket: string): Promise<Sender> {
  let output = ''
  child.stdout?.on('data', (chunk: Buffer) => (output += chunk.toString()))
  child.stderr?.on('data', (chunk: Buffer) => (output += chunk.toString()))
  const ended = () => child.exitCode !== null || child.signalCode !== null
  for (const end = performance.now() + startMs; !existsSync(socket); await sleep(20))
    if (ended() || performance.now() > end) {
      child.kill('SIGKILL')
      throw new Error(`it does not start:\n${output}`)
    }
  return {
    socket,
    output: () => output,
    async stop() {
      if (ended()) return
      const exit = once(child, 'exit')
      child.kill('SIGTERM')
      const timer = setTimeout(() => child.kill('SIGKILL'), stopMs)
      await exit
      clearTimeout(timer)
    },
  }
}

/** Debian's logger with these words; one message a line of `text`. */
export async function logger(words: readonly string[], text: string): Promise<void> {
  const program = findProgram('logger')
  if (!program) throw new Error('logger is missing: apt-get install bsdutils')
  const child = spawn(program, words, { stdio: ['pipe', 'ignore', 'pipe'] })
  let complaint = ''
  child.stderr.on('data', (chunk: Buffer) => (complaint += chunk.toString()))
  child.stdin.end(text)
  const [code] = (await once(child, 'exit')) as [number | null]
  if (code !== 0) throw new Error(`logger ends with ${code}: ${complaint}`)
}

export type Driver = 'gtls' | 'ossl'

/** An authority to trust and a certificate to show, for every TLS connection of this rsyslogd. */
export const rsyslogTls = (driver: Driver, ca: string, client: Files): string =>
  `global(defaultNetstreamDriver="${driver}" defaultNetstreamDriverCAFile="${ca}"
    defaultNetstreamDriverCertFile="${client.cert}" defaultNetstreamDriverKeyFile="${client.key}")`

/** The template `out`: RFC 5424 with this structured data. */
export const rsyslogTemplate = (data: string): string =>
  `template(name="out" type="string" string="<%PRI%>1 %TIMESTAMP:::date-rfc3339% %HOSTNAME% %APP-NAME% %PROCID% %MSGID% ${data} %msg%\\n")`

/** Sends all to a port, from a queue on disk; as docs/syslog.md recommends. */
export function rsyslogAction(port: number, driver: Driver | null): string {
  const tls = `StreamDriver="${driver}" StreamDriverMode="1" StreamDriverAuthMode="x509/name" StreamDriverPermittedPeers="localhost"`
  return `action(type="omfwd" target="127.0.0.1" port="${port}" protocol="tcp" template="out" TCP_Framing="octet-counted"
    ${driver === null ? '' : tls}
    ResendLastMSGOnReconnect="on" action.resumeRetryCount="-1" action.resumeInterval="1"
    queue.type="Disk" queue.filename="nachweis" queue.saveOnShutdown="on")`
}
