import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { Resolver } from 'node:dns/promises'
import { findProgram } from './programs.ts'

const readyMs = 10_000
const pollMs = 50

/** A private name server on loopback: Debian's dnsmasq, which knows one domain and asks nobody. */
export interface DnsServer {
  /** `127.0.0.1:<port>`, as `outgoing.dnsServers` takes it. */
  readonly address: string
  /** From now on the name has this TXT record. */
  publish(name: string, value: string): Promise<void>
  stop(): Promise<void>
}

/** Whether Debian's dnsmasq is installed. */
export const dnsmasqInstalled = (): boolean => findProgram('dnsmasq', ['/usr/sbin']) !== null

/** Starts it with an empty zone. Throws when the program is missing or does not answer. */
export async function startDns(domain: string, port: number): Promise<DnsServer> {
  const address = `127.0.0.1:${port}`
  let child = await launch(domain, port, [])
  const stop = async () => {
    if (child.exitCode !== null || child.signalCode !== null) return
    const ended = once(child, 'exit')
    child.kill('SIGTERM')
    await ended
  }
  return {
    address,
    async publish(name, value) {
      await stop()
      child = await launch(domain, port, [`--txt-record=${name},${value}`])
    },
    stop,
  }
}

async function launch(domain: string, port: number, records: readonly string[]): Promise<ChildProcess> {
  const dnsmasq = findProgram('dnsmasq', ['/usr/sbin'])
  if (dnsmasq === null) throw new Error('dnsmasq is missing: apt-get install dnsmasq-base')
  const own = [`--port=${port}`, '--listen-address=127.0.0.1', '--bind-interfaces', '--user=root']
  const words = ['--keep-in-foreground', '--conf-file=/dev/null', '--no-resolv', '--no-hosts', '--pid-file=']
  const child = spawn(
    'setpriv',
    ['--pdeathsig=TERM', dnsmasq, ...words, ...own, `--local=/${domain}/`, ...records],
    { stdio: 'ignore' },
  )
  const resolver = new Resolver({ timeout: 500, tries: 1 })
  resolver.setServers([`127.0.0.1:${port}`])
  const deadline = performance.now() + readyMs
  for (;;) {
    const code = await resolver.resolveTxt(domain).then(
      () => null,
      (error: NodeJS.ErrnoException) => error.code,
    )
    if (code === null || code === 'ENOTFOUND' || code === 'ENODATA') return child
    if (child.exitCode !== null || performance.now() > deadline)
      throw new Error(`dnsmasq does not answer (${code})`)
    await new Promise((resolve) => setTimeout(resolve, pollMs))
  }
}
