import type { ReactNode } from 'react'
import { Say } from '@nachweis/console'
import type { Step } from './event-proof-steps.ts'
import './event.css'

/** What was verified so far, read out as it comes. */
export function ProofStepList({ steps }: { readonly steps: readonly Step[] }): ReactNode {
  return (
    <ol className="proof-steps" aria-live="polite">
      {steps.map(({ ok, words }) => (
        <li key={words.en} className={ok ? 'ok' : 'not-ok'}>
          <Say words={words} />
        </li>
      ))}
    </ol>
  )
}
