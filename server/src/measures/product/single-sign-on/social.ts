import type { Run } from '../../../engine/claims/index.ts'
import { socialProviders, trySocialCodePath, withOpenidProvider } from '../../../engine/identity/index.ts'
import { byName } from '../../../platform/net/by-name.ts'
import { begin, newBrowser } from './arrival.ts'

/** What was seen of one provider. */
export interface SocialSeen {
  readonly provider: 'google' | 'apple'
  /** The issuer as configured, and where the browser is really led. */
  readonly issuer: string
  readonly leadsTo: string
  /** `state`, `nonce`, `code_challenge` by S256, and a `redirect_uri` of this installation are in the request. */
  readonly bound: boolean
  /** Through an issuer of the check's own: the right answer was taken; so many forged ones of so many were refused. */
  readonly codePath: { readonly right: boolean; readonly refused: number; readonly forged: number }
}

export interface SocialObserved {
  readonly seen: readonly SocialSeen[]
}

/** Begins a sign-in with each configured provider, and runs the rest of the way with an issuer of our own. */
export async function seeSocial(run: Run): Promise<SocialObserved> {
  const seen: SocialSeen[] = []
  for (const { provider, issuer } of socialProviders(run.platform.configuration())) {
    const address = new URL(await begin(newBrowser(run), provider))
    const codePath = await withOpenidProvider(run.platform, (openid) =>
      trySocialCodePath(run.platform, provider, openid),
    )
    seen.push({ provider, issuer, leadsTo: address.origin, bound: isBound(run, address), codePath })
  }
  return { seen }
}

function isBound({ platform }: Run, { searchParams }: URL): boolean {
  const long = (name: string) => (searchParams.get(name) ?? '').length >= charactersMin
  const back = URL.parse(searchParams.get('redirect_uri') ?? '')
  const own = new URL(byName(platform.addresses().public))
  return (
    ['state', 'nonce', 'code_challenge'].every(long) &&
    searchParams.get('code_challenge_method') === 'S256' &&
    searchParams.get('response_type') === 'code' &&
    back?.origin === own.origin
  )
}

/** 256 bits in Base64url. */
const charactersMin = 43
