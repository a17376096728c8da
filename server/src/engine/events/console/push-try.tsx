import type { ReactNode } from 'react'
import { Notice, numberWords, text, useLanguage, useText } from '@nachweis/console'
import { problemWords } from '../push/problem-words.ts'
import type { Tried } from './push-own.ts'

/** What became of a try: taken or why not, how long it took, and what the receiver said. */
export function TryResult({ tried }: { readonly tried: Tried }): ReactNode {
  const t = useText()
  const language = useLanguage()
  const took = numberWords(tried.ms, language)
  if (tried.problem === null)
    return (
      <Notice tone="done" title={words.taken(tried.status ?? 0, took)}>
        <Answer answer={tried.answer} />
      </Notice>
    )
  const { name, what } = problemWords(tried.problem)
  return (
    <Notice tone="problem" title={words.refused(name, took)}>
      <p>{t(what)}</p>
      <Answer answer={tried.answer} />
    </Notice>
  )
}

/** The beginning of what the receiver answered, as it came. */
export function Answer({ answer }: Pick<Tried, 'answer'>): ReactNode {
  const t = useText()
  if (answer === '') return null
  return (
    <>
      <p>{t(words.answer)}</p>
      {/* Long answers scroll: with keys too. */}
      <pre className="push-answer" tabIndex={0} role="region" aria-label={t(words.answer)}>
        {answer}
      </pre>
    </>
  )
}

const words = {
  taken: (status: number, ms: string) =>
    text(`Angenommen: ${status}, nach ${ms} ms`, `Taken: ${status}, after ${ms} ms`),
  refused: (name: { readonly de: string; readonly en: string }, ms: string) =>
    text(`${name.de}, nach ${ms} ms`, `${name.en}, after ${ms} ms`),
  answer: text('Antwort des Empfängers', 'Answer of the receiver'),
}
