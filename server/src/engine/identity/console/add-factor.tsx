import { useQueryClient } from '@tanstack/react-query'
import { useState, type ReactNode } from 'react'
import { Button, Dialog, renew, tell, text, useQueryState } from '@nachweis/console'
import { listFactors } from '../contract/factors.ts'
import { showMe } from '../contract/me.ts'
import { AddPasskey } from './add-passkey.tsx'
import { AddTotp } from './add-totp.tsx'
import { KeyIcon } from './key-icon.tsx'
import { passkeyPlace } from './passkey.ts'
import { PlaceNotice } from './place-notice.tsx'
import { RecoveryCodes } from './recovery-codes.tsx'
import type { Factors } from './security-screen.tsx'

/** Adds a passkey or an app; with the first one the recovery codes are shown. */
export function AddFactor({ factors }: { readonly factors: Factors }): ReactNode {
  const [adding, setAdding] = useQueryState('add')
  const [codes, setCodes] = useState<readonly string[] | null>(null)
  const client = useQueryClient()
  const close = () => {
    setCodes(null)
    setAdding('')
    void renew(client, [listFactors, showMe])
  }
  const added = (recoveryCodes: readonly string[] | null) => {
    tell(adding === 'totp' ? words.totpAdded : words.passkeyAdded)
    if (recoveryCodes === null) close()
    else setCodes(recoveryCodes)
  }
  const isOpen = adding === 'passkey' || adding === 'totp'
  const title = codes ? words.codes : adding === 'totp' ? words.totp : words.passkey
  return (
    <>
      <Button label={words.passkey} icon={<KeyIcon />} weight="strong" onPress={() => setAdding('passkey')} />
      {factors.password && <Button label={words.totp} onPress={() => setAdding('totp')} />}
      <Dialog title={title} isOpen={isOpen} onClose={close} isDismissable={codes === null}>
        {codes ? (
          <RecoveryCodes codes={codes} onKept={close} />
        ) : adding === 'totp' ? (
          <AddTotp onAdded={added} onCancel={close} />
        ) : passkeyPlace() === 'here' ? (
          <AddPasskey onAdded={added} onCancel={close} />
        ) : (
          <PlaceNotice />
        )}
      </Dialog>
    </>
  )
}

const words = {
  passkey: text('Passkey hinzufügen', 'Add a passkey'),
  totp: text('App hinzufügen', 'Add an app'),
  codes: text('Wiederherstellungscodes', 'Recovery codes'),
  passkeyAdded: text('Der Passkey ist eingerichtet.', 'The passkey is set up.'),
  totpAdded: text('Die App ist eingerichtet.', 'The app is set up.'),
}
