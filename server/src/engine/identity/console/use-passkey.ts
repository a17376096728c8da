import { useMutation } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import { call } from '@nachweis/console'
import { showPasskeyOptions, signInWithPasskey } from '../contract/sign-in.ts'
import type { SignInStep } from './leave.ts'
import { answerChallenge, canAutofill, isStopped, stopPasskey } from './passkey.ts'

/** A challenge lives 15 minutes; a quiet offer is renewed before. */
const renewMs = 10 * 60_000

/** Signing in by passkey, as the only step or as the second: `mutate()` asks for it. */
export function usePasskey(onStep: (step: SignInStep) => void) {
  return useMutation<SignInStep, Error>({ mutationFn: () => signIn(false), onSuccess: onStep })
}

/** Offers passkeys in the list under the e-mail field, as long as the screen stands (conditional mediation). */
export function usePasskeyAutofill(
  onStep: (step: SignInStep) => void,
  onProblem: (error: unknown) => void,
): void {
  const latest = useRef({ onStep, onProblem })
  latest.current = { onStep, onProblem }
  useEffect(() => {
    let isGone = false
    const offer = async () => {
      if (!(await canAutofill()) || isGone) return
      try {
        latest.current.onStep(await signIn(true))
      } catch (error) {
        if (!isGone && !isStopped(error)) latest.current.onProblem(error)
      }
    }
    void offer()
    const timer = setInterval(() => void offer(), renewMs)
    return () => {
      isGone = true
      clearInterval(timer)
      stopPasskey()
    }
  }, [])
}

async function signIn(byAutofill: boolean): Promise<SignInStep> {
  const { options } = await call(showPasskeyOptions)
  const credential = await answerChallenge(options, byAutofill)
  return call(signInWithPasskey, { body: { credential } })
}
