import type { ReactNode } from 'react'
import { useText } from '@nachweis/console'
import type { SourceState } from '../sources/state-names.ts'
import { stateWords } from './sources-words.ts'
import './sources.css'

/** The state of a source: a sign by shape and colour, and its word. */
export function StateMark({ state }: { readonly state: SourceState }): ReactNode {
  const t = useText()
  const { name, tone } = stateWords[state]
  return (
    <span className={`source-state ${tone}`}>
      <svg viewBox="0 0 12 12" aria-hidden="true">
        {tone === 'good' && <circle cx="6" cy="6" r="5" />}
        {tone === 'calm' && <circle cx="6" cy="6" r="4" className="hollow" />}
        {tone === 'bad' && <path d="M6 1l5.5 10h-11z" />}
      </svg>
      {t(name)}
    </span>
  )
}
