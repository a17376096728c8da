import { useEffect, useState, type ReactNode } from 'react'
import { CallProblem, Notice, text, useText } from '@nachweis/console'

const tickMs = 250

/** Seconds until the server wants to be asked again, counted down; 0 when it may be. */
export function useWait(error: unknown): number {
  const [left, setLeft] = useState(0)
  useEffect(() => {
    const waitS = error instanceof CallProblem ? (error.retryAfterS ?? 0) : 0
    const until = performance.now() + waitS * 1000
    const look = () => {
      const seconds = Math.max(0, Math.ceil((until - performance.now()) / 1000))
      setLeft(seconds)
      if (seconds === 0) clearInterval(timer)
    }
    const timer = setInterval(look, tickMs)
    look()
    return () => clearInterval(timer)
  }, [error])
  return left
}

/** Says that somebody has to wait, and for how long still. */
export function WaitNotice({ seconds }: { readonly seconds: number }): ReactNode {
  const t = useText()
  if (seconds === 0) return null
  return (
    <Notice tone="problem" title={words.title}>
      <p>
        {t(words.why)}{' '}
        <strong role="timer" aria-live="off">
          {t(words.left(seconds))}
        </strong>
      </p>
    </Notice>
  )
}

const clock = (seconds: number) => `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`

const words = {
  title: text('Zu viele Fehlversuche', 'Too many failed tries'),
  why: text(
    'Ihr Konto ist nicht gesperrt. Sie können es gleich noch einmal versuchen:',
    'Your account is not locked. You can try again shortly:',
  ),
  left: (seconds: number) => text(`noch ${clock(seconds)} min`, `${clock(seconds)} min left`),
}
