import { useMutation, useQuery } from '@tanstack/react-query'
import { useState, type ReactNode } from 'react'
import {
  bare,
  Button,
  call,
  CodeField,
  Form,
  FormButtons,
  Loaded,
  Notice,
  OutsideLink,
  PasswordField,
  ProblemNotice,
  queryOf,
  text,
  useChange,
  useMe,
  useText,
  type StepUpProps,
} from '@nachweis/console'
import {
  showStepUp,
  stepUpPasskeyOptions,
  showWays,
  stepUpWithPasskey,
  stepUpWithPassword,
  stepUpWithTotp,
} from '../contract/sign-in.ts'
import { KeyIcon } from './key-icon.tsx'
import { signOnAddress } from './leave.ts'
import { answerChallenge, passkeyPlace } from './passkey.ts'
import { UsernameForPasswordStores } from './password-form.tsx'
import { PlaceNotice } from './place-notice.tsx'
import { useWait, WaitNotice } from './wait.tsx'

/** Asks once more who is there, by the ways that the account has. */
export function StepUpForm({ onDone, onCancel }: StepUpProps): ReactNode {
  const ways = useQuery({ ...queryOf(showStepUp), gcTime: 0 })
  return (
    <Loaded query={ways}>
      {({ ways: list }) => (
        <div className="ways">
          {list.includes('passkey') && <ByPasskey onDone={onDone} />}
          {list.includes('totp') && <ByCode onDone={onDone} />}
          {list.includes('password') && <ByPassword onDone={onDone} />}
          {list.includes('sign-on') && <BySignOn />}
          <Button label={words.cancel} weight="quiet" onPress={onCancel} />
        </div>
      )}
    </Loaded>
  )
}

type Way = Pick<StepUpProps, 'onDone'>

function ByPasskey({ onDone }: Way) {
  const prove = useMutation({
    mutationFn: async () => {
      const { options } = await call(stepUpPasskeyOptions)
      const credential = await answerChallenge(options)
      return call(stepUpWithPasskey, { body: { credential } })
    },
    onSuccess: onDone,
  })
  if (passkeyPlace() !== 'here') return <PlaceNotice />
  return (
    <>
      <ProblemNotice error={prove.error} />
      <Button
        label={words.passkey}
        weight="strong"
        icon={<KeyIcon />}
        isPending={prove.isPending}
        onPress={() => prove.mutate()}
      />
    </>
  )
}

function ByCode({ onDone }: Way) {
  const [tries, setTries] = useState(0)
  const prove = useChange(stepUpWithTotp, { after: onDone })
  const wait = useWait(prove.error)
  const send = (code: string) => {
    if (wait === 0 && !prove.isPending)
      prove.mutate({ body: { code } }, { onError: () => setTries(tries + 1) })
  }
  return (
    <>
      <WaitNotice seconds={wait} />
      <Form
        key={tries}
        onSubmit={({ code = '' }) => send(bare(code))}
        isPending={prove.isPending}
        error={wait > 0 ? null : prove.error}
      >
        <CodeField name="code" label={words.code} onComplete={send} autoFocus />
        <FormButtons>
          <Button type="submit" label={words.confirm} isPending={prove.isPending} isDisabled={wait > 0} />
        </FormButtons>
      </Form>
    </>
  )
}

function ByPassword({ onDone }: Way) {
  const me = useMe()
  const prove = useChange(stepUpWithPassword, { after: onDone })
  const wait = useWait(prove.error)
  return (
    <>
      <WaitNotice seconds={wait} />
      <Form
        onSubmit={({ password = '' }) => {
          if (wait === 0) prove.mutate({ body: { password } })
        }}
        isPending={prove.isPending}
        error={wait > 0 ? null : prove.error}
      >
        <UsernameForPasswordStores email={me?.person.email ?? ''} />
        <PasswordField name="password" label={words.password} autoComplete="current-password" autoFocus />
        <FormButtons>
          <Button
            type="submit"
            weight="strong"
            label={words.confirm}
            isPending={prove.isPending}
            isDisabled={wait > 0}
          />
        </FormButtons>
      </Form>
    </>
  )
}

/** Leads away and back; what was to be done must be done again afterwards. */
function BySignOn() {
  const t = useText()
  const me = useMe()
  const email = me?.person.email ?? ''
  const ways = useQuery({ ...queryOf(showWays, { body: { email } }), enabled: email !== '' })
  const here = location.pathname.replace(/^\/console/, '') || '/'
  return (
    <Loaded query={ways}>
      {({ signOn, social }) => (
        <>
          <Notice>
            <p>{t(words.away)}</p>
          </Notice>
          {signOn && (
            <OutsideLink className="button strong" href={signOnAddress(signOn.path, here, 'step-up')}>
              {t(words.signOn(signOn.name))}
            </OutsideLink>
          )}
          {social.map((name) => (
            <OutsideLink
              key={name}
              className="button plain"
              href={signOnAddress(`/api/v1/sign-in/with/${name}`, here, 'step-up')}
            >
              {t(words.social[name])}
            </OutsideLink>
          ))}
        </>
      )}
    </Loaded>
  )
}

const words = {
  passkey: text('Mit Passkey bestätigen', 'Confirm with a passkey'),
  code: text('Code der App', 'Code of the app'),
  password: text('Passwort', 'Password'),
  confirm: text('Bestätigen', 'Confirm'),
  cancel: text('Abbrechen', 'Cancel'),
  away: text(
    'Sie bestätigen bei Ihrem Identitätsdienst und kommen hierher zurück. Was Sie vorhatten, tun Sie danach noch einmal.',
    'You confirm at your identity provider and come back here. Then do once more what you were about to do.',
  ),
  signOn: (name: string) => text(`Mit „${name}“ bestätigen`, `Confirm with “${name}”`),
  social: {
    google: text('Mit Google bestätigen', 'Confirm with Google'),
    apple: text('Mit Apple bestätigen', 'Confirm with Apple'),
  },
}
