import { spawn, type ChildProcess } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { findProgram } from '../../harness/programs.ts'
import { asn1, ec, makeAuthority, rsa, type Issued } from './authority.ts'

export const serverName = 'good.test'

export const claims = ['protocols', 'cipher-suites', 'key-size', 'certificate'] as const
export type Claim = (typeof claims)[number]

export interface Configuration {
  readonly id: string
  readonly protocols: string
  readonly ciphers: string
  readonly certificate: Issued
  /** The file with the certificates that are sent; usually leaf and intermediate. */
  readonly sent?: string
  readonly dhParameters?: string
  /** Claims that must fail, by the way the server is configured. */
  readonly fails: readonly Claim[]
  /** How much testssl.sh tries, which takes seconds: `brief` leaves out single suites that it sees elsewhere. */
  readonly testssl: 'full' | 'brief' | 'none'
}

const modern = 'ECDHE+AESGCM:ECDHE+CHACHA20'
const old = 'ECDHE+AESGCM:ECDHE+AES'

/** Servers that are in order, and servers that break one rule or several. */
export function configurations(folder: string): { root: string; list: readonly Configuration[] } {
  const authority = makeAuthority(folder)
  const good = authority.issue('good', { name: serverName, key: rsa(2048) })
  const goodEc = authority.issue('good-ec', { name: serverName, key: ec('P-256') })
  const short = authority.issue('short', { name: serverName, key: rsa(1024) })
  const wrongName = authority.issue('wrong-name', { name: 'other.test', key: rsa(2048) })
  const past = { notBefore: asn1(-40 * 86_400), notAfter: asn1(-5 * 86_400) }
  const expired = authority.issue('expired', { name: serverName, key: rsa(2048), ...past })
  const selfSigned = authority.issue('self-signed', { name: serverName, key: rsa(2048), selfSigned: true })
  const dhe = { protocols: 'TLSv1.2', ciphers: 'DHE-RSA-AES128-GCM-SHA256', certificate: good }
  const both = { protocols: 'TLSv1.2 TLSv1.3', ciphers: modern }
  const all = { protocols: 'TLSv1 TLSv1.1 TLSv1.2 TLSv1.3', ciphers: old, certificate: good }
  const cbc = 'ECDHE-RSA-AES128-SHA256:ECDHE-RSA-AES128-SHA'
  const list: Configuration[] = [
    { id: 'good-rsa', ...both, certificate: good, fails: [], testssl: 'full' },
    { id: 'good-ec', ...both, protocols: 'TLSv1.2', certificate: goodEc, fails: [], testssl: 'full' },
    { id: 'tls13-only', ...both, protocols: 'TLSv1.3', certificate: good, fails: [], testssl: 'full' },
    {
      id: 'tls11-only',
      ...all,
      protocols: 'TLSv1.1',
      fails: ['protocols', 'cipher-suites'],
      testssl: 'brief',
    },
    { id: 'tls10-only', ...all, protocols: 'TLSv1', fails: ['protocols', 'cipher-suites'], testssl: 'full' },
    { id: 'all-versions', ...all, fails: ['protocols', 'cipher-suites'], testssl: 'full' },
    {
      id: 'cbc-only',
      protocols: 'TLSv1.2',
      ciphers: cbc,
      certificate: good,
      fails: ['cipher-suites'],
      testssl: 'full',
    },
    {
      id: 'rsa-key-exchange',
      ...both,
      ciphers: 'AES128-GCM-SHA256',
      certificate: good,
      fails: ['cipher-suites'],
      testssl: 'full',
    },
    {
      id: 'dh-1024',
      ...dhe,
      dhParameters: authority.dhParameters(1024),
      fails: ['cipher-suites', 'key-size'],
      testssl: 'full',
    },
    { id: 'dh-2048', ...dhe, dhParameters: authority.dhParameters(2048), fails: [], testssl: 'none' },
    { id: 'short-key', ...both, certificate: short, fails: ['key-size'], testssl: 'brief' },
    { id: 'expired', ...both, certificate: expired, fails: ['certificate'], testssl: 'brief' },
    { id: 'wrong-name', ...both, certificate: wrongName, fails: ['certificate'], testssl: 'brief' },
    {
      id: 'no-intermediate',
      ...both,
      certificate: good,
      sent: good.leaf,
      fails: ['certificate'],
      testssl: 'brief',
    },
    { id: 'self-signed', ...both, certificate: selfSigned, fails: ['certificate'], testssl: 'none' },
  ]
  return { root: authority.root, list }
}

/** Starts one nginx with a server for each configuration; `ports[i]` belongs to `list[i]`. */
export async function startNginx(
  folder: string,
  list: readonly Configuration[],
  ports: readonly number[],
): Promise<ChildProcess> {
  const servers = list.map((configuration, place) => serverBlock(configuration, ports[place] as number))
  const file = join(folder, 'nginx.conf')
  writeFileSync(
    file,
    `daemon off; pid ${folder}/nginx.pid; error_log ${folder}/error.log; worker_processes 1;
events {}
http { access_log off; keepalive_timeout 0; client_body_temp_path ${folder}/body; proxy_temp_path ${folder}/proxy; fastcgi_temp_path ${folder}/fastcgi;
uwsgi_temp_path ${folder}/uwsgi; scgi_temp_path ${folder}/scgi;
${servers.join('\n')}
}\n`,
  )
  const program = findProgram('nginx')
  if (!program) throw new Error('nginx is missing: apt-get install nginx')
  const nginx = spawn(program, ['-p', folder, '-c', file, '-e', join(folder, 'error.log')], {
    stdio: 'ignore',
  })
  for (const port of ports) await reachable(port)
  return nginx
}

// Security level 0: OpenSSL would not serve old versions and short keys otherwise.
const serverBlock = (
  { protocols, ciphers, certificate, sent, dhParameters }: Configuration,
  port: number,
) => `server {
  listen 127.0.0.1:${port} ssl; ssl_protocols ${protocols}; ssl_ciphers ${ciphers}:@SECLEVEL=0;
  ssl_certificate ${sent ?? certificate.fullChain}; ssl_certificate_key ${certificate.key};
  ${dhParameters ? `ssl_dhparam ${dhParameters};` : ''} location / { return 200 ok; }
}`

const attemptsMax = 100

async function reachable(port: number): Promise<void> {
  for (let attempt = 0; attempt < attemptsMax; attempt++) {
    const open = await new Promise<boolean>((resolve) => {
      const socket = connect(port, '127.0.0.1', () => resolve(true)).on('error', () => resolve(false))
      socket.on('connect', () => socket.destroy())
    })
    if (open) return
    await sleep(50)
  }
  throw new Error(`nginx does not listen on ${port}`)
}
