import { text, type Text } from '../../../kernel/language.ts'

const words: Readonly<Record<string, Text>> = {
  password: text('Passwort', 'password'),
  totp: text('Einmalcode', 'one-time code'),
  passkey: text('Passkey', 'passkey'),
  'recovery-code': text('Wiederherstellungscode', 'recovery code'),
  invitation: text('Einladungslink', 'invitation link'),
  federated: text('Konto eines Identitätsanbieters', 'account of an identity provider'),
  token: text('Zugangsschlüssel', 'access token'),
}

/** A way in as sessions and records name it (`password+totp`), in words. */
export function wayWords(way: string): Text {
  const parts = way.split('+').map((kind) => words[kind] ?? text(kind, kind))
  return text(parts.map(({ de }) => de).join(' und '), parts.map(({ en }) => en).join(' and '))
}
