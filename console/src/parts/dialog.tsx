import type { ReactNode } from 'react'
import type { Text } from 'nachweis-verify'
import {
  Button as AriaButton,
  Dialog as AriaDialog,
  Heading,
  Modal,
  ModalOverlay,
} from 'react-aria-components'
import { text } from '../../../server/src/kernel/language.ts'
import { useText } from '../language/use-text.ts'
import { Button } from './button.tsx'
import { CloseIcon } from './icons.tsx'
import { ProblemNotice } from './notice.tsx'

interface Props {
  readonly title: Text
  readonly isOpen: boolean
  readonly onClose: () => void
  /** False while something runs or a secret is shown that must not be lost by a click beside it. */
  readonly isDismissable?: boolean
  readonly size?: 'small' | 'wide'
  readonly children: ReactNode
}

/** A window above the page. Escape and a click beside it close it; the focus returns to where it was. */
export function Dialog({
  title,
  isOpen,
  onClose,
  isDismissable = true,
  size = 'small',
  children,
}: Props): ReactNode {
  const t = useText()
  return (
    <ModalOverlay
      className="veil"
      isOpen={isOpen}
      isDismissable={isDismissable}
      isKeyboardDismissDisabled={!isDismissable}
      onOpenChange={(open) => {
        if (!open) onClose()
      }}
    >
      <Modal className={size === 'wide' ? 'modal wide' : 'modal'}>
        <AriaDialog className="dialog">
          <header className="dialog-head">
            <Heading slot="title">{t(title)}</Heading>
            {isDismissable && (
              <AriaButton className="button quiet icon-only" aria-label={t(words.close)} onPress={onClose}>
                <CloseIcon />
              </AriaButton>
            )}
          </header>
          {children}
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  )
}

interface ConfirmProps extends Omit<Props, 'isDismissable' | 'size'> {
  /** What the button does, in its own words: "Sitzung beenden", never "OK". */
  readonly action: Text
  readonly onConfirm: () => void
  /** `harmless`: can be undone. `danger`: cannot. Default `danger`. */
  readonly kind?: 'harmless' | 'danger'
  readonly isPending?: boolean
  readonly error?: unknown
}

/** Asks before something that matters. `children` say what happens, to whom, and whether it can be undone. */
export function ConfirmDialog(props: ConfirmProps): ReactNode {
  const { action, onConfirm, kind = 'danger', isPending = false, error, children, ...dialog } = props
  return (
    <Dialog {...dialog} isDismissable={!isPending}>
      {children}
      <ProblemNotice error={error} />
      <div className="form-buttons">
        <Button
          label={action}
          weight={kind === 'danger' ? 'danger' : 'strong'}
          isPending={isPending}
          onPress={onConfirm}
        />
        <Button label={words.cancel} isDisabled={isPending} onPress={dialog.onClose} />
      </div>
    </Dialog>
  )
}

const words = {
  close: text('Schließen', 'Close'),
  cancel: text('Abbrechen', 'Cancel'),
}
