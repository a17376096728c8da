import type { ReactNode } from 'react'
import type { Text } from 'nachweis-verify'
import { Notice, numberWords, text, useLanguage, useText } from '@nachweis/console'
import { problemWords } from '../push/problem-names.ts'
import type { Tried } from './push-own.ts'
import { Exact } from './push-time.tsx'

/** What became of a try: taken or why not, how long it took, and what the receiver said. */
export function TryResult({ tried }: { readonly tried: Tried }): ReactNode {
  const t = useText()
  const language = useLanguage()
  const took = numberWords(tried.ms, language)
  if (tried.problem === null)
    return (
      <Notice tone="done" title={words.taken(tried.status ?? 0, took)}>
        <Said tried={tried} />
      </Notice>
    )
  const { name, what } = problemWords(tried.problem)
  return (
    <Notice tone="problem" title={words.refused(name, took)}>
      <p>{t(what)}</p>
      <Said tried={tried} />
    </Notice>
  )
}

function Said({ tried: { at, answer } }: { readonly tried: Tried }) {
  const t = useText()
  return (
    <>
      <p>
        {t(words.sent)} <Exact at={at} />
        {answer !== '' && ` · ${t(words.answer)}`}
      </p>
      <Answer answer={answer} />
    </>
  )
}

/** The beginning of what the receiver answered, as it came. */
export function Answer({ answer }: Pick<Tried, 'answer'>): ReactNode {
  const t = useText()
  if (answer === '') return null
  // Long answers scroll: with keys too.
  return (
    <pre className="push-answer" tabIndex={0} role="group" aria-label={t(words.answer)}>
      {answer}
    </pre>
  )
}

const words = {
  taken: (status: number, ms: string) =>
    text(`Angenommen: ${status}, nach ${ms} ms`, `Taken: ${status}, after ${ms} ms`),
  refused: (name: Text, ms: string) => text(`${name.de}, nach ${ms} ms`, `${name.en}, after ${ms} ms`),
  sent: text('Gesendet', 'Sent'),
  answer: text('Antwort des Empfängers', 'Answer of the receiver'),
}
