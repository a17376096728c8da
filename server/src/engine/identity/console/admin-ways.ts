import { text } from '@nachweis/console'

interface Way {
  readonly id: string
  readonly label: ReturnType<typeof text>
  /** What is proved, in the words of the gate; `federated+mfa`: the provider asserts or is vouched for two factors. */
  readonly proofs: readonly string[]
  readonly level: 1 | 2
}

/** Every way in with its level; a test holds them against the gate's own rule. */
export const ways: readonly Way[] = [
  { id: 'password', label: text('Passwort allein', 'Password alone'), proofs: ['password'], level: 1 },
  {
    id: 'totp',
    label: text('Passwort und Authentifizierungs-App', 'Password and authenticator app'),
    proofs: ['password', 'totp'],
    level: 2,
  },
  {
    id: 'passkey-second',
    label: text('Passwort und Passkey', 'Password and passkey'),
    proofs: ['password', 'passkey'],
    level: 2,
  },
  {
    id: 'recovery',
    label: text('Passwort und Wiederherstellungscode', 'Password and recovery code'),
    proofs: ['password', 'recovery-code'],
    level: 2,
  },
  {
    id: 'passkey',
    label: text('Passkey allein, mit Finger, Gesicht oder PIN', 'Passkey alone, with finger, face or PIN'),
    proofs: ['passkey+verified'],
    level: 2,
  },
  { id: 'social', label: text('Google oder Apple', 'Google or Apple'), proofs: ['federated'], level: 1 },
  {
    id: 'sign-on',
    label: text('Identitätsanbieter der Organisation', 'The organisation’s identity provider'),
    proofs: ['federated'],
    level: 1,
  },
  {
    id: 'sign-on-mfa',
    label: text(
      'Identitätsanbieter, der zwei Faktoren bestätigt oder für den sich die Organisation verbürgt',
      'Identity provider that asserts two factors, or that the organisation vouches for',
    ),
    proofs: ['federated+mfa'],
    level: 2,
  },
]
