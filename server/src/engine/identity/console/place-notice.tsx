import type { ReactNode } from 'react'
import { Notice, OutsideLink, text, useText } from '@nachweis/console'
import { byName, passkeyPlace } from './passkey.ts'

/** Says why passkeys (or any sign-in) cannot work at this address, and where they do; nothing where all is well. */
export function PlaceNotice(): ReactNode {
  const t = useText()
  const place = passkeyPlace()
  const named = byName()
  if (place === 'insecure') {
    return (
      <Notice tone="problem" title={words.insecure}>
        <p>{t(words.insecureWhy)}</p>
      </Notice>
    )
  }
  if (place === 'unknown') return <Notice title={words.unknown} />
  if (place === 'here') return null
  return (
    <Notice title={words.elsewhere}>
      <p>{t(named === null ? words.elsewhereAsk : words.elsewhereWhy)}</p>
      {named !== null && (
        <p>
          <OutsideLink href={named}>{t(words.byName(new URL(named).host))}</OutsideLink>
        </p>
      )}
    </Notice>
  )
}

const words = {
  insecure: text('Hier kann sich niemand anmelden', 'Nobody can sign in here'),
  insecureWhy: text(
    'Die Verbindung ist nicht verschlüsselt, und der Browser bewahrt die Anmeldung deshalb nicht auf. Öffnen Sie die Konsole über https.',
    'The connection is not encrypted, so the browser does not keep the sign-in. Open the console over https.',
  ),
  unknown: text('Dieser Browser kennt keine Passkeys.', 'This browser does not know passkeys.'),
  elsewhere: text('Passkeys gehen unter dieser Adresse nicht', 'Passkeys do not work at this address'),
  elsewhereWhy: text(
    'Ein Passkey gehört zu einem Namen, nicht zu einer Zahl. Auf diesem Rechner geht es so:',
    'A passkey belongs to a name, not to a number. On this machine it works like this:',
  ),
  elsewhereAsk: text(
    'Ein Passkey gehört zu einem Namen, nicht zu einer Zahl. Öffnen Sie die Konsole unter ihrem Namen; der Betreiber legt ihn mit PUBLIC_URL fest.',
    'A passkey belongs to a name, not to a number. Open the console under its name; the operator sets it with PUBLIC_URL.',
  ),
  byName: (host: string) => text(`Dieselbe Seite unter ${host} öffnen`, `Open the same page at ${host}`),
}
