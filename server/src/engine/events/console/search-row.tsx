import { StatusMark } from '@nachweis/ui'
import { memo, useId, useState, type ReactNode } from 'react'
import { ChevronIcon, text, useLanguage, useText } from '@nachweis/console'
import type { ShownEvent } from './search-event.ts'
import { EventPreview } from './event-preview.tsx'
import { listTime, roughDuration } from './search-times.ts'
import { flagWords, outcomeWords } from './search-words.ts'
import './event.css'

interface Props {
  readonly event: ShownEvent
  /** Whom it concerns, where that is a question. */
  readonly customer: string | null
  readonly isNew?: boolean
}

const marks = { success: 'holding', failure: 'failing', unknown: 'unknown' } as const

/** An event as a line; pressed, it opens in place. */
export const SearchRow = memo(function SearchRow({ event, customer, isNew = false }: Props): ReactNode {
  const t = useText()
  const id = useId()
  const [isOpen, setOpen] = useState(false)
  const { actor, action, target, source } = event
  return (
    <li className={isNew ? 'event-row new' : 'event-row'}>
      <button
        type="button"
        className="event-line"
        aria-expanded={isOpen}
        aria-controls={id}
        onClick={() => setOpen(!isOpen)}
      >
        <Times event={event} />
        <Outcome outcome={event.outcome} />
        <span className="event-what">
          <b>{action ?? t(words.noAction)}</b>
          <span>{actor ?? t(words.noActor)}</span>
          {target !== null && (
            <span>
              <span aria-hidden="true">→ </span>
              {target}
            </span>
          )}
        </span>
        <span className="event-from">
          {customer !== null && <span>{customer}</span>}
          <span>{source.name}</span>
        </span>
        <ChevronIcon />
      </button>
      <div id={id} hidden={!isOpen}>
        {isOpen && <EventPreview event={event} customer={customer} />}
      </div>
    </li>
  )
})

/** When it happened, how much later it came, and what is odd about it. */
function Times({ event: { at, receivedAt, flags } }: Pick<Props, 'event'>) {
  const t = useText()
  const language = useLanguage()
  const late = roughDuration(Date.parse(receivedAt) - Date.parse(at), language)
  return (
    <span className="event-times">
      <time dateTime={at}>{listTime(at, language)}</time>
      {late !== null && <span className="event-late">{t(words.late(late))}</span>}
      {flags.map((flag) => (
        <span key={flag} className="event-flag">
          {t(flagWords[flag].name)}
        </span>
      ))}
    </span>
  )
}

/** How it ended: shape, word and colour. */
export function Outcome({ outcome }: Pick<ShownEvent, 'outcome'>): ReactNode {
  const t = useText()
  return (
    <span className="status">
      <StatusMark status={marks[outcome]} />
      <span className={`word ${marks[outcome]}`}>{t(outcomeWords[outcome])}</span>
    </span>
  )
}

const words = {
  noAction: text('ohne Aktion', 'no action'),
  noActor: text('ohne Akteur', 'no actor'),
  late: (duration: string) => text(`${duration} später empfangen`, `received ${duration} later`),
}
