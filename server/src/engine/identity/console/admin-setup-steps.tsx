import type { ReactNode } from 'react'
import { CheckIcon, text, useText } from '@nachweis/console'
import type { Connection, Domain } from './admin-connection-words.ts'
import './admin-sign-on.css'

const steps = ['domain', 'provider', 'ours', 'test', 'enforce'] as const
export type Step = (typeof steps)[number]

/** The way of the guided set-up: what is done and what comes next. */
export function SetupSteps({
  domains,
  connection,
  current,
}: {
  readonly domains: readonly Domain[]
  readonly connection: Connection | null
  readonly current: Step
}): ReactNode {
  const t = useText()
  const done = stepsDone(domains, connection)
  return (
    <ol className="sign-on-steps" aria-label={t(words.steps)}>
      {steps.map((step, index) => (
        <li key={step} className="sign-on-step" aria-current={step === current ? 'step' : undefined}>
          <span className="number" aria-hidden="true">
            {done.includes(step) ? <CheckIcon /> : index + 1}
          </span>
          <span>{t(words[step])}</span>
          {done.includes(step) && <span className="hidden">{` ${t(words.done)}`}</span>}
        </li>
      ))}
    </ol>
  )
}

/** What is done already; a passed test shows that our values stand at the provider. */
export function stepsDone(domains: readonly Domain[], connection: Connection | null): readonly Step[] {
  const isTested = connection !== null && connection.state !== 'draft'
  return [
    ...(domains.some(({ provenAt }) => provenAt !== null) ? (['domain'] as const) : []),
    ...(connection === null ? [] : (['provider'] as const)),
    ...(isTested ? (['ours', 'test'] as const) : []),
    ...(connection?.state === 'enforced' ? (['enforce'] as const) : []),
  ]
}

const words = {
  steps: text('Schritte der Einrichtung', 'Steps of the set-up'),
  done: text('(erledigt)', '(done)'),
  domain: text('Domain nachweisen', 'Prove a domain'),
  provider: text('Anbieter eintragen', 'Enter the provider'),
  ours: text('Unsere Werte dort hinterlegen', 'Put our values there'),
  test: text('Probeweise anmelden', 'Sign in as a test'),
  enforce: text('Zur Pflicht machen', 'Require it'),
}
