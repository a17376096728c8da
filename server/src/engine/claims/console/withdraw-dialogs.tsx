import type { ReactNode } from 'react'
import type { TrustClaim } from 'nachweis-verify'
import {
  Button,
  ConfirmDialog,
  Dialog,
  Form,
  FormButtons,
  Notice,
  text,
  TextField,
  useChange,
  useText,
} from '@nachweis/console'
import { listMeasures, reinstateClaim, showClaim, withdrawClaim } from '../contract.ts'

interface Props {
  readonly claim: TrustClaim
  readonly isOpen: boolean
  readonly onClose: () => void
}

const paramsOf = ({ id }: TrustClaim) => {
  const [measure = '', claim = ''] = id.split('/')
  return { measure, claim }
}

/** Takes a claim off the promises, with a reason that everybody can read. */
export function WithdrawDialog({ claim, isOpen, onClose }: Props): ReactNode {
  const t = useText()
  const withdraw = useChange(withdrawClaim, {
    renews: [showClaim, listMeasures],
    followsLog: true,
    done: words.withdrawn,
    after: onClose,
  })
  return (
    <Dialog title={words.withdraw} isOpen={isOpen} onClose={onClose} isDismissable={!withdraw.isPending}>
      <p className="quoted-sentence">{t(claim.text)}</p>
      <Notice tone="warning" title={words.publicEffect}>
        <p>{t(words.effect)}</p>
      </Notice>
      <Form
        onSubmit={({ reason = '' }) => withdraw.mutate({ params: paramsOf(claim), body: { reason } })}
        isPending={withdraw.isPending}
        error={withdraw.error}
      >
        <TextField
          name="reason"
          label={words.reason}
          description={words.reasonWhy}
          rows={3}
          minLength={3}
          maxLength={500}
          autoFocus
        />
        <FormButtons>
          <Button type="submit" weight="danger" label={words.doWithdraw} isPending={withdraw.isPending} />
          <Button label={words.cancel} onPress={onClose} />
        </FormButtons>
      </Form>
    </Dialog>
  )
}

/** Promises a withdrawn claim again. */
export function ReinstateDialog({ claim, isOpen, onClose }: Props): ReactNode {
  const t = useText()
  const reinstate = useChange(reinstateClaim, {
    renews: [showClaim, listMeasures],
    followsLog: true,
    done: words.reinstated,
    after: onClose,
  })
  return (
    <ConfirmDialog
      title={words.reinstate}
      action={words.doReinstate}
      kind="harmless"
      isOpen={isOpen}
      onClose={onClose}
      onConfirm={() => reinstate.mutate({ params: paramsOf(claim) })}
      isPending={reinstate.isPending}
      error={reinstate.error}
    >
      <p className="quoted-sentence">{t(claim.text)}</p>
      <p>{t(words.reinstateEffect)}</p>
    </ConfirmDialog>
  )
}

const words = {
  withdraw: text('Aussage zurückziehen', 'Withdraw claim'),
  publicEffect: text('Das sehen alle', 'Everybody sees this'),
  effect: text(
    'Die Aussage steht danach auf der öffentlichen Seite als zurückgezogen, mit Ihrer Begründung. Das bleibt auch dann im Verlauf sichtbar, wenn Sie sie später wieder versprechen.',
    'The claim then stands on the public page as withdrawn, with your reason. That stays visible in its history even if you promise it again later.',
  ),
  reason: text('Öffentliche Begründung', 'Public reason'),
  reasonWhy: text(
    'Ein Satz für Ihre Kunden, höchstens 500 Zeichen, ohne Namen von Personen.',
    'A sentence for your customers, 500 characters at most, without names of people.',
  ),
  doWithdraw: text('Öffentlich zurückziehen', 'Withdraw in public'),
  cancel: text('Abbrechen', 'Cancel'),
  withdrawn: text('Die Aussage ist zurückgezogen.', 'The claim is withdrawn.'),
  reinstate: text('Wieder versprechen', 'Promise again'),
  reinstateEffect: text(
    'Die Aussage gilt wieder als Versprechen. Ab jetzt entscheiden ihre Nachweise, wie sie dasteht.',
    'The claim is a promise again. From now on its evidence decides how it stands.',
  ),
  doReinstate: text('Wieder versprechen', 'Promise again'),
  reinstated: text('Die Aussage ist wieder ein Versprechen.', 'The claim is a promise again.'),
}
