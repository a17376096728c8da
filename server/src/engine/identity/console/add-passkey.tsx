import { useMutation } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { Button, call, Form, FormButtons, text, TextField, useText } from '@nachweis/console'
import { addPasskey, beginPasskey } from '../contract/factors.ts'
import { deviceName } from './device-name.ts'
import { KeyIcon } from './key-icon.tsx'
import { makePasskey } from './passkey.ts'

interface Props {
  /** The recovery codes that came with the first second factor; null with a further one. */
  readonly onAdded: (recoveryCodes: readonly string[] | null) => void
  readonly onCancel: () => void
}

/** Sets up a passkey: a name for it, then the browser asks its owner. */
export function AddPasskey({ onAdded, onCancel }: Props): ReactNode {
  const t = useText()
  const add = useMutation({
    mutationFn: async (label: string) => {
      const { options } = await call(beginPasskey)
      const credential = await makePasskey(options)
      return call(addPasskey, { body: { label, credential } })
    },
    onSuccess: ({ recoveryCodes }) => onAdded(recoveryCodes),
  })
  return (
    <>
      <p>{t(words.what)}</p>
      <Form onSubmit={({ label = '' }) => add.mutate(label)} isPending={add.isPending} error={add.error}>
        <TextField
          name="label"
          label={words.label}
          description={words.labelWhat}
          defaultValue={t(deviceName(navigator.userAgent))}
          maxLength={60}
          autoComplete="off"
        />
        <FormButtons>
          <Button
            type="submit"
            weight="strong"
            icon={<KeyIcon />}
            label={words.make}
            isPending={add.isPending}
          />
          <Button label={words.cancel} onPress={onCancel} />
        </FormButtons>
      </Form>
    </>
  )
}

const words = {
  what: text(
    'Ihr Gerät fragt gleich nach Fingerabdruck, Gesicht oder PIN. Ein Sicherheitsschlüssel oder Ihr Telefon geht auch.',
    'Your device will ask for fingerprint, face or PIN. A security key or your phone works as well.',
  ),
  label: text('Name des Passkeys', 'Name of the passkey'),
  labelWhat: text('Damit Sie ihn später wiedererkennen.', 'So that you recognise it later.'),
  make: text('Passkey anlegen', 'Make the passkey'),
  cancel: text('Zurück', 'Back'),
}
