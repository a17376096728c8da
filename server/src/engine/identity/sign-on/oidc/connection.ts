/** An OpenID provider as it is registered here. Times are ms since the epoch in all of this folder. */
export interface OidcConnection {
  readonly id: string
  /** Compared exactly, to the last slash. */
  readonly issuer: string
  readonly clientId: string
  /** null: a public client, or Apple, whose secret is made from `apple`. */
  readonly clientSecret: string | null
  /** How the secret is sent, where the provider insists on one way; else basic if it takes that, or post. */
  readonly clientAuthentication?: 'client_secret_basic' | 'client_secret_post'
  /** One of its own for every connection: a second defence against mix-up (RFC 9700, 4.4). Without a query. */
  readonly redirectUri: string
  /** `openid` is added. */
  readonly scopes: readonly string[]
  readonly preset: 'generic' | 'google' | 'apple'
  readonly apple?: AppleKey
  /** Google: only accounts of this Workspace domain. */
  readonly hostedDomain?: string
  /** The claim with the groups; `groups` unless this says otherwise. */
  readonly groupsClaim?: string
}

export interface AppleKey {
  readonly teamId: string
  readonly keyId: string
  /** PKCS #8, as Apple hands it out (.p8). */
  readonly privateKeyPem: string
  /** The primary App ID, when notices are addressed to it and not to the Services ID. */
  readonly appId?: string
}

/** What a sign-in asks of the provider; all of it is checked when it comes back. */
export interface OidcAsked {
  /** The person must have authenticated with the provider within this time; 0: must do so now. */
  readonly maxAgeSeconds?: number
  /** One of these classes (`acr`) must have been met. */
  readonly acrValues?: readonly string[]
  /** All of these methods (`amr`, RFC 8176) must have been used. They cannot be asked for, only checked. */
  readonly amrValues?: readonly string[]
}

/** What must come back to `finishOidc`; the caller seals it and hands it out once. Plain JSON. */
export interface OidcTransaction {
  readonly connectionId: string
  readonly issuer: string
  readonly state: string
  readonly nonce: string
  readonly codeVerifier: string
  readonly startedAt: number
  readonly asked: OidcAsked
}

/** Whom the provider says this is. The identity is `issuer` and `subject`; an e-mail address is only an attribute. */
export interface OidcIdentity {
  readonly issuer: string
  readonly subject: string
  /** As the provider writes it, 254 characters at most; not normalised. */
  readonly email: string | null
  /** Whether the provider says that it verified the address: worth what the provider is worth for that domain. */
  readonly emailVerified: boolean
  /** Apple: an address that forwards to one that it keeps to itself. */
  readonly emailRelayed: boolean
  /** Apple: only at the first consent, and by way of the browser, so anybody's word. */
  readonly name: string | null
  readonly groups: readonly string[]
  readonly acr: string | null
  readonly amr: readonly string[]
  readonly authTime: number | null
  /** Google: the Workspace domain of the account, null for private ones. */
  readonly hostedDomain: string | null
}

/** Wrong clocks are forgiven this far, in both directions. */
export const clockToleranceMs = 5 * 60_000
