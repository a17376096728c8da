import { useState, type ReactNode } from 'react'
import { Button, Dialog, FormButtons, PageHead, text, useChange, useGo } from '@nachweis/console'
import { createPushEndpoint, listPushEndpoints } from '../push/contract.ts'
import { PushForm } from './push-form.tsx'
import { PushKeys } from './push-keys.tsx'
import { useOwnPush } from './push-own.ts'
import './push.css'

/** A new webhook: where it goes and what it gets, then its keys. It is made paused, and leads to where it is tested. */
export function NewPushScreen(): ReactNode {
  const { organisation } = useOwnPush()
  const go = useGo()
  const create = useChange(createPushEndpoint, { renews: [listPushEndpoints] })
  return (
    <>
      <PageHead title={words.title} lead={words.lead} crumbs={[crumb]} />
      <PushForm
        endpoint={null}
        onSave={(body, everywhere) =>
          create.mutate({ params: { organisation }, body: { ...body, everywhere, active: false } })
        }
        isPending={create.isPending}
        error={create.error}
        save={words.create}
      />
      {create.data && <Keys {...create.data} onKept={(id) => go(`/webhooks/${id}`, { replace: true })} />}
    </>
  )
}

interface KeysProps {
  readonly id: string
  readonly secret: string
  readonly publicKey: string
  readonly onKept: (id: string) => void
}

function Keys({ id, secret, publicKey, onKept }: KeysProps) {
  const [isOpen, setOpen] = useState(true)
  const close = () => {
    setOpen(false)
    onKept(id)
  }
  return (
    <Dialog title={words.keys} isOpen={isOpen} onClose={close} isDismissable={false} size="wide">
      <PushKeys secret={secret} publicKey={publicKey} />
      <FormButtons>
        <Button label={words.kept} weight="strong" onPress={close} />
      </FormButtons>
    </Dialog>
  )
}

const crumb = { label: text('Webhooks', 'Webhooks'), href: '/webhooks' }

const words = {
  title: text('Webhook anlegen', 'Create a webhook'),
  lead: text(
    'Er entsteht pausiert: Sie bekommen die Schlüssel, senden einen Test und schalten dann ein.',
    'It is made paused: you get the keys, send a test and then switch it on.',
  ),
  create: text('Anlegen', 'Create'),
  keys: text('So prüft der Empfänger die Signatur', 'How the receiver verifies the signature'),
  kept: text('Weiter zum Test', 'Go on to the test'),
}
