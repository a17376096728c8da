import type { ReactNode } from 'react'
import {
  Button as AriaButton,
  Text,
  UNSTABLE_Toast as Toast,
  UNSTABLE_ToastContent as ToastContent,
  UNSTABLE_ToastRegion as ToastRegion,
} from 'react-aria-components'
import { text } from '../../../server/src/kernel/language.ts'
import { useText } from '../language/use-text.ts'
import { CheckIcon, CloseIcon } from './icons.tsx'
import { toasts } from './toasts.ts'

/** Where `tell` speaks; once, in the shell. A landmark that F6 reaches. */
export function Toasts(): ReactNode {
  const t = useText()
  return (
    <ToastRegion className="toasts" queue={toasts} aria-label={t(words.region)}>
      {({ toast }) => (
        <Toast toast={toast} className={`toast ${toast.content.tone}`}>
          {toast.content.tone === 'done' && <CheckIcon />}
          <ToastContent>
            <Text slot="title">{t(toast.content.words)}</Text>
          </ToastContent>
          <AriaButton slot="close" className="button quiet icon-only" aria-label={t(words.close)}>
            <CloseIcon />
          </AriaButton>
        </Toast>
      )}
    </ToastRegion>
  )
}

const words = {
  region: text('Meldungen', 'Messages'),
  close: text('Meldung schließen', 'Close message'),
}
