import { execFileSync } from 'node:child_process'
import type { SigningKey } from '../../server/src/engine/identity/probe/signing-key.ts'

export type { SigningKey }

export interface SigningKeyOptions {
  /** What `openssl req -newkey` takes; default `rsa:2048`. */
  readonly algorithm?: string
  /** Default: now. */
  readonly validFrom?: Date
  /** Default 30. */
  readonly validDays?: number
}

/** A key with a self-signed certificate, e.g. of an identity provider. `name` becomes the common name. */
export function signingKey(name: string, options: SigningKeyOptions = {}): SigningKey {
  const words = ['openssl', 'req', '-x509', '-nodes', '-sha256', '-keyout', '/dev/fd/1', '-batch']
  words.push('-newkey', options.algorithm ?? 'rsa:2048', '-subj', `/CN=${name}`)
  if (options.algorithm?.startsWith('ec')) words.push('-pkeyopt', 'ec_paramgen_curve:P-256')
  words.push('-days', String(options.validDays ?? 30))
  // Debian's openssl takes no beginning from its words, so that it gets another clock.
  if (options.validFrom) words.unshift('faketime', '-f', `@${stamp(options.validFrom)}`)
  const [program = '', ...rest] = words
  const environment = { ...process.env, TZ: 'UTC' }
  const output = execFileSync('sh', ['-c', '"$@" | cat', 'sh', program, ...rest], {
    encoding: 'utf8',
    env: environment,
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  const at = output.indexOf('-----BEGIN CERTIFICATE')
  if (at <= 0) throw new Error('openssl made no key')
  return { privateKey: output.slice(0, at), certificate: output.slice(at) }
}

const stamp = (time: Date) => time.toISOString().slice(0, 19).replace('T', ' ')
