import type { Text } from 'nachweis-verify'
import { text } from '@nachweis/console'

const names: Readonly<Record<string, Text>> = {
  password: text('Passwort', 'password'),
  totp: text('App', 'app'),
  passkey: text('Passkey', 'passkey'),
  'recovery-code': text('Wiederherstellungscode', 'recovery code'),
  invitation: text('Einladung', 'invitation'),
  federated: text('Identitätsdienst', 'identity provider'),
}

/** How a session was opened, from the gate's name for it: `password+totp`. */
export function wayWords(way: string): Text {
  const parts = way.split('+').map((name) => names[name] ?? text(name, name))
  const list = { de: new Intl.ListFormat('de'), en: new Intl.ListFormat('en') }
  const en = list.en.format(parts.map((part) => part.en))
  return text(list.de.format(parts.map((part) => part.de)), en.charAt(0).toUpperCase() + en.slice(1))
}
