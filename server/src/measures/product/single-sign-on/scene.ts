import type { Run } from '../../../engine/claims/index.ts'
import {
  probeClientId,
  type Deviation,
  type ProbeOpenidProvider,
  type ProbeSamlProvider,
  type Throwaway,
} from '../../../engine/identity/index.ts'

/** Two throw-away companies and identity providers that the check runs itself. */
export interface Scene {
  readonly run: Run
  readonly own: Throwaway
  readonly other: Throwaway
  readonly openid: ProbeOpenidProvider
  readonly saml: ProbeSamlProvider
}

/** The connections of one protocol: two of the one company, one of the other, all to the same identity provider. */
export interface Connections {
  readonly first: string
  readonly second: string
  readonly foreign: string
}

const rules = { roleMap: [], defaultRole: 'member', justInTime: true, vouchesForSecondFactor: false } as const

/** Sets up a connection to the check's own OpenID provider. */
export const connectOpenid = (
  { issuer }: ProbeOpenidProvider,
  throwaway: Throwaway,
  state: 'draft' | 'tested' | 'enforced' = 'tested',
) =>
  throwaway.addConnection(
    {
      ...rules,
      name: 'OpenID',
      settings: {
        kind: 'oidc',
        issuer,
        clientId: probeClientId,
        scopes: ['openid', 'email', 'profile'],
        groupsClaim: 'groups',
      },
      clientSecret: 'probe',
    },
    state,
  )

/** What the provider says of whoever comes next, in its token and when asked for more alike. */
export function claim(
  openid: ProbeOpenidProvider,
  claims: Deviation['claims'] & { readonly sub: string; readonly email: string | undefined },
  deviation: Deviation = {},
): void {
  const { sub, email } = claims
  openid.deviate({ ...deviation, claims, userinfo: { sub, email } })
}

/** Sets up a connection to the check's own SAML provider. */
export const connectSaml = ({ settings }: ProbeSamlProvider, throwaway: Throwaway) =>
  throwaway.addConnection({ ...rules, name: 'SAML', settings }, 'tested')

/** All three, in turn. */
export async function connections(
  { own, other }: Scene,
  connect: (throwaway: Throwaway) => Promise<string>,
): Promise<Connections> {
  return { first: await connect(own), second: await connect(own), foreign: await connect(other) }
}
