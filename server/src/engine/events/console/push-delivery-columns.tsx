import type { ReactNode } from 'react'
import { numberWords, Say, text, useLanguage, useText, type Column } from '@nachweis/console'
import { problemWords } from '../push/problem-names.ts'
import type { Delivery, Tried } from './push-own.ts'
import { Exact } from './push-time.tsx'
import { deliveryWords } from './push-words.ts'
import { StateSign } from './sources-state.tsx'

/** The log of deliveries: what, how it stands, what the receiver said, how often, when next. */
export const deliveryColumns: readonly Column<Delivery>[] = [
  { id: 'at', label: text('Entstanden', 'Made'), cell: ({ createdAt }) => <Exact at={createdAt} /> },
  {
    id: 'state',
    label: text('Stand', 'State'),
    cell: ({ state }) => <StateSign {...deliveryWords[state]} />,
  },
  {
    id: 'answer',
    label: text('Letzte Antwort', 'Last answer'),
    cell: ({ last }) => (last === null ? '–' : <AnswerWords tried={last} />),
  },
  {
    id: 'ms',
    label: text('Dauer', 'Duration'),
    cell: ({ last }) => (last === null ? '–' : <Milliseconds ms={last.ms} />),
  },
  { id: 'tries', label: text('Versuche', 'Tries'), cell: ({ tries }) => String(tries) },
  {
    id: 'next',
    label: text('Nächster Versuch', 'Next try'),
    cell: (delivery) => <NextTry delivery={delivery} />,
  },
]

/** "200", or why it was not taken. */
export function AnswerWords({ tried }: { readonly tried: Pick<Tried, 'status' | 'problem'> }): ReactNode {
  const t = useText()
  return tried.problem === null ? String(tried.status) : t(problemWords(tried.problem).name)
}

export function Milliseconds({ ms }: { readonly ms: number }): ReactNode {
  return `${numberWords(ms, useLanguage())} ms`
}

/** When it is tried next; what waits behind another one says so. */
export function NextTry({ delivery }: { readonly delivery: Delivery }): ReactNode {
  if (delivery.state !== 'queued') return '–'
  if (delivery.nextTryAt === null) return <Say words={words.behind} />
  return <Exact at={delivery.nextTryAt} />
}

const words = {
  behind: text('der Reihe nach', 'in its turn'),
}
