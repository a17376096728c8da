import type { ReactNode } from 'react'
import { Button, OutsideLink, PageHead, ProblemNotice, text, useText } from '@nachweis/console'
import { Divider } from './divider.tsx'
import type { Known } from './email-step.tsx'
import { KeyIcon } from './key-icon.tsx'
import { signOnAddress, type SignInStep } from './leave.ts'
import { passkeyPlace } from './passkey.ts'
import { PasswordForm } from './password-form.tsx'
import { PlaceNotice } from './place-notice.tsx'
import { usePasskey } from './use-passkey.ts'
import { useWait, WaitNotice } from './wait.tsx'

interface Props {
  readonly known: Known
  /** Where to go afterwards. */
  readonly wanted: string
  readonly onStep: (step: SignInStep) => void
  readonly onStartOver: () => void
}

/** The ways in that an address has; the organisation's own stands first. */
export function WaysStep({ known: { email, ways }, wanted, onStep, onStartOver }: Props): ReactNode {
  const t = useText()
  const passkey = usePasskey(onStep)
  const wait = useWait(passkey.error)
  const { signOn } = ways
  return (
    <>
      <PageHead title={words.title}>
        <p className="signing-in">
          <span>{email}</span>
          <Button label={words.other} weight="quiet" onPress={onStartOver} />
        </p>
      </PageHead>
      {signOn && (
        <>
          <p>{t(words.company(signOn.name))}</p>
          <OutsideLink className="button strong" href={signOnAddress(signOn.path, wanted)}>
            {t(words.signOn)}
          </OutsideLink>
          <Divider />
        </>
      )}
      {ways.password && <PasswordForm email={email} isFirst={signOn === null} onStep={onStep} />}
      <Divider />
      <WaitNotice seconds={wait} />
      {wait === 0 && <ProblemNotice error={passkey.error} />}
      <div className="ways">
        {passkeyPlace() === 'here' && (
          <Button
            label={words.passkey}
            icon={<KeyIcon />}
            isPending={passkey.isPending}
            isDisabled={wait > 0}
            onPress={() => passkey.mutate()}
          />
        )}
        {ways.social.map((name) => (
          <OutsideLink
            key={name}
            className="button plain"
            href={signOnAddress(`/api/v1/sign-in/with/${name}`, wanted)}
          >
            {t(words.social[name])}
          </OutsideLink>
        ))}
      </div>
      {passkeyPlace() !== 'here' && <PlaceNotice />}
    </>
  )
}

const words = {
  title: text('Anmelden', 'Sign in'),
  other: text('Andere Adresse', 'Other address'),
  company: (name: string) =>
    text(`Ihre Organisation meldet sich mit „${name}“ an.`, `Your organisation signs in with “${name}”.`),
  signOn: text('Mit Firmenkonto anmelden', 'Sign in with company account'),
  passkey: text('Mit Passkey anmelden', 'Sign in with a passkey'),
  social: {
    google: text('Mit Google anmelden', 'Sign in with Google'),
    apple: text('Mit Apple anmelden', 'Sign in with Apple'),
  },
}
