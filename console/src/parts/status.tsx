import type { ReactNode } from 'react'
import { StatusMark as Mark } from '@nachweis/ui'
import type { Basis, Status } from 'nachweis-verify'
import { provenWords, statusWords } from '../language/page-words.ts'
import { useText } from '../language/use-text.ts'

/** Shape, word and colour of a status, as on the public page. With `basis`, what holds has its public word. */
export function StatusMark({
  status,
  basis,
  wordless = false,
}: {
  readonly status: Status
  readonly basis?: Basis
  readonly wordless?: boolean
}): ReactNode {
  const t = useText()
  const word = t(status === 'holding' && basis !== undefined ? provenWords[basis] : statusWords[status])
  if (wordless) return <Mark status={status} label={word} />
  return (
    <span className="status">
      <Mark status={status} />
      <span className={`word ${status}`}>{word}</span>
    </span>
  )
}
