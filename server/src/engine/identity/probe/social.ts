import { generateKeyPair } from 'jose'
import { outgoing } from '../../../platform/net/http/outgoing.ts'
import type { Configuration } from '../../../platform/config/configuration.ts'
import type { Platform } from '../../../platform/platform.ts'
import { ourAddresses } from '../sign-on/connection.ts'
import { beginOidc } from '../sign-on/oidc/begin.ts'
import { finishOidc } from '../sign-on/oidc/finish.ts'
import { socialConnection, socialSignOn } from '../sign-on/oidc/social.ts'
import {
  signed,
  startProbeOpenidProvider,
  type Deviation,
  type ProbeOpenidProvider,
} from './openid-provider.ts'

const usualIssuers = { google: 'https://accounts.google.com', apple: 'https://appleid.apple.com' } as const

/** The providers that the operator configured, with their issuers. */
export const socialProviders = (configuration: Pick<Configuration, 'signIn'>) =>
  socialSignOn(configuration).map((provider) => ({
    provider,
    issuer: configuration.signIn[provider]?.issuer ?? usualIssuers[provider],
  }))

/** Runs an OpenID provider while `work` lasts; this installation may ask it meanwhile. */
export async function withOpenidProvider<T>(
  { probeHosts, clock }: Platform,
  work: (openid: ProbeOpenidProvider) => Promise<T>,
): Promise<T> {
  const openid = await startProbeOpenidProvider(() => clock.now())
  probeHosts.add(openid.host)
  try {
    return await work(openid)
  } finally {
    probeHosts.delete(openid.host)
    await openid.close()
  }
}

/**
 * Signs in with the settings of a known provider, its secret included, but at an issuer of our own: once honestly, and
 * with forged tokens. Nothing is stored; no session opens.
 */
export async function trySocialCodePath(
  platform: Platform,
  provider: 'google' | 'apple',
  openid: ProbeOpenidProvider,
): Promise<{ right: boolean; refused: number; forged: number }> {
  const configured = await socialConnection(platform, provider, ourAddresses(platform, provider).redirectUri)
  if (!configured) throw new Error(`${provider} is not configured`)
  const connection = { ...configured, issuer: openid.issuer }
  const { hostedDomain } = connection
  const honest = { aud: connection.clientId, ...(hostedDomain === undefined ? {} : { hd: hostedDomain }) }
  const signIn = async ({ claims, ...deviation }: Deviation): Promise<boolean> => {
    openid.deviate({ ...deviation, claims: { ...honest, ...claims } })
    const now = platform.clock.now()
    const { redirectUrl, transaction } = await beginOidc(connection, outgoing(platform), { now })
    const answer = openid.consent(redirectUrl).toString()
    return finishOidc(connection, outgoing(platform), transaction, answer, now).then(
      () => true,
      () => false,
    )
  }
  const { privateKey } = await generateKeyPair('RS256')
  const right = await signIn({})
  const forgeries: readonly Deviation[] = [
    { claims: { nonce: 'another' } },
    { claims: { aud: 'another' } },
    { claims: { iss: usualIssuers[provider] } },
    { callback: { state: 'another' } },
    { sign: (claims) => signed(claims, { privateKey, kid: openid.key.kid }) },
  ]
  let refused = 0
  for (const forgery of forgeries) if (!(await signIn(forgery))) refused++
  return { right, refused, forged: forgeries.length }
}
