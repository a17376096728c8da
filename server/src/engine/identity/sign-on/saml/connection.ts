/** A SAML 2.0 identity provider as it is registered here. Times are ms since the epoch in all of this folder. */
export interface SamlConnection {
  readonly id: string
  /** Ours, the service provider's. One for every connection. */
  readonly entityId: string
  /** Ours: where the browser posts responses to; also their Destination and Recipient. */
  readonly acsUrl: string
  readonly idp: {
    /** Compared exactly with the Issuer of responses and assertions. */
    readonly entityId: string
    /** Takes requests by the HTTP-Redirect binding. */
    readonly ssoUrl: string
    /** PEM. Each may have signed: several while the identity provider changes its key. */
    readonly certificates: readonly string[]
  }
  /** How far its clock may differ from ours, in both directions; never counts for more than `clockSkewMsMax`. */
  readonly clockSkewMs: number
  /** Names of attributes, the preferred first. */
  readonly attributes: {
    readonly email: readonly string[]
    readonly name: readonly string[]
    readonly groups: readonly string[]
  }
}

/** What several servers must agree on, so never in memory. */
export interface SamlStore {
  rememberRequest(id: string, connectionId: string, expiresAt: number): Promise<void>
  /** Whether the request of this connection was waiting and had not expired; it waits no longer. */
  takeRequest(id: string, connectionId: string): Promise<boolean>
  /** false: was seen before. May forget it after `expiresAt`. */
  useAssertion(connectionId: string, assertionId: string, expiresAt: number): Promise<boolean>
}

/**
 * Whom the identity provider says this is. The identity is connection and `subject`; everything else is an attribute,
 * the e-mail address too.
 */
export interface SamlIdentity {
  /** The NameID, exactly as written. Never a transient one. */
  readonly subject: string
  readonly nameIdFormat: string | null
  readonly sessionIndex: string | null
  /** Not normalised; 254 characters at most. */
  readonly email: string | null
  readonly name: string | null
  readonly groups: readonly string[]
  /** When the identity provider asked the person. */
  readonly authnInstant: number
  /** The class of how it asked (AuthnContextClassRef). */
  readonly authnContext: string | null
  /** The request that this answers: the caller compares it with the one of this browser. */
  readonly inResponseTo: string
  readonly assertionId: string
}

export const clockSkewMsMax = 5 * 60_000
/** How long a person may take with the identity provider. */
export const requestMs = 15 * 60_000

/** The connection's skew within its limits. */
export const skewOf = ({ clockSkewMs }: Pick<SamlConnection, 'clockSkewMs'>): number =>
  Math.min(Math.max(clockSkewMs, 0), clockSkewMsMax)
