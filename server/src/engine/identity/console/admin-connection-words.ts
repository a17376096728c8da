import type { z } from 'zod'
import { text } from '@nachweis/console'
import type { showSignOn } from '../contract/sign-on.ts'

type SignOn = z.output<typeof showSignOn.output>
export type Connection = SignOn['connections'][number]
export type Domain = SignOn['domains'][number]

/** The protocols by the names of their standards. */
export const protocols = { oidc: 'OpenID Connect', saml: 'SAML 2.0' } as const

/** What the state of a connection means. */
export const connectionStates = {
  draft: {
    title: text('Entwurf', 'Draft'),
    sentence: text(
      'Noch kann sich niemand darüber anmelden. Melden Sie sich als Nächstes probeweise an.',
      'Nobody can sign in by it yet. Sign in as a test next.',
    ),
  },
  tested: {
    title: text('Bereit', 'Ready'),
    sentence: text(
      'Wer will, meldet sich darüber an; Passwort und Passkey gehen weiterhin.',
      'Whoever wants to signs in by it; password and passkey still work.',
    ),
  },
  enforced: {
    title: text('Pflicht', 'Required'),
    sentence: text(
      'Alle melden sich darüber an. Passwort, Passkey, Google und Apple werden abgelehnt, außer bei Notfallkonten.',
      'Everybody signs in by it. Password, passkey, Google and Apple are refused, except for emergency accounts.',
    ),
  },
} as const
