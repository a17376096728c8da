import { isIP } from 'node:net'
import { Problem } from '../../../kernel/problem.ts'
import type { Platform } from '../../../platform/platform.ts'

/** Who asks for a passkey (WebAuthn, section 5.4.2), and from which origins its answer may come. */
export interface RelyingParty {
  /** A host name; passkeys belong to it for good. */
  readonly id: string
  readonly origins: readonly string[]
}

/**
 * The relying party of this installation: the host of PUBLIC_URL whatever Host a proxy passes on, else `localhost`. An IP
 * address cannot be one: throws a Problem that names the address to open instead. `host` is the Host header.
 */
export function relyingParty(
  platform: Pick<Platform, 'environment' | 'addresses'>,
  host: string,
): RelyingParty {
  const { publicUrl } = platform.environment
  if (publicUrl !== null) {
    const { hostname, origin } = new URL(publicUrl)
    if (isName(hostname)) return { id: hostname, origins: [origin] }
  }
  const { http, https } = platform.addresses()
  const origins = [http, https].filter((url) => url !== null).map(onLocalhost)
  if (/^localhost(:\d{1,5})?$/i.test(host)) return { id: 'localhost', origins }
  const open = origins[0] ?? ''
  throw new Problem('conflict', 'passkeys-elsewhere', {
    de: `Passkeys gehören zu einem Namen, und unter dieser Adresse hat Nachweis keinen. Öffnen Sie ${open} auf dem Rechner, auf dem Nachweis läuft, oder lassen Sie PUBLIC_URL auf die Adresse mit Namen setzen.`,
    en: `Passkeys belong to a name, and Nachweis has none at this address. Open ${open} on the machine that runs Nachweis, or have PUBLIC_URL set to the address with a name.`,
  })
}

const isName = (hostname: string) => !hostname.startsWith('[') && isIP(hostname) === 0

function onLocalhost(url: string): string {
  const { protocol, port } = new URL(url)
  return new URL(`${protocol}//localhost${port === '' ? '' : `:${port}`}`).origin
}
