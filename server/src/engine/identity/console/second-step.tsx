import { useState, type ReactNode } from 'react'
import {
  asProblem,
  bare,
  Button,
  CodeField,
  Form,
  FormButtons,
  PageHead,
  ProblemNotice,
  text,
  TextField,
  useChange,
  useText,
} from '@nachweis/console'
import { signInWithRecoveryCode, signInWithTotp } from '../contract/sign-in.ts'
import { Divider } from './divider.tsx'
import { KeyIcon } from './key-icon.tsx'
import type { SignInStep } from './leave.ts'
import { passkeyPlace } from './passkey.ts'
import { usePasskey } from './use-passkey.ts'
import { useWait, WaitNotice } from './wait.tsx'

interface Props {
  readonly onStep: (step: SignInStep) => void
  readonly onStartOver: () => void
}

/** The second step. Which factors there are is not told before it is done: every kind is offered. */
export function SecondStep({ onStep, onStartOver }: Props): ReactNode {
  const [byRecovery, setByRecovery] = useState(false)
  const [tries, setTries] = useState(0)
  const totp = useChange(signInWithTotp, { after: onStep })
  const recovery = useChange(signInWithRecoveryCode, { after: onStep })
  const passkey = usePasskey(onStep)
  const code = byRecovery ? recovery : totp
  const error = code.error ?? passkey.error
  const wait = useWait(error)
  const isOver = error !== null && asProblem(error).reason === 'attempt-over'
  const send = (typed: string) => {
    passkey.reset()
    if (wait === 0 && !code.isPending)
      code.mutate({ body: { code: typed } }, { onError: () => setTries(tries + 1) })
  }
  const switchTo = (next: boolean) => {
    for (const each of [totp, recovery, passkey]) each.reset()
    setByRecovery(next)
  }
  return (
    <>
      <PageHead title={words.title} lead={byRecovery ? words.recoveryLead : words.lead} />
      <WaitNotice seconds={wait} />
      {wait === 0 && <ProblemNotice error={error} />}
      {isOver ? (
        <Button label={words.startOver} weight="strong" onPress={onStartOver} autoFocus />
      ) : (
        <>
          <CodeForm
            key={`${byRecovery} ${tries}`}
            byRecovery={byRecovery}
            isPending={code.isPending}
            isDisabled={wait > 0}
            onCode={send}
          />
          <Divider />
          <div className="ways">
            {passkeyPlace() === 'here' && (
              <PasskeyButton
                isPending={passkey.isPending}
                isDisabled={wait > 0}
                onPress={() => {
                  code.reset()
                  passkey.mutate()
                }}
              />
            )}
            <Button
              label={byRecovery ? words.codeOfApp : words.codeForRecovery}
              onPress={() => switchTo(!byRecovery)}
            />
            <Button label={words.startOver} weight="quiet" onPress={onStartOver} />
          </div>
          <Lost />
        </>
      )}
    </>
  )
}

interface CodeFormProps {
  readonly byRecovery: boolean
  readonly isPending: boolean
  readonly isDisabled: boolean
  readonly onCode: (code: string) => void
}

/** One field: six digits of an app, or a recovery code. */
function CodeForm({ byRecovery, isPending, isDisabled, onCode }: CodeFormProps): ReactNode {
  return (
    <Form onSubmit={({ code = '' }) => onCode(byRecovery ? code : bare(code))} isPending={isPending}>
      {byRecovery ? (
        <TextField
          name="code"
          label={words.recoveryCode}
          isCode
          autoComplete="off"
          maxLength={64}
          minLength={6}
          autoFocus
        />
      ) : (
        <CodeField name="code" label={words.code} onComplete={onCode} autoFocus />
      )}
      <FormButtons>
        <Button
          type="submit"
          weight="strong"
          label={words.confirm}
          isPending={isPending}
          isDisabled={isDisabled}
        />
      </FormButtons>
    </Form>
  )
}

function PasskeyButton(props: {
  readonly isPending: boolean
  readonly isDisabled: boolean
  readonly onPress: () => void
}): ReactNode {
  return <Button label={words.passkey} icon={<KeyIcon />} {...props} />
}

function Lost(): ReactNode {
  const t = useText()
  return (
    <details className="more">
      <summary>{t(words.lost)}</summary>
      <p>{t(words.lostWhat)}</p>
    </details>
  )
}

const words = {
  title: text('Zweiter Schritt', 'Second step'),
  lead: text(
    'Geben Sie den Code ein, den Ihre Authentifizierungs-App gerade zeigt, oder nehmen Sie Ihren Passkey.',
    'Enter the code that your authenticator app shows now, or use your passkey.',
  ),
  recoveryLead: text(
    'Jeder Wiederherstellungscode gilt einmal. Groß- und Kleinschreibung und Striche spielen keine Rolle.',
    'Each recovery code works once. Case and dashes do not matter.',
  ),
  code: text('Code der App', 'Code of the app'),
  recoveryCode: text('Wiederherstellungscode', 'Recovery code'),
  confirm: text('Bestätigen', 'Confirm'),
  passkey: text('Passkey verwenden', 'Use a passkey'),
  codeForRecovery: text('Wiederherstellungscode verwenden', 'Use a recovery code'),
  codeOfApp: text('Code der App verwenden', 'Use the code of the app'),
  startOver: text('Von vorn beginnen', 'Start over'),
  lost: text('Nichts davon mehr zur Hand?', 'None of these at hand any more?'),
  lostWhat: text(
    'Wer Ihre Organisation verwaltet, kann Ihre zweiten Faktoren zurücksetzen. Danach melden Sie sich mit dem Passwort an und richten neue ein.',
    'Whoever manages your organisation can reset your second factors. You then sign in with your password and set up new ones.',
  ),
}
