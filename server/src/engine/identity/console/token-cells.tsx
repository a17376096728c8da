import type { ReactNode } from 'react'
import { ConfirmDialog, Moment, text, useText } from '@nachweis/console'

/** When a token was last used, if ever. */
export function LastUsed({ at }: { readonly at: string | null }): ReactNode {
  const t = useText()
  return at === null ? t(words.never) : <Moment at={at} />
}

/** Until when a token works. */
export function Expiry({
  token: { expired, expiresAt },
}: {
  readonly token: { readonly expired: boolean; readonly expiresAt: string }
}): ReactNode {
  const t = useText()
  return expired ? <strong>{t(words.expired)}</strong> : <Moment at={expiresAt} />
}

interface RevokeProps {
  readonly name: string
  readonly isPending: boolean
  readonly error: unknown
  readonly onConfirm: () => void
  readonly onClose: () => void
}

/** Asks before a token is revoked. */
export function RevokeToken({ name, ...dialog }: RevokeProps): ReactNode {
  const t = useText()
  return (
    <ConfirmDialog title={words.revokeTitle(name)} isOpen action={tokenCells.revoke} {...dialog}>
      <p>{t(words.revokeWhat)}</p>
    </ConfirmDialog>
  )
}

/** Words of lists of tokens. */
export const tokenCells = {
  name: text('Name', 'Name'),
  scopes: text('Rechte', 'Permissions'),
  count: (n: number) =>
    text(n === 1 ? 'Ein Recht' : `${n} Rechte`, n === 1 ? 'One permission' : `${n} permissions`),
  used: text('Zuletzt benutzt', 'Last used'),
  expires: text('Läuft ab', 'Expires'),
  revoke: text('Widerrufen', 'Revoke'),
  revoked: text('Der Zugangsschlüssel ist widerrufen.', 'The token is revoked.'),
}

const words = {
  never: text('noch nie', 'never yet'),
  expired: text('Abgelaufen', 'Expired'),
  revokeTitle: (name: string) => text(`„${name}“ widerrufen?`, `Revoke “${name}”?`),
  revokeWhat: text(
    'Was ihn benutzt, wird sofort abgewiesen. Das lässt sich nicht zurücknehmen.',
    'Whatever uses it is refused at once. This cannot be taken back.',
  ),
}
