import { getCACertificates } from 'node:tls'

/**
 * PEM of every authority that is trusted here: those of the operating system, those that come with Node, and those of
 * NODE_EXTRA_CA_CERTS. Each once. Node keeps the lists after the first call.
 */
export function trustedAuthorities(): readonly string[] {
  known ??= [...new Set([...list('system'), ...list('bundled'), ...list('extra')].map((pem) => pem.trim()))]
  return known
}

let known: readonly string[] | undefined

function list(kind: 'system' | 'bundled' | 'extra'): readonly string[] {
  try {
    return getCACertificates(kind)
  } catch {
    // A store that cannot be read trusts nobody.
    return []
  }
}
