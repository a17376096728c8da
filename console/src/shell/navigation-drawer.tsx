import { useLocation } from '@tanstack/react-router'
import { useEffect, useEffectEvent, useState, type ReactNode } from 'react'
import { Dialog, Modal, ModalOverlay } from 'react-aria-components'
import { text } from '../../../server/src/kernel/language.ts'
import type { Me } from '../api/me.ts'
import { useText } from '../language/use-text.ts'
import { Button } from '../parts/button.tsx'
import { CloseIcon } from '../parts/icons.tsx'
import { LanguageSwitch } from './language-switch.tsx'
import { SideNavigation } from './side-navigation.tsx'

interface Props {
  readonly me: Me
  readonly isOpen: boolean
  readonly onClose: () => void
}

/** The side navigation on a phone. Closes when a screen was chosen. */
export function NavigationDrawer({ me, isOpen, onClose }: Props): ReactNode {
  const t = useText()
  const path = useLocation({ select: (location) => location.href })
  const [from] = useState(path)
  const close = useEffectEvent(onClose)
  useEffect(() => {
    if (path !== from) close()
  }, [path, from])
  return (
    <ModalOverlay
      className="veil drawer-veil"
      isDismissable
      isOpen={isOpen}
      onOpenChange={(open) => {
        if (!open) onClose()
      }}
    >
      <Modal className="drawer">
        <Dialog className="dialog" aria-label={t(words.navigation)}>
          <div className="drawer-head">
            <LanguageSwitch />
            <Button label={words.close} icon={<CloseIcon />} iconOnly weight="quiet" onPress={onClose} />
          </div>
          <nav aria-label={t(words.navigation)}>
            <SideNavigation me={me} />
          </nav>
        </Dialog>
      </Modal>
    </ModalOverlay>
  )
}

const words = {
  navigation: text('Bereiche', 'Areas'),
  close: text('Schließen', 'Close'),
}
