/** One thing that somebody proved in a sign-in. */
export type Proof =
  | { readonly kind: 'password' }
  | { readonly kind: 'totp' }
  | { readonly kind: 'passkey'; readonly userVerified: boolean }
  | { readonly kind: 'recovery-code' }
  /** The mailbox, by a one-time link: an invitation, never a password reset. */
  | { readonly kind: 'invitation' }
  /** `connection` is null for Google and Apple. `multiFactor`: the provider asserts it, or its organisation vouches for it. */
  | { readonly kind: 'federated'; readonly connection: string | null; readonly multiFactor: boolean }

/** What holds for the account that somebody wants to enter. */
export interface Rules {
  /** Staff always; customers as their administrators set it. */
  readonly secondFactorRequired: boolean
  readonly hasSecondFactor: boolean
  /** The connection that the organisation enforces, or null. */
  readonly enforcedConnection: string | null
  readonly breakGlass: boolean
}

export type Assessment =
  | { readonly outcome: 'admit'; readonly level: 1 | 2; readonly enrolment: boolean; readonly alarm: boolean }
  | { readonly outcome: 'second-factor' }
  | { readonly outcome: 'sign-on-required' }

/**
 * The gate's whole rule, for every way in alike (ASVS 6.3.4): an enforced identity provider comes first; a second factor
 * is asked for wherever one is set up; who owes one gets in only as far as setting it up.
 */
export function assess(proofs: readonly Proof[], rules: Rules): Assessment {
  const level = levelOf(proofs)
  const byEnforced =
    rules.enforcedConnection !== null &&
    proofs.some((proof) => proof.kind === 'federated' && proof.connection === rules.enforcedConnection)
  const alarm = rules.enforcedConnection !== null && !byEnforced
  if (alarm && !rules.breakGlass) return { outcome: 'sign-on-required' }
  if (level === 2) return { outcome: 'admit', level, enrolment: false, alarm }
  if (rules.hasSecondFactor) return { outcome: 'second-factor' }
  // Whoever was invited and chose no password must leave with a passkey, or could not come back.
  const enrolment =
    rules.secondFactorRequired || alarm || proofs.every((proof) => proof.kind === 'invitation')
  return { outcome: 'admit', level, enrolment, alarm }
}

/** Assurance level: 2 takes two different factors, or one that holds two (NIST SP 800-63B-4, section 2.2). */
export function levelOf(proofs: readonly Proof[]): 1 | 2 {
  const alone = proofs.some(
    (proof) =>
      (proof.kind === 'passkey' && proof.userVerified) || (proof.kind === 'federated' && proof.multiFactor),
  )
  const first = proofs.some((proof) => proof.kind === 'password' || proof.kind === 'federated')
  const second = proofs.some(
    (proof) => proof.kind === 'totp' || proof.kind === 'passkey' || proof.kind === 'recovery-code',
  )
  return alone || (first && second) ? 2 : 1
}

/** How a session that rests on these proofs is named in the log, e.g. `password+totp`. */
export const wayOf = (proofs: readonly Proof[]): string => proofs.map(({ kind }) => kind).join('+')
