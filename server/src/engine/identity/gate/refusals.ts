import { Problem } from '../../../kernel/problem.ts'

/** The same words whether the account exists, its password is wrong, or it was deactivated. */
export const refused = () =>
  new Problem('unauthenticated', 'sign-in-refused', {
    de: 'Das hat nicht geklappt: E-Mail-Adresse und Passwort passen nicht zusammen, oder das Konto ist nicht aktiv. Prüfen Sie beides oder setzen Sie das Passwort zurück.',
    en: 'That did not work: e-mail address and password do not match, or the account is not active. Check both, or reset the password.',
  })

/** A wrong, used or expired second step. */
export const codeRefused = () =>
  new Problem('unauthenticated', 'code-refused', {
    de: 'Dieser Code gilt nicht: Er ist falsch, abgelaufen oder wurde schon benutzt. Warten Sie auf den nächsten und geben Sie ihn ein.',
    en: 'This code does not count: it is wrong, expired or was used already. Wait for the next one and enter that.',
  })

/** The sign-in began too long ago, in another browser, or had too many wrong codes. */
export const attemptOver = () =>
  new Problem('unauthenticated', 'attempt-over', {
    de: 'Diese Anmeldung ist abgelaufen. Beginnen Sie bitte von vorn.',
    en: 'This sign-in has run out. Please begin again.',
  })

/** The organisation prescribes its own identity provider. */
export const signOnRequired = () =>
  new Problem('forbidden', 'sign-on-required', {
    de: 'Ihre Organisation verlangt die Anmeldung über ihren eigenen Identitätsdienst. Wählen Sie „Mit Firmenkonto anmelden“.',
    en: 'Your organisation requires sign-in through its own identity provider. Choose “Sign in with company account”.',
  })

/** Too many failures from here or for this account. */
export const slowDown = (retryAfterS: number) =>
  new Problem(
    'too-many-requests',
    'slow-down',
    {
      de: `Zu viele Fehlversuche. Versuchen Sie es in ${retryAfterS} Sekunden noch einmal; Ihr Konto ist nicht gesperrt.`,
      en: `Too many failed tries. Try again in ${retryAfterS} seconds; your account is not locked.`,
    },
    retryAfterS,
  )

/** A one-time link that was used, replaced or has expired. */
export const linkOver = () =>
  new Problem('gone', 'link-over', {
    de: 'Dieser Link wurde schon benutzt, durch einen neueren ersetzt oder ist abgelaufen. Fordern Sie einen neuen an.',
    en: 'This link was used already, replaced by a newer one or has expired. Ask for a new one.',
  })

/** A passkey that is unknown, belongs to somebody else, or did not sign what was asked. */
export const passkeyRefused = () =>
  new Problem('unauthenticated', 'passkey-refused', {
    de: 'Dieser Passkey öffnet hier kein Konto. Wählen Sie einen anderen oder melden Sie sich auf einem anderen Weg an.',
    en: 'This passkey opens no account here. Choose another one, or sign in another way.',
  })
