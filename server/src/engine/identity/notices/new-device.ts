import { text } from '../../../kernel/language.ts'
import { mailTemplate, paragraph, wordsInBoth } from '../../notifications/index.ts'
import { allWell, circumstances, greeting, occasion, thisWasNotMe } from './occasion.ts'

/** A sign-in with a device that the account did not know. */
export const newDeviceNotice = mailTemplate({
  name: 'identity/new-device',
  /** `way`: e.g. "Passwort und Einmalcode" / "password and one-time code". */
  values: { ...occasion, way: wordsInBoth },
  subject: () => text('Anmeldung mit einem neuen Gerät', 'Sign-in with a new device'),
  body: (values) => [
    greeting(values.name),
    paragraph(
      'an Ihrem Konto hat sich jemand mit einem Gerät angemeldet, das wir noch nicht kannten.',
      'Somebody signed in to your account with a device that we did not know yet.',
    ),
    circumstances(values, [text('Anmeldung mit', 'Signed in with'), values.way]),
    allWell,
    ...thisWasNotMe(values.notMe),
  ],
})
