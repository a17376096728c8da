import { Suspense, useEffect, useState, type ComponentType, type ReactNode } from 'react'
import { askWith } from '../api/step-up.ts'
import type { StepUpProps } from '../screen.ts'
import { stepUpForm } from '../screens.ts'
import { StepUpDialog } from './later.ts'

interface Question {
  readonly Form: ComponentType<StepUpProps>
  readonly answer: (proved: boolean) => void
}

/** Asks once more who is there, when the server wants to know; identity brings the form. */
export function StepUp(): ReactNode {
  const [question, setQuestion] = useState<Question | null>(null)
  useEffect(() => {
    if (stepUpForm === null) return undefined
    const load = stepUpForm
    return askWith(async () => {
      const Form = await load()
      return new Promise((answer) => setQuestion({ Form, answer }))
    })
  }, [])
  if (question === null) return null
  const finish = (proved: boolean) => {
    setQuestion(null)
    question.answer(proved)
  }
  return (
    <Suspense fallback={null}>
      <StepUpDialog onClose={() => finish(false)}>
        <question.Form onDone={() => finish(true)} onCancel={() => finish(false)} />
      </StepUpDialog>
    </Suspense>
  )
}
