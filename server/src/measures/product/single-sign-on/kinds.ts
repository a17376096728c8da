import { text, type Text } from '../../../kernel/language.ts'

/** The kinds of attack, as the public page names them. */
export const kinds = {
  replayed: text('wiederholte Antworten', 'replayed answers'),
  'other-browser': text('Antworten in einem fremden Browser', 'answers in another browser'),
  'mixed-up': text('vertauschte Identitätsdienste', 'mixed-up identity providers'),
  unsolicited: text('nicht angeforderte Antworten', 'unsolicited answers'),
  unsigned: text('fehlende Signatur', 'missing signature'),
  'wrongly-signed': text('falsche Signatur', 'wrong signature'),
  wrapped: text('verschobene Signatur (XSW)', 'wrapped signature (XSW)'),
  altered: text('veränderter Inhalt', 'altered content'),
  'wrong-audience': text('falscher Empfänger', 'wrong audience or recipient'),
  expired: text('abgelaufen oder aus der Zukunft', 'expired or from the future'),
  'foreign-account': text('fremde Konten und fremde Domains', 'accounts and domains of others'),
  'no-second-factor': text('fehlender zweiter Faktor', 'missing second factor'),
} as const satisfies Record<string, Text>

export type Kind = keyof typeof kinds

/** `expected`: the reason for which an attack must be refused, and not for another that would hide a gap; null for controls. */
export interface Try {
  readonly protocol: 'OpenID Connect' | 'SAML 2.0'
  readonly kind: Kind | 'control'
  readonly name: string
  readonly admitted: boolean
  readonly reason: string | null
  readonly expected: string | null
}
