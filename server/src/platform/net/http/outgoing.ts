import { FetchError, fetchBounded, type Fetched, type FetchOptions } from './fetch-bounded.ts'
import { loopbackAddress, privateAddress } from './private-address.ts'
import { publicAddress } from './public-address.ts'

const headerBytesMax = 32 * 1024
const bodyBytesMax = 256 * 1024
const timeoutMs = 5_000

export interface OutgoingRequest {
  readonly method?: 'GET' | 'HEAD' | 'POST'
  readonly headers?: Readonly<Record<string, string>>
  /** What a POST sends. */
  readonly content?: string
  /** Ends the request early; it ends by itself after `timeoutMs`. */
  readonly signal?: AbortSignal
}

/** HTTP to addresses that other people typed in: customers' identity providers and webhooks. */
export interface Outgoing {
  /**
   * Sends one request; redirects are not followed but refused. Rejects with FetchError; `not-encrypted` and
   * `address-not-allowed` say that the operator would have to name the host in `outgoing.privateHosts`.
   */
  fetch(url: string, request?: OutgoingRequest): Promise<Fetched>
  /** Whether the scheme is one that `fetch` speaks with this host; says nothing about its addresses. */
  speaks(url: string): boolean
}

type Limits = Partial<
  Pick<FetchOptions, 'timeoutMs' | 'bodyBytesMax' | 'headerBytesMax' | 'authorities' | 'resolve'>
>

/**
 * Outgoing HTTP of this installation: https to public addresses, and to private ones of hosts that the operator named
 * in `outgoing.privateHosts`; http only to named hosts that are this machine itself. Every request is bounded: 5 s,
 * 32 KiB of header and 256 KiB of body unless `limits` say otherwise. The configuration is read at every request.
 */
export function outgoing(
  platform: {
    readonly configuration: () => { readonly outgoing: { readonly privateHosts: readonly string[] } }
    readonly probeHosts?: ReadonlySet<string>
  },
  limits: Limits = {},
): Outgoing {
  const isNamed = (url: URL) =>
    platform.probeHosts?.has(endpointOf(url)) === true ||
    platform.configuration().outgoing.privateHosts.some((entry) => hostAndPort(entry) === endpointOf(url))
  const speaks = (url: URL) => url.protocol === 'https:' || (url.protocol === 'http:' && isNamed(url))
  return {
    async fetch(text, request = {}) {
      const url = URL.parse(text)
      if (url !== null && !speaks(url))
        throw new FetchError('not-encrypted', `${url.host} is asked without TLS`)
      const allowFirst = url === null ? publicAddress : addressRule(url, isNamed(url))
      const never = new AbortController().signal
      return fetchBounded(text, {
        headerBytesMax,
        bodyBytesMax,
        timeoutMs,
        ...limits,
        signal: never,
        ...request,
        redirectsMax: 0,
        allowFirst,
      })
    },
    speaks(text) {
      const url = URL.parse(text)
      return url !== null && speaks(url)
    },
  }
}

function addressRule(url: URL, named: boolean): (address: string) => boolean {
  if (!named) return publicAddress
  if (url.protocol === 'http:') return loopbackAddress
  return (address) => publicAddress(address) || privateAddress(address)
}

const endpointOf = (url: URL) => `${url.hostname}:${url.port || (url.protocol === 'https:' ? '443' : '80')}`

/** The entry as `endpointOf` writes it; an entry without port means 443. */
function hostAndPort(entry: string): string | null {
  const url = URL.parse(`http://${entry}`)
  if (url === null) return null
  return `${url.hostname}:${url.port || (entry.endsWith(':80') ? '80' : '443')}`
}
