import { useState, type ReactNode } from 'react'
import { useQueryState } from '@nachweis/console'
import { EmailStep, type Known } from './email-step.tsx'
import { leaveTo, wantedPath, withWanted, type SignInStep } from './leave.ts'
import { SecondStep } from './second-step.tsx'
import { WaysStep } from './ways-step.tsx'

/** Sign-in: e-mail address, then the ways that it has, then the second step where one is due. */
export function SignInScreen(): ReactNode {
  const [to] = useQueryState('to')
  const wanted = wantedPath(to)
  const [known, setKnown] = useState<Known | null>(null)
  const [isSecond, setSecond] = useState(false)
  const startOver = () => {
    setSecond(false)
    setKnown(null)
  }
  const take = (step: SignInStep) => follow(step, wanted, () => setSecond(true))
  if (isSecond) return <SecondStep onStep={take} onStartOver={startOver} />
  if (known) return <WaysStep known={known} wanted={wanted} onStep={take} onStartOver={startOver} />
  return <EmailStep onKnown={setKnown} onStep={take} />
}

/** The second step alone: where an identity provider leads back to when the account has a factor of its own here. */
export function SecondStepScreen(): ReactNode {
  const [to] = useQueryState('to')
  const wanted = wantedPath(to)
  const startOver = () => leaveTo(withWanted('/sign-in', wanted))
  return <SecondStep onStep={(step) => follow(step, wanted, () => {})} onStartOver={startOver} />
}

function follow({ next }: SignInStep, wanted: string, onSecond: () => void): void {
  if (next === 'second-factor') onSecond()
  else leaveTo(next === 'done' ? wanted : withWanted('/enrol', wanted))
}
