import { useMutation } from '@tanstack/react-query'
import { useEffect, useEffectEvent } from 'react'
import { call } from '@nachweis/console'
import { showPasskeyOptions, signInWithPasskey } from '../contract/sign-in.ts'
import type { SignInStep } from './leave.ts'
import { answerChallenge, canAutofill, isStopped, stopPasskey } from './passkey.ts'

/** A challenge lives 15 minutes; a quiet offer is renewed before. */
const renewMs = 10 * 60_000

/** Signing in by passkey, as the only step or as the second: `mutate()` asks for it. */
export function usePasskey(onStep: (step: SignInStep) => void) {
  return useMutation<SignInStep>({ mutationFn: () => signIn(false), onSuccess: onStep })
}

/** Offers passkeys in the list under the e-mail field, as long as the screen stands (conditional mediation). */
export function usePasskeyAutofill(
  onStep: (step: SignInStep) => void,
  onProblem: (error: unknown) => void,
): void {
  const done = useEffectEvent(onStep)
  const failed = useEffectEvent(onProblem)
  useEffect(() => {
    let isGone = false
    const offer = async () => {
      if (!(await canAutofill()) || isGone) return
      try {
        done(await signIn(true))
      } catch (error) {
        if (!isGone && !isStopped(error)) failed(error)
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
