import { execFile } from 'node:child_process'
import { mkdtempSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { serverName, type Claim } from './nginx.ts'

const run = promisify(execFile)
const runMs = 300_000

/** What a referee thinks of each claim; null where it does not look. */
export type Opinion = Readonly<Record<Claim, 'holds' | 'fails' | null>>

interface RefereeSuite {
  readonly name: string
  readonly dhBits: number | null
}

const allowed = ['TLSv1.2', 'TLSv1.3']
const verdict = (holds: boolean) => (holds ? 'holds' : 'fails')

/** By OpenSSL names: AEAD, ephemeral key exchange, and a group of 2048 bits at least. */
const strong = ({ name, dhBits }: RefereeSuite) =>
  /GCM|CCM|CHACHA20/.test(name) && /^(ECDHE-|DHE-|TLS_)/.test(name) && (dhBits ?? 2048) >= 2048

const longEnough = (kind: string, bits: number) => (kind.startsWith('EC') ? bits >= 256 : bits >= 2048)

function opinionOn(
  accepted: readonly string[],
  suites: readonly RefereeSuite[],
  key: boolean,
  certificate: Opinion['certificate'],
): Opinion {
  if (accepted.length === 0) throw new Error('the referee saw no protocol at all')
  return {
    protocols: verdict(accepted.every((version) => allowed.includes(version))),
    'cipher-suites': suites.length === 0 ? null : verdict(suites.every(strong)),
    'key-size': verdict(key && suites.every(({ dhBits }) => (dhBits ?? 2048) >= 2048)),
    certificate,
  }
}

/** sslscan does not follow the chain: of certificates it can only tell what is wrong with the leaf. */
export async function sslscan(port: number): Promise<Opinion> {
  const options = [
    '--xml=-',
    `--sni-name=${serverName}`,
    '--no-heartbleed',
    '--no-renegotiation',
    '--no-fallback',
    '--no-compression',
  ]
  const { stdout } = await run('sslscan', [...options, `127.0.0.1:${port}`], { timeout: runMs })
  const elements = [...stdout.matchAll(/<(protocol|cipher|pk) ([^>]*?)\/?>/g)].map(([, name, list]) => ({
    name,
    attributes: Object.fromEntries(
      [...(list ?? '').matchAll(/(\w+)="([^"]*)"/g)].map(([, key, value]) => [key, value]),
    ),
  }))
  const named = (name: string) =>
    elements.filter((element) => element.name === name).map(({ attributes }) => attributes)
  const accepted = named('protocol')
    .filter(({ enabled }) => enabled === '1')
    .map(({ type, version }) => (type === 'tls' ? `TLSv${version}` : `SSLv${version}`))
  const suites = named('cipher').map(({ cipher = '', dhebits }) => ({
    name: cipher,
    dhBits: dhebits === undefined ? null : Number(dhebits),
  }))
  const [key] = named('pk')
  if (!key) throw new Error('sslscan saw no key')
  // Of elliptic curves it states the strength, half of the size.
  const bits = key['type'] === 'EC' ? Number(key['bits']) * 2 : Number(key['bits'])
  const faulty = /<(expired|self-signed)>true</.test(stdout) || !stdout.includes(`DNS:${serverName}`)
  return opinionOn(accepted, suites, longEnough(key['type'] ?? '', bits), faulty ? 'fails' : null)
}

const testsslVersions: Readonly<Record<string, string>> = {
  SSLv2: 'SSLv2',
  SSLv3: 'SSLv3',
  TLS1: 'TLSv1.0',
  TLS1_1: 'TLSv1.1',
  TLS1_2: 'TLSv1.2',
  TLS1_3: 'TLSv1.3',
}

/** testssl.sh looks at everything; `brief` leaves out the single suites. */
export async function testssl(folder: string, port: number, root: string, brief: boolean): Promise<Opinion> {
  const file = join(mkdtempSync(join(folder, 'testssl-')), 'findings.json')
  const quiet = ['--quiet', '--color', '0', '--warnings', 'off', '--nodns', 'none', '--ip', '127.0.0.1']
  const sections = brief ? ['-p', '-S'] : ['-p', '-S', '-E']
  const args = [...quiet, '--add-ca', root, '--jsonfile', file, ...sections, `${serverName}:${port}`]
  // It exits with the number of its complaints.
  await run('testssl', args, { timeout: runMs, env: { ...process.env, TERM: 'dumb' } }).catch(
    (error: { code?: unknown }) => {
      if (typeof error.code !== 'number' || error.code >= 240) throw error
    },
  )
  const findings: { id: string; finding: string }[] = JSON.parse(readFileSync(file, 'utf8'))
  const finding = (id: string) => findings.find((found) => found.id === id)?.finding ?? ''
  const accepted = Object.entries(testsslVersions)
    .filter(([id]) => finding(id).startsWith('offered'))
    .map(([, version]) => version)
  const suites = findings
    .filter(({ id }) => id.startsWith('cipher-tls'))
    .map((found) => ({
      name: /x[0-9a-f]+\s+(\S+)/.exec(found.finding)?.[1] ?? '',
      dhBits: Number(/ DH (\d+)/.exec(found.finding)?.[1] ?? Number.NaN) || null,
    }))
  if (!brief && suites.length === 0) throw new Error('testssl.sh saw no suite')
  const [, kind = '', bits] = /^(\w+) (\d+) bits/.exec(finding('cert_keySize')) ?? []
  const inOrder =
    finding('cert_trust').startsWith('Ok') &&
    finding('cert_chain_of_trust').startsWith('passed') &&
    finding('cert_expirationStatus').endsWith(' days')
  return opinionOn(accepted, suites, longEnough(kind, Number(bits)), verdict(inOrder))
}
