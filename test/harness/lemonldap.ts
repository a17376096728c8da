import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync } from 'node:fs'
import { mkdtemp, open, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  lemonldapConfiguration,
  lemonldapIni,
  lemonldapPsgi,
  type LemonldapSettings,
} from './lemonldap-configuration.ts'
import { freePorts } from './ports.ts'
import { findProgram } from './programs.ts'
import { signingKey, type SigningKey } from './signing-key.ts'

const readyMs = 30_000
const stopMs = 10_000
const pollMs = 100
const askMs = 5_000
const workers = 2
const logCharactersMax = 6_000

/** The users of the portal's demonstration mode; the password is the name. */
export const lemonldapUsers = {
  dwho: { name: 'Doctor Who', email: 'dwho@badwolf.org', groups: ['timelords', 'users'] },
  rtyler: { name: 'Rose Tyler', email: 'rtyler@badwolf.org', groups: ['earthlings', 'users'] },
} as const

export interface LemonldapOptions extends LemonldapSettings {
  /** Default: a free port. Known beforehand (`freePorts`), the service providers can be told where the portal will be. */
  readonly port?: number
  /** How far the portal's clock is ahead (negative: behind), in seconds, by Debian's faketime. Default 0. */
  readonly clockAheadS?: number
  /** Default: a fresh RSA key. Give another to rotate it. */
  readonly signing?: SigningKey
}

export interface Lemonldap {
  /** `http://127.0.0.1:<port>/`; also the issuer of OpenID Connect, without the slash. */
  readonly portalUrl: string
  /** `<portalUrl>saml/metadata`: the entity ID, and where the identity provider's metadata are. */
  readonly samlMetadataUrl: string
  /** What OpenID Connect discovery takes; the document is below `/.well-known/openid-configuration`. */
  readonly oidcIssuer: string
  readonly signing: SigningKey
  /** All that the portal has logged so far. */
  log(): Promise<string>
  /** Ends the portal and deletes its folder. */
  stop(): Promise<void>
}

/** Whether Debian's lemonldap-ng portal, its SAML library and the web server for it are installed. */
export function lemonldapInstalled(): boolean {
  return (
    findProgram('starman') !== null &&
    findProgram('llngDeleteSession', ['/usr/share/lemonldap-ng/bin']) !== null
  )
}

/**
 * Starts a private lemonldap-ng portal in a scratch folder on loopback: demonstration users, SAML identity provider and
 * OpenID Connect provider for the parties given. Touches no system service. Throws an Error with the portal's log.
 */
export async function startLemonldap(options: LemonldapOptions = {}): Promise<Lemonldap> {
  const folder = await mkdtemp(join(tmpdir(), 'nachweis-llng-'))
  try {
    const port = options.port ?? (await freePorts(1))[0] ?? 0
    const signing = options.signing ?? signingKey('lemonldap')
    const portalUrl = `http://127.0.0.1:${port}/`
    for (const name of ['conf', 'sessions/lock', 'psessions/lock', 'cache', 'notifications', 'captcha'])
      mkdirSync(join(folder, name), { recursive: true })
    const configuration = lemonldapConfiguration(folder, portalUrl, signing, options)
    await writeFile(join(folder, 'conf/lmConf-1.json'), JSON.stringify(configuration))
    await writeFile(join(folder, 'lemonldap-ng.ini'), lemonldapIni(folder))
    await writeFile(join(folder, 'portal.psgi'), lemonldapPsgi)
    const child = await launch(folder, port, options.clockAheadS ?? 0)
    return {
      portalUrl,
      samlMetadataUrl: `${portalUrl}saml/metadata`,
      oidcIssuer: portalUrl.slice(0, -1),
      signing,
      log: () => readFile(join(folder, 'log'), 'utf8'),
      async stop() {
        await end(child)
        await rm(folder, { recursive: true, force: true })
      },
    }
  } catch (error) {
    await rm(folder, { recursive: true, force: true })
    throw error
  }
}

async function launch(folder: string, port: number, clockAheadS: number): Promise<ChildProcess> {
  const starman = findProgram('starman')
  if (starman === null) throw new Error('starman is missing: apt-get install starman')
  const words = [starman, '--listen', `127.0.0.1:${port}`, '--workers', String(workers)]
  // A connection that it closes while a client uses it again would fail that client's request.
  words.push('--disable-keepalive', 'portal.psgi')
  // The time stands still relative to the machine's: only moved.
  if (clockAheadS !== 0) words.unshift('faketime', '-f', `${clockAheadS > 0 ? '+' : ''}${clockAheadS}s`)
  const log = await open(join(folder, 'log'), 'a')
  const child = spawn('setpriv', ['--pdeathsig=TERM', ...words], {
    cwd: folder,
    env: { ...process.env, LLNG_DEFAULTCONFFILE: join(folder, 'lemonldap-ng.ini') },
    stdio: ['ignore', log.fd, log.fd],
  })
  await log.close()
  try {
    await untilReady(child, port)
  } catch (error) {
    await end(child)
    const said = (await readFile(join(folder, 'log'), 'utf8')).slice(0, logCharactersMax)
    throw new Error(`lemonldap-ng does not start:\n${said}`, { cause: error })
  }
  return child
}

async function untilReady(child: ChildProcess, port: number): Promise<void> {
  const deadline = performance.now() + readyMs
  for (;;) {
    if (child.exitCode !== null) throw new Error(`starman ended with ${child.exitCode}`)
    const url = `http://127.0.0.1:${port}/saml/metadata`
    const answer = await fetch(url, { signal: AbortSignal.timeout(askMs) }).catch(() => null)
    if (answer?.ok === true) return
    // A portal that cannot read its configuration says so to every question.
    if (answer?.status === 500 || performance.now() > deadline)
      throw new Error(`the last answer was ${answer?.status ?? 'none'}`)
    await new Promise((resolve) => setTimeout(resolve, pollMs))
  }
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const ended = once(child, 'exit')
  child.kill('SIGTERM')
  const timer = setTimeout(() => child.kill('SIGKILL'), stopMs)
  await ended
  clearTimeout(timer)
}
