import type { ReactNode } from 'react'
import { Say, text, useText } from '@nachweis/console'
import { problemsOf } from './search-query.ts'
import { usePaused } from './search-suggest.ts'

/** Whoever is in the middle of a word is not corrected yet. */
const thinkMs = 400
/** Characters that are shown on either side of what is wrong. */
const aroundMax = 60

interface Props {
  readonly typed: string
  /** This is what was searched: nobody is typing. */
  readonly isSearched: boolean
}

/** What is wrong with the query, under the place where it is. */
export function QueryProblems({ typed, isSearched }: Props): ReactNode {
  const t = useText()
  const settled = usePaused(typed, thinkMs)
  const [problem] = settled === typed || isSearched ? problemsOf(typed) : []
  return (
    <div className="query-problems" role="status">
      {problem && (
        <>
          <Place text={typed} position={problem.position} length={problem.length} />
          <p className="field-problem">
            <span className="hidden">{`${t(words.at(problem.position + 1))} `}</span>
            <Say words={problem.message} />
          </p>
        </>
      )}
    </div>
  )
}

/** The query once more, in the same letters and the same place as in the field, with the wrong part marked. */
function Place({
  text: whole,
  position,
  length,
}: {
  readonly text: string
  readonly position: number
  readonly length: number
}) {
  const start = position > aroundMax ? position - aroundMax : 0
  const end = position + length
  const marked = whole.slice(position, end)
  return (
    <code className="query-place" aria-hidden="true">
      {start > 0 && '…'}
      {whole.slice(start, position)}
      <mark>{marked.trim() === '' ? '␣' : marked}</mark>
      {whole.slice(end, end + aroundMax)}
      {end + aroundMax < whole.length && '…'}
    </code>
  )
}

const words = {
  at: (n: number) => text(`Ab Zeichen ${n}:`, `From character ${n}:`),
}
