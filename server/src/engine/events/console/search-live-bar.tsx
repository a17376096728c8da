import type { ReactNode } from 'react'
import { Button, numberWords, Say, text, useLanguage } from '@nachweis/console'
import type { Line, Live } from './search-live.ts'

/** What the tail is doing: how many came in, whether it stands still, whether the connection holds. */
export function LiveBar({ live, onAll }: { readonly live: Live; readonly onAll: () => void }): ReactNode {
  const language = useLanguage()
  const { tail, line } = live
  return (
    <div className={`live-bar ${tail.isPaused ? 'paused' : line}`}>
      <span className="live-dot" aria-hidden="true" />
      <span role="status">
        <Say words={tail.isPaused ? words.paused(numberWords(tail.held.length, language)) : states[line]} />
        {tail.count > 0 && (
          <>
            {' '}
            <Say words={words.count(tail.count, numberWords(tail.count, language))} />
          </>
        )}
      </span>
      {tail.isPaused ? (
        <Button label={words.resume} onPress={live.resume} />
      ) : (
        <Button label={words.pause} onPress={live.pause} />
      )}
      {tail.dropped > 0 && <Button label={words.all} weight="quiet" onPress={onAll} />}
    </div>
  )
}

const states: Readonly<Record<Line, ReturnType<typeof text>>> = {
  connecting: text('Verbindung wird aufgebaut …', 'Connecting …'),
  open: text('Neue Ereignisse erscheinen oben.', 'New events appear on top.'),
  lost: text(
    'Die Verbindung ist unterbrochen. Sie wird wieder aufgebaut und macht dort weiter, wo sie war.',
    'The connection is lost. It is being opened again and goes on where it was.',
  ),
}

const words = {
  paused: (n: string) => text(`Angehalten, ${n} warten.`, `Paused, ${n} waiting.`),
  count: (n: number, count: string) =>
    text(
      n === 1 ? 'Eines seit dem Einschalten.' : `${count} seit dem Einschalten.`,
      n === 1 ? 'One since it was switched on.' : `${count} since it was switched on.`,
    ),
  pause: text('Anhalten', 'Pause'),
  resume: text('Weiterlaufen lassen', 'Go on'),
  all: text('Ältere nachladen', 'Load older ones'),
}
