import { exportPKCS8, generateKeyPair, type CryptoKey } from 'jose'
import {
  startProbeOpenidProvider,
  type ProbeOpenidProvider,
} from '../../server/src/engine/identity/probe/openid-provider.ts'
import { outgoing, type Outgoing } from '../../server/src/platform/net/http/outgoing.ts'

export { signed, type Deviation } from '../../server/src/engine/identity/probe/openid-provider.ts'

export interface HostileProvider extends ProbeOpenidProvider {
  /** Outgoing HTTP for which the operator named this provider. */
  readonly net: Outgoing
}

const timeoutMs = 700

/** The small OpenID provider of our own checks, with a network that reaches it. `now` is its clock. */
export async function startHostileProvider(now: () => number = Date.now): Promise<HostileProvider> {
  const provider = await startProbeOpenidProvider(now)
  const configuration = () => ({ outgoing: { privateHosts: [provider.host] } })
  // By prototype: the key is read anew after every rotation.
  return Object.assign(Object.create(provider) as ProbeOpenidProvider, {
    net: outgoing({ configuration }, { timeoutMs }),
  })
}

/** A private key as Apple hands one out (.p8). */
export async function newAppleKey(): Promise<{ privateKeyPem: string; publicKey: CryptoKey }> {
  const { privateKey, publicKey } = await generateKeyPair('ES256', { extractable: true })
  return { privateKeyPem: await exportPKCS8(privateKey), publicKey }
}
