import type { SamlConnection, SamlStore } from '../../server/src/engine/identity/sign-on/saml/connection.ts'

/** A store for one process: what the database keeps for several. `clock` decides about expiry. */
export function samlStoreInMemory(
  clock: () => number,
): SamlStore & { readonly requests: Map<string, number> } {
  const requests = new Map<string, number>()
  const assertions = new Set<string>()
  return {
    requests,
    rememberRequest(id, connectionId, expiresAt) {
      requests.set(`${connectionId} ${id}`, expiresAt)
      return Promise.resolve()
    },
    takeRequest(id, connectionId) {
      const key = `${connectionId} ${id}`
      const expiresAt = requests.get(key)
      requests.delete(key)
      return Promise.resolve(expiresAt !== undefined && clock() < expiresAt)
    },
    useAssertion(connectionId, assertionId) {
      const key = `${connectionId} ${assertionId}`
      const fresh = !assertions.has(key)
      assertions.add(key)
      return Promise.resolve(fresh)
    },
  }
}

/** A connection to an identity provider with these certificates; `idp` and the rest may be replaced. */
export function samlConnectionTo(
  certificates: readonly string[],
  other: Partial<Omit<SamlConnection, 'idp'>> & { idp?: Partial<SamlConnection['idp']> } = {},
): SamlConnection {
  return {
    id: '0190f0f0-0000-7000-8000-000000000001',
    entityId: 'https://sp.example/metadata',
    acsUrl: 'https://sp.example/acs',
    clockSkewMs: 5 * 60_000,
    attributes: { email: ['mail'], name: ['cn'], groups: ['groups'] },
    ...other,
    idp: {
      entityId: 'https://idp.example/metadata',
      ssoUrl: 'https://idp.example/sso',
      certificates,
      ...other.idp,
    },
  }
}

/** The reason of the Problem that a promise ends with, or `accepted`. */
export const reasonOf = (outcome: Promise<unknown>): Promise<string> =>
  outcome.then(
    () => 'accepted',
    (error: unknown) => (error as { reason?: string }).reason ?? String(error),
  )
