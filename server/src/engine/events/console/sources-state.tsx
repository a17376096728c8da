import type { ReactNode } from 'react'
import type { Text } from 'nachweis-verify'
import { useText } from '@nachweis/console'
import type { SourceState } from '../sources/state-names.ts'
import { stateWords } from './sources-words.ts'
import './sources.css'

export type Tone = 'good' | 'bad' | 'calm'

/** The state of a source: a sign by shape and colour, and its word. */
export const StateMark = ({ state }: { readonly state: SourceState }): ReactNode => (
  <StateSign {...stateWords[state]} />
)

/** A sign by shape and colour, and its word. */
export function StateSign({ name, tone }: { readonly name: Text; readonly tone: Tone }): ReactNode {
  const t = useText()
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
