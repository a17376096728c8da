import type { ReactNode } from 'react'
import { Button, Say, text, useText } from '@nachweis/console'
import type { QueryProblem } from '../search/query/ast.ts'
import { mended, piecesOf, problemsOf } from './search-query.ts'
import { usePaused } from './search-suggest.ts'

/** Whoever is in the middle of a word is not corrected yet. */
const thinkMs = 400
/** Characters that are shown on either side of what is wrong. */
const aroundMax = 60

/** What is wrong with the text as it stands, once nobody is typing. */
export function useProblems(typed: string, isSearched: boolean): readonly QueryProblem[] {
  const settled = usePaused(typed, thinkMs)
  return settled === typed || isSearched ? problemsOf(typed) : []
}

interface Props {
  readonly id: string
  readonly typed: string
  readonly problems: readonly QueryProblem[]
  readonly onMend: (typed: string) => void
}

/** What is wrong with the query, under the places where it is, and what could stand there instead. */
export function QueryProblems({ id, typed, problems, onMend }: Props): ReactNode {
  const t = useText()
  return (
    <div className="query-problems" role="status" id={id}>
      {problems.length > 0 && <Places text={typed} problems={problems} />}
      {problems.map((problem) => (
        <p key={`${problem.position} ${problem.message.en}`} className="field-problem">
          <span className="hidden">{`${t(words.at(problem.position + 1))} `}</span>
          <Say words={problem.message} />
          {problem.instead !== null && (
            <>
              {' '}
              <Button
                weight="quiet"
                label={problem.instead === '' ? words.leaveOut : words.write(problem.instead.trim())}
                onPress={() => onMend(mended(typed, problem))}
              />
            </>
          )}
        </p>
      ))}
    </div>
  )
}

/** The query once more, in the same letters and the same place as in the field, with the wrong parts marked. */
function Places({ text: whole, problems }: { readonly text: string; readonly problems: Props['problems'] }) {
  const { before, pieces, after } = piecesOf(whole, problems, aroundMax)
  return (
    <code className="query-place" aria-hidden="true">
      {before && '…'}
      {pieces.map(({ written, start, isWrong }) =>
        isWrong ? (
          <mark key={start}>{written.trim() === '' ? '␣' : written}</mark>
        ) : (
          <span key={start}>{written}</span>
        ),
      )}
      {after && '…'}
    </code>
  )
}

const words = {
  at: (n: number) => text(`Ab Zeichen ${n}:`, `From character ${n}:`),
  write: (instead: string) => text(`Stattdessen ${instead}`, `Write ${instead}`),
  leaveOut: text('Weglassen', 'Leave it out'),
}
