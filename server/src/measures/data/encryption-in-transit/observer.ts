import { defineObserver } from '../../../engine/claims/index.ts'
import { hour, second } from '../../../kernel/clock.ts'
import type { Configuration } from '../../../platform/config/configuration.ts'
import { scanTls } from '../../../platform/net/tls/scan.ts'
import type { TlsScan } from '../../../platform/net/tls/scan-result.ts'
import type { Addresses } from '../../../platform/platform.ts'

export interface TlsTarget {
  readonly id: string
  readonly host: string
  readonly port: number
  readonly serverName: string
}

const httpsPort = 443

/** Our own listener, when it is on, and the endpoints of the configuration; each once. */
export function tlsTargets(configuration: Configuration, addresses: Addresses): TlsTarget[] {
  const own = addresses.https === null ? [] : [target(addresses.https, publicName(addresses.public))]
  const others = configuration.endpoints.map((endpoint) => target(endpoint.url, endpoint.serverName))
  return [...new Map([...own, ...others].map((found) => [found.id, found])).values()]
}

function target(address: string, serverName: string | undefined): TlsTarget {
  const url = new URL(address)
  const host = url.hostname.replace(/^\[|\]$/g, '')
  const place = `${url.protocol}//${url.hostname}${url.port === '' ? '' : `:${url.port}`}`
  return {
    id: serverName === undefined || serverName === host ? place : `${place} (${serverName})`,
    host,
    port: url.port === '' ? httpsPort : Number(url.port),
    serverName: serverName ?? host,
  }
}

// Behind its public name, our own listener must show the certificate of that name.
function publicName(address: string): string | undefined {
  const url = new URL(address)
  return url.protocol === 'https:' ? url.hostname.replace(/^\[|\]$/g, '') : undefined
}

/** One scan answers for versions, suites, keys and chain. */
export const tlsScan = defineObserver<TlsTarget, TlsScan>({
  id: 'tls-scan',
  everyMs: hour,
  budgetMs: 60 * second,
  fromOutside: true,
  targets: (configuration, platform) => tlsTargets(configuration, platform.addresses()),
  observe: ({ platform, signal }, { host, port, serverName }) =>
    scanTls({ host, port, serverName }, { signal, now: () => platform.clock.now(), totalMs: 50 * second }),
})
