import { useEffect, useState, type ReactNode } from 'react'
import { ProgressBar } from 'react-aria-components'
import type { TrustClaim, Verdict } from 'nachweis-verify'
import type { z } from 'zod'
import { Notice, ProblemNotice, StatusMark, text, useChange, useText, verdictWords } from '@nachweis/console'
import { listEvidence, listMeasures, runCheck, showClaim } from '../contract.ts'

type Result = z.output<typeof runCheck.output>

export interface RunState {
  readonly isPending: boolean
  readonly result: Result | undefined
  readonly error: unknown
  readonly start: () => void
}

/** Runs the claim's check on demand. What the screen shows is read again afterwards. */
export function useRun(claim: TrustClaim): RunState {
  const [measure = '', name = ''] = claim.id.split('/')
  const run = useChange(runCheck, { renews: [showClaim, listEvidence, listMeasures], followsLog: true })
  return {
    isPending: run.isPending,
    result: run.data,
    error: run.error,
    start: () => run.mutate({ params: { measure, claim: name } }),
  }
}

/** How a check on demand goes, and what it found. */
export function RunPanel({ run }: { readonly run: RunState }): ReactNode {
  if (run.isPending) return <Running />
  if (run.error) return <ProblemNotice error={run.error} title={words.failed} />
  if (run.result) return <Found result={run.result} />
  return null
}

function Running() {
  const t = useText()
  const [seconds, setSeconds] = useState(0)
  useEffect(() => {
    const began = performance.now()
    const timer = setInterval(() => setSeconds(Math.round((performance.now() - began) / 1000)), 1000)
    return () => clearInterval(timer)
  }, [])
  return (
    <Notice title={words.running}>
      <ProgressBar className="running" isIndeterminate aria-label={t(words.running)}>
        <span className="running-bar" />
      </ProgressBar>
      <p className="fine">{t(words.patience(seconds))}</p>
    </Notice>
  )
}

const statusOf = { holds: 'holding', fails: 'failing', unknown: 'unknown' } as const satisfies Record<
  Verdict,
  string
>

function Found({ result }: { readonly result: Result }) {
  const t = useText()
  const isGood = result.evidence.every((each) => each.verdict === 'holds')
  return (
    <div role="status">
      <Notice tone={isGood ? 'done' : 'warning'} title={words.found(result.evidence.length)}>
        <ul className="run-result">
          {result.evidence.map((each) => (
            <li key={each.id}>
              <p>
                <StatusMark status={statusOf[each.verdict]} wordless /> <code>{each.target}</code>{' '}
                {t(verdictWords[each.verdict])}
              </p>
              <p>{t(each.observed)}</p>
            </li>
          ))}
        </ul>
      </Notice>
    </div>
  )
}

const words = {
  running: text('Die Prüfung läuft', 'The check is running'),
  patience: (seconds: number) =>
    text(
      `Seit ${seconds} s. Je nach Prüfung dauert das wenige Sekunden bis einige Minuten; Sie können die Seite verlassen, das Ergebnis bleibt.`,
      `For ${seconds} s. Depending on the check this takes seconds to minutes; you may leave this page, the result stays.`,
    ),
  failed: text('Die Prüfung konnte nicht laufen', 'The check could not run'),
  found: (n: number) =>
    text(
      n === 1 ? 'Geprüft: ein Nachweis ist im Protokoll' : `Geprüft: ${n} Nachweise sind im Protokoll`,
      n === 1
        ? 'Checked: one piece of evidence is in the log'
        : `Checked: ${n} pieces of evidence are in the log`,
    ),
}
