import type { ReactNode } from 'react'
import {
  Button,
  Dialog,
  Form,
  FormButtons,
  Select,
  text,
  TextField,
  useChange,
  useNow,
  useText,
} from '@nachweis/console'
import { endHoldRoute, listHolds, listRetention, renewHoldRoute } from '../retention/contract.ts'
import { endAfter, holdEnds } from './retention-hold-end.ts'
import type { Hold } from './retention-words.ts'

interface Props {
  readonly hold: Hold
  readonly name: string
  readonly onClose: () => void
}

const renews = [listHolds, listRetention]

/** Sets another end of a hold, with the reason for it. */
export function RenewHold({ hold, name, onClose }: Props): ReactNode {
  const now = useNow()
  const renew = useChange(renewHoldRoute, { renews, done: words.renewed, after: onClose })
  return (
    <Dialog title={words.renewTitle} isOpen onClose={onClose}>
      <p>{name}</p>
      <Form
        onSubmit={({ end = '', reason = '' }) =>
          renew.mutate({ params: { hold: hold.id }, body: { endsAt: endAfter(end, now), reason } })
        }
        isPending={renew.isPending}
        error={renew.error}
      >
        <Select name="end" label={words.newEnd} defaultValue="180" options={holdEnds} />
        <TextField name="reason" label={words.reason} minLength={3} maxLength={500} rows={2} />
        <FormButtons>
          <Button type="submit" weight="strong" label={words.renew} isPending={renew.isPending} />
        </FormButtons>
      </Form>
    </Dialog>
  )
}

/** Releases a hold, with the reason for it. */
export function EndHold({ hold, name, onClose }: Props): ReactNode {
  const t = useText()
  const end = useChange(endHoldRoute, { renews, done: words.ended, after: onClose })
  return (
    <Dialog title={words.endTitle} isOpen onClose={onClose}>
      <p>{name}</p>
      <p>{t(words.endWhat)}</p>
      <Form
        onSubmit={({ reason = '' }) => end.mutate({ params: { hold: hold.id }, body: { reason } })}
        isPending={end.isPending}
        error={end.error}
      >
        <TextField name="reason" label={words.reason} minLength={3} maxLength={500} rows={2} />
        <FormButtons>
          <Button type="submit" weight="danger" label={words.end} isPending={end.isPending} />
          <Button label={words.cancel} isDisabled={end.isPending} onPress={onClose} />
        </FormButtons>
      </Form>
    </Dialog>
  )
}

const words = {
  renewTitle: text('Ende der Sperre ändern', 'Change the end of the hold'),
  newEnd: text('Sie endet jetzt', 'It now ends'),
  reason: text('Begründung', 'Reason'),
  renew: text('Ende ändern', 'Change the end'),
  renewed: text('Das Ende der Sperre ist geändert.', 'The end of the hold is changed.'),
  endTitle: text('Sperre aufheben?', 'Release the hold?'),
  endWhat: text(
    'Was über seiner Frist ist und von keiner anderen Sperre gehalten wird, löscht der nächste Lauf innerhalb einer Stunde. Das lässt sich nicht rückgängig machen.',
    'What is past its period and kept by no other hold is deleted by the next run within an hour. That cannot be undone.',
  ),
  end: text('Sperre aufheben', 'Release the hold'),
  ended: text('Die Sperre ist aufgehoben.', 'The hold is released.'),
  cancel: text('Abbrechen', 'Cancel'),
}
