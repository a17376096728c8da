import { useState, type ReactNode } from 'react'
import {
  Button,
  ConfirmDialog,
  Dialog,
  FormButtons,
  Moment,
  Section,
  text,
  useChange,
  useText,
} from '@nachweis/console'
import { rotatePushSecret, showPushEndpoint } from '../push/contract.ts'
import { PushKeys } from './push-keys.tsx'
import { useOwnPush, type PushEndpoint } from './push-own.ts'

interface Props {
  readonly endpoint: PushEndpoint
}

/** How signatures of a webhook are verified, and new keys for it. */
export function PushSignature({ endpoint }: Props): ReactNode {
  const [isAsking, ask] = useState(false)
  return (
    <>
      <Section title={words.verify}>
        <PushKeys publicKey={endpoint.publicKey} secret={null} />
      </Section>
      <Section
        title={words.renew}
        lead={words.renewLead}
        actions={<Button label={words.renewKeys} onPress={() => ask(true)} />}
      >
        {isAsking && <Rotate endpoint={endpoint} onClose={() => ask(false)} />}
      </Section>
    </>
  )
}

function Rotate({ endpoint: { id, description }, onClose }: Props & { readonly onClose: () => void }) {
  const t = useText()
  const { organisation } = useOwnPush()
  const rotate = useChange(rotatePushSecret, { renews: [showPushEndpoint] })
  const fresh = rotate.data
  if (fresh)
    return (
      <Dialog title={words.fresh} isOpen onClose={onClose} isDismissable={false} size="wide">
        <p>
          {t(words.until)} <Moment at={fresh.oldUntil} exact />
        </p>
        <PushKeys secret={fresh.secret} publicKey={fresh.publicKey} />
        <FormButtons>
          <Button label={words.kept} weight="strong" onPress={onClose} />
        </FormButtons>
      </Dialog>
    )
  return (
    <ConfirmDialog
      title={words.ask(description)}
      isOpen
      kind="harmless"
      onClose={onClose}
      action={words.renewKeys}
      isPending={rotate.isPending}
      error={rotate.error}
      onConfirm={() => rotate.mutate({ params: { organisation, endpoint: id } })}
    >
      <p>{t(words.askWhat)}</p>
    </ConfirmDialog>
  )
}

const words = {
  verify: text('Signatur prüfen', 'Verify the signature'),
  renew: text('Schlüssel erneuern', 'Renew the keys'),
  renewLead: text(
    'Neu werden das Geheimnis und das Schlüsselpaar. 24 Stunden lang unterschreiben alte und neue nebeneinander; in dieser Zeit stellen Sie den Empfänger um, ohne dass etwas abgewiesen wird.',
    'The secret and the key pair become new. For 24 hours old and new ones sign beside each other; within that time you change the receiver over without anything being refused.',
  ),
  renewKeys: text('Schlüssel erneuern', 'Renew the keys'),
  ask: (name: string) => text(`Schlüssel von ${name} erneuern?`, `Renew the keys of ${name}?`),
  askWhat: text(
    'Die neuen Schlüssel sehen Sie gleich, und nur einmal. Die alten gelten noch 24 Stunden.',
    'You will see the new keys at once, and only once. The old ones are valid for another 24 hours.',
  ),
  fresh: text('Die neuen Schlüssel', 'The new keys'),
  until: text('Die alten unterschreiben daneben weiter, bis', 'The old ones go on signing beside them until'),
  kept: text('Ich habe sie hinterlegt', 'I have put them away'),
}
