import { useQuery } from '@tanstack/react-query'
import { useEffect, useRef, type ReactNode, type RefObject } from 'react'
import type { z } from 'zod'
import {
  CheckIcon,
  Link,
  Loaded,
  Notice,
  PageHead,
  queryOf,
  text,
  useQueryState,
  useText,
} from '@nachweis/console'
import { showConfiguration } from '../contract.ts'
import { ChecksStep } from './checks-step.tsx'
import { ProviderStep } from './provider-step.tsx'
import { PublishedStep } from './published-step.tsx'
import { StaffStep } from './staff-step.tsx'
import { TeamsStep } from './teams-step.tsx'
import './first-steps.css'

export type Shown = z.output<typeof showConfiguration.output>

/** What every step is given. */
export interface StepProps {
  readonly shown: Shown
  /** Leads to the next step. */
  readonly onNext: () => void
}

const steps = [
  { id: 'provider', label: text('Anbieter', 'Provider'), Step: ProviderStep },
  { id: 'checks', label: text('Was geprüft wird', 'What is checked'), Step: ChecksStep },
  { id: 'teams', label: text('Teams', 'Teams'), Step: TeamsStep },
  { id: 'staff', label: text('Mitarbeitende', 'Staff'), Step: StaffStep },
  { id: 'published', label: text('Veröffentlicht', 'Published'), Step: PublishedStep },
] as const

/** The way from an empty installation to a published page, step by step; every step can be skipped and done again. */
export function FirstStepsScreen(): ReactNode {
  const t = useText()
  const [open, setOpen] = useQueryState('step', steps[0].id)
  const configuration = useQuery(queryOf(showConfiguration))
  const at = Math.max(
    0,
    steps.findIndex(({ id }) => id === open),
  )
  const { Step } = steps[at] ?? steps[0]
  const body = useFocusOnStep(at)
  const next = steps[at + 1]?.id ?? steps[0].id
  return (
    <>
      <PageHead title={words.title} lead={words.lead} />
      <nav aria-label={t(words.way)}>
        <ol className="wizard">
          {steps.map(({ id, label }, i) => (
            <li key={id} className={i < at ? 'past' : i === at ? 'present' : 'future'}>
              <Link
                href={i === 0 ? '/first-steps' : `/first-steps?step=${id}`}
                isCurrent={i === at}
                className="wizard-step"
              >
                <span className="wizard-number" aria-hidden="true">
                  {i < at ? <CheckIcon /> : i + 1}
                </span>
                {t(label)}
              </Link>
            </li>
          ))}
        </ol>
      </nav>
      <Loaded query={configuration}>
        {(shown) => (
          <div className="wizard-body" ref={body} tabIndex={-1}>
            {!shown.isWritable && (
              <Notice tone="warning" title={words.readOnly}>
                <p>{t(words.readOnlyWhy)}</p>
              </Notice>
            )}
            <Step key={steps[at]?.id} shown={shown} onNext={() => setOpen(next)} />
          </div>
        )}
      </Loaded>
    </>
  )
}

/** After a step the next one takes the focus, from its top; not when the screen has only just opened. */
function useFocusOnStep(at: number): RefObject<HTMLDivElement | null> {
  const body = useRef<HTMLDivElement>(null)
  const before = useRef(at)
  useEffect(() => {
    if (before.current === at) return
    before.current = at
    scrollTo(0, 0)
    body.current?.focus({ preventScroll: true })
  }, [at])
  return body
}

const words = {
  title: text('Einrichtung', 'Set-up'),
  lead: text(
    'Fünf Schritte bis zur veröffentlichten Seite. Jeder lässt sich überspringen und später nachholen.',
    'Five steps to the published page. Each can be skipped and done later.',
  ),
  way: text('Schritte', 'Steps'),
  readOnly: text('nachweis.yaml ist hier nur lesbar', 'nachweis.yaml is read-only here'),
  readOnlyWhy: text(
    'Der Server darf die Datei nicht schreiben. Tragen Sie Änderungen dort ein, wo sie liegt; die Vorschau zeigt die Zeilen.',
    'The server may not write the file. Enter changes where it lies; the preview shows the lines.',
  ),
}
