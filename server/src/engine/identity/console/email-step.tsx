import { useState, type ReactNode } from 'react'
import type { z } from 'zod'
import {
  Button,
  Form,
  FormButtons,
  Notice,
  PageHead,
  ProblemNotice,
  text,
  TextField,
  useChange,
  useQueryState,
  useText,
} from '@nachweis/console'
import { showWays } from '../contract/sign-in.ts'
import { Divider } from './divider.tsx'
import { KeyIcon } from './key-icon.tsx'
import type { SignInStep } from './leave.ts'
import { passkeyPlace } from './passkey.ts'
import { PlaceNotice } from './place-notice.tsx'
import { signOnProblem } from './sign-on-problem.ts'
import { usePasskey, usePasskeyAutofill } from './use-passkey.ts'
import { useWait, WaitNotice } from './wait.tsx'

/** An address with the ways in that it has. */
export interface Known {
  readonly email: string
  readonly ways: z.output<typeof showWays.output>
}

interface Props {
  readonly onKnown: (known: Known) => void
  readonly onStep: (step: SignInStep) => void
}

/** Who wants in; or a passkey, which knows that by itself. */
export function EmailStep({ onKnown, onStep }: Props): ReactNode {
  const [email, setEmail] = useState('')
  const [quiet, setQuiet] = useState<unknown>(null)
  const look = useChange(showWays, { after: (ways) => onKnown({ email, ways }) })
  const passkey = usePasskey(onStep)
  usePasskeyAutofill(onStep, setQuiet)
  const error = passkey.error ?? quiet
  const wait = useWait(error ?? look.error)
  return (
    <>
      <PageHead title={words.title} />
      <CameBackWith />
      <WaitNotice seconds={wait} />
      {wait === 0 && <ProblemNotice error={error} />}
      <Form
        onSubmit={() => look.mutate({ body: { email } })}
        isPending={look.isPending}
        error={wait > 0 ? null : look.error}
      >
        <TextField
          name="email"
          type="email"
          label={words.email}
          autoComplete="username webauthn"
          value={email}
          onChange={setEmail}
          maxLength={254}
          autoFocus
        />
        <FormButtons>
          <Button type="submit" weight="strong" label={words.next} isPending={look.isPending} />
        </FormButtons>
      </Form>
      <Divider />
      {passkeyPlace() === 'here' ? (
        <Button
          label={words.passkey}
          icon={<KeyIcon />}
          isPending={passkey.isPending}
          isDisabled={wait > 0}
          onPress={() => passkey.mutate()}
        />
      ) : (
        <PlaceNotice />
      )}
    </>
  )
}

/** What an identity provider, or our own server on the way back from it, could not accept. */
function CameBackWith() {
  const t = useText()
  const [reason] = useQueryState('problem')
  const found = reason === '' ? null : signOnProblem(reason)
  if (!found) return null
  return (
    <Notice tone="problem" title={words.failed}>
      <p>
        {t(found.words)} {found.reason !== null && <code>{found.reason}</code>}
      </p>
    </Notice>
  )
}

const words = {
  title: text('Anmelden', 'Sign in'),
  email: text('E-Mail-Adresse', 'E-mail address'),
  next: text('Weiter', 'Continue'),
  passkey: text('Mit Passkey anmelden', 'Sign in with a passkey'),
  failed: text('Die Anmeldung hat nicht geklappt', 'The sign-in did not work'),
}
