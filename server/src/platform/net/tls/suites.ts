import { suitesByKeyExchange, suitesOfTls13 } from './suite-table.ts'

/** What a cipher suite does, read from its registered name. */
export interface Suite {
  readonly code: number
  /** As registered, e.g. `TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256`. */
  readonly name: string
  /** Which parameters the ServerKeyExchange message carries. */
  readonly parameters: 'ecdhe' | 'dhe' | 'none'
  /** ServerKeyExchange begins with a hint for the pre-shared key (RFC 4279). */
  readonly hint: boolean
  /** Encrypts with an AEAD. */
  readonly aead: boolean
  /** A stolen long-term key does not open recorded connections. */
  readonly forwardSecrecy: boolean
  /** The server proves who it is. */
  readonly authenticated: boolean
}

const aeadPattern = /_(GCM|CCM|CHACHA20_POLY1305|AEGIS|MGM)(_|$)/

function suite13(code: number, rest: string): Suite {
  const name = `TLS_${rest}`
  return {
    code,
    name,
    parameters: 'none',
    hint: false,
    aead: aeadPattern.test(`_${rest}`),
    forwardSecrecy: true,
    authenticated: true,
  }
}

function suite12(code: number, exchange: string, cipher: string): Suite {
  const exported = exchange.includes('EXPORT')
  const anonymous = exchange.includes('anon') || exchange === 'TLS_NULL' || exchange === 'TLS_SRP_SHA'
  return {
    code,
    name: `${exchange}_WITH_${cipher}`,
    parameters: parametersOf(exchange),
    hint: exchange.includes('PSK'),
    aead: aeadPattern.test(`_${cipher}`),
    forwardSecrecy: !exported && /_(ECDHE|DHE|ECCPWD|CECPQ1)(_|$)/.test(exchange),
    authenticated: !anonymous,
  }
}

function parametersOf(exchange: string): Suite['parameters'] {
  if (/_ECDHE(_|$)|_ECDH_anon/.test(exchange)) return 'ecdhe'
  return /_DHE(_|$)|_DH_anon/.test(exchange) ? 'dhe' : 'none'
}

function read(list: string, make: (code: number, cipher: string) => Suite): Suite[] {
  return list.split(',').map((item) => {
    const [code = '', cipher = ''] = item.trim().split(' ')
    return make(Number.parseInt(code, 16), cipher)
  })
}

/** Every suite that a server can be offered with TLS 1.3. */
export const tls13Suites: readonly Suite[] = read(suitesOfTls13, suite13)

/** Every suite that a server can be offered before TLS 1.3, the ones in common use first. */
export const olderSuites: readonly Suite[] = Object.entries(suitesByKeyExchange)
  .flatMap(([exchange, list]) => read(list, (code, cipher) => suite12(code, exchange, cipher)))
  .toSorted((a, b) => commonness(b) - commonness(a) || a.code - b.code)

// One hello carries only part of the suites: the common ones together need the fewest connections.
function commonness(suite: Suite): number {
  const exchange = /^TLS_(ECDHE_|DHE_)?(RSA|ECDSA)_WITH/.test(suite.name) ? 2 : 0
  return exchange + (/_(AES|CHACHA20|3DES|RC4)_/.test(suite.name) ? 1 : 0)
}

const byCode = new Map([...tls13Suites, ...olderSuites].map((suite) => [suite.code, suite]))

/** The suite with this code point, if it is in the registry. */
export function suiteByCode(code: number): Suite | undefined {
  return byCode.get(code)
}
