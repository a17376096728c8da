import type { ReactNode } from 'react'
import { RadioGroup, text } from '@nachweis/console'
import { NewPassword } from './new-password.tsx'
import { passkeyPlace } from './passkey.ts'
import { PlaceNotice } from './place-notice.tsx'

export type Way = 'password' | 'passkey'

interface Props {
  readonly way: Way
  readonly onWay: (way: Way) => void
  /** What others know of the person: name, address, organisation. */
  readonly context: readonly string[]
  /** How many characters a password needs. */
  readonly characters: number
}

/** How somebody new will sign in: by a password, or by a passkey alone, which is then set up next. */
export function FirstFactor({ way, onWay, context, characters }: Props): ReactNode {
  const isPossible = passkeyPlace() === 'here'
  return (
    <>
      {isPossible && (
        <RadioGroup
          name="way"
          label={words.way}
          value={way}
          onChange={(id) => onWay(id as Way)}
          options={[
            { id: 'password', label: words.password, description: words.passwordWhat },
            { id: 'passkey', label: words.passkey, description: words.passkeyWhat },
          ]}
        />
      )}
      {way === 'password' && <NewPassword label={words.password} context={context} characters={characters} />}
      {!isPossible && <PlaceNotice />}
    </>
  )
}

const words = {
  way: text('So melden Sie sich künftig an', 'How you will sign in'),
  password: text('Passwort', 'Password'),
  passwordWhat: text(
    'Dazu kommt gleich ein zweiter Faktor, wo er verlangt wird.',
    'A second factor follows where it is required.',
  ),
  passkey: text('Nur mit Passkey', 'By passkey alone'),
  passkeyWhat: text(
    'Fingerabdruck, Gesicht oder Geräte-PIN statt eines Passworts. Sie richten ihn im nächsten Schritt ein.',
    'Fingerprint, face or device PIN in place of a password. You set it up in the next step.',
  ),
}
