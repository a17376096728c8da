import { beginOidc } from '../../server/src/engine/identity/sign-on/oidc/begin.ts'
import type {
  OidcAsked,
  OidcConnection,
  OidcIdentity,
} from '../../server/src/engine/identity/sign-on/oidc/connection.ts'
import { finishOidc } from '../../server/src/engine/identity/sign-on/oidc/finish.ts'
import type { Problem } from '../../server/src/kernel/problem.ts'
import type { Deviation, HostileProvider } from './hostile-identity-provider.ts'

/** A connection to a provider, as it would be registered there. */
export const connectionTo = (
  provider: { readonly issuer: string },
  change: Partial<OidcConnection> = {},
): OidcConnection => ({
  id: 'connection-1',
  issuer: provider.issuer,
  clientId: 'client-1',
  clientSecret: 'a secret with : and ü',
  redirectUri: 'https://nachweis.example/sign-on/oidc/connection-1',
  scopes: ['email', 'profile'],
  preset: 'generic',
  ...change,
})

export interface SignOn {
  readonly deviation?: Deviation
  readonly connection?: Partial<OidcConnection>
  readonly asked?: OidcAsked
  /** ms since the epoch. */
  readonly now?: number
}

/** A whole sign-in, from the redirect to the identity, at a provider that deviates. */
export async function signOn(provider: HostileProvider, way: SignOn = {}): Promise<OidcIdentity> {
  const { deviation = {}, asked = {}, now = Date.now() } = way
  provider.deviate(deviation)
  const connection = connectionTo(provider, way.connection)
  const { redirectUrl, transaction } = await beginOidc(connection, provider.net, { ...asked, now })
  const answer = provider.consent(redirectUrl).toString()
  return finishOidc(connection, provider.net, transaction, answer, now)
}

/** The reason of the Problem, `done` without one. */
export const reasonOf = (promise: Promise<object>): Promise<unknown> =>
  promise.then(
    () => 'done',
    (error: Problem) => error.reason ?? error,
  )
