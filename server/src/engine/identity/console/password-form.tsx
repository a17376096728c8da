import type { ReactNode } from 'react'
import { Button, Form, FormButtons, Link, PasswordField, text, useChange, useText } from '@nachweis/console'
import { signInWithPassword } from '../contract/sign-in.ts'
import type { SignInStep } from './leave.ts'
import { useWait, WaitNotice } from './wait.tsx'

interface Props {
  readonly email: string
  /** No other way stands above it: the field takes the focus. */
  readonly isFirst: boolean
  readonly onStep: (step: SignInStep) => void
}

/** The password of an address that was typed before. */
export function PasswordForm({ email, isFirst, onStep }: Props): ReactNode {
  const t = useText()
  const signIn = useChange(signInWithPassword, { after: onStep })
  const wait = useWait(signIn.error)
  return (
    <>
      <WaitNotice seconds={wait} />
      <Form
        onSubmit={({ password = '' }) => {
          if (wait === 0) signIn.mutate({ body: { email, password } })
        }}
        isPending={signIn.isPending}
        error={wait > 0 ? null : signIn.error}
      >
        <UsernameForPasswordStores email={email} />
        <PasswordField
          name="password"
          label={words.password}
          autoComplete="current-password"
          autoFocus={isFirst}
        />
        <FormButtons>
          <Button
            type="submit"
            weight={isFirst ? 'strong' : 'plain'}
            label={words.signIn}
            isPending={signIn.isPending}
            isDisabled={wait > 0}
          />
        </FormButtons>
      </Form>
      <p className="beneath">
        <Link href="/reset">{t(words.lost)}</Link>
      </p>
    </>
  )
}

/** Password stores look for the name beside the password; people see it above the form already. */
export function UsernameForPasswordStores({ email }: { readonly email: string }): ReactNode {
  return (
    <input
      className="hidden"
      type="email"
      name="username"
      autoComplete="username"
      value={email}
      readOnly
      tabIndex={-1}
      aria-hidden="true"
    />
  )
}

const words = {
  password: text('Passwort', 'Password'),
  signIn: text('Anmelden', 'Sign in'),
  lost: text('Passwort vergessen oder Passkey verloren?', 'Forgotten your password, or lost your passkey?'),
}
