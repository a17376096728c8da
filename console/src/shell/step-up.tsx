import { useEffect, useRef, useState, type ComponentType, type ReactNode } from 'react'
import { text } from '../../../server/src/kernel/language.ts'
import { askWith } from '../api/step-up.ts'
import { useText } from '../language/use-text.ts'
import { Dialog } from '../parts/dialog.tsx'
import { Loading } from '../parts/loaded.tsx'
import type { StepUpProps } from '../screen.ts'
import { stepUpForm } from '../screens.ts'

/** The dialog that asks once more who is there, when the server wants to know; identity brings its form. */
export function StepUp(): ReactNode {
  const t = useText()
  const [isOpen, setOpen] = useState(false)
  const [Form, setForm] = useState<ComponentType<StepUpProps> | null>(null)
  const answer = useRef<(proved: boolean) => void>(() => {})
  useEffect(() => {
    if (stepUpForm === null) return undefined
    const load = stepUpForm
    return askWith(async () => {
      const loaded = await load()
      setForm(() => loaded)
      setOpen(true)
      return new Promise((resolve) => {
        answer.current = resolve
      })
    })
  }, [])
  const finish = (proved: boolean) => {
    setOpen(false)
    answer.current(proved)
  }
  return (
    <Dialog title={words.title} isOpen={isOpen} onClose={() => finish(false)}>
      <p>{t(words.why)}</p>
      {Form ? <Form onDone={() => finish(true)} onCancel={() => finish(false)} /> : <Loading />}
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
