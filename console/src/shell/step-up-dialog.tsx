import type { ReactNode } from 'react'
import { text } from '../../../server/src/kernel/language.ts'
import { useText } from '../language/use-text.ts'
import { Dialog } from '../parts/dialog.tsx'

/** The window around the form that asks once more who is there. */
export function StepUpDialog({
  onClose,
  children,
}: {
  readonly onClose: () => void
  readonly children: ReactNode
}): ReactNode {
  const t = useText()
  return (
    <Dialog title={words.title} isOpen onClose={onClose}>
      <p>{t(words.why)}</p>
      {children}
    </Dialog>
  )
}

const words = {
  title: text('Sind Sie es?', 'Is it you?'),
  why: text(
    'Was Sie vorhaben, ist heikel. Bestätigen Sie deshalb noch einmal, dass Sie es sind; das gilt dann zehn Minuten.',
    'What you are about to do is sensitive. Please confirm once more that it is you; this lasts ten minutes.',
  ),
}
