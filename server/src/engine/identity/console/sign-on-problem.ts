import { text } from '@nachweis/console'

/** A reason that our own server put into the address; anything else is not repeated on the page. */
const pattern = /^[a-z][a-z0-9-]{1,50}$/

/** What a person is told when an identity provider sent them back without success; null for a strange reason. */
export function signOnProblem(reason: string) {
  if (!pattern.test(reason)) return null
  const known = Object.entries(groups).find(([, reasons]) => reasons.includes(reason))?.[0]
  return {
    words: words[(known ?? 'other') as keyof typeof words],
    reason: known === undefined ? reason : null,
  }
}

const groups: Readonly<Record<Exclude<keyof typeof words, 'other'>, readonly string[]>> = {
  cancelled: ['oidc-denied', 'saml-denied'],
  again: [
    'attempt-over',
    'oidc-state',
    'oidc-too-late',
    'oidc-callback-malformed',
    'oidc-nonce',
    'oidc-code-refused',
    'oidc-expired',
    'saml-replayed',
    'saml-not-ours',
    'not-signed-in',
    'session-required',
  ],
  unreachable: ['oidc-unreachable', 'oidc-slow', 'oidc-too-large', 'oidc-redirected'],
  noAccount: ['no-account'],
  inactive: ['passkey-refused', 'sign-in-refused'],
  signOn: ['sign-on-required'],
  taken: ['identity-taken'],
  notSetUp: ['provider-not-set-up', 'no-such-connection'],
}

const words = {
  cancelled: text(
    'Der Identitätsdienst hat die Anmeldung abgelehnt, oder Sie haben sie dort abgebrochen.',
    'The identity provider denied the sign-in, or you cancelled it there.',
  ),
  again: text(
    'Diese Anmeldung ist abgelaufen oder wurde in einem anderen Fenster begonnen. Beginnen Sie bitte noch einmal.',
    'This sign-in has run out or was begun in another window. Please begin again.',
  ),
  unreachable: text(
    'Der Identitätsdienst ist gerade nicht erreichbar. Versuchen Sie es in ein paar Minuten noch einmal.',
    'The identity provider cannot be reached at the moment. Try again in a few minutes.',
  ),
  noAccount: text(
    'Zu dieser Anmeldung gehört hier kein Konto. Melden Sie sich mit Ihrem Konto an und verbinden Sie es dort, oder bitten Sie Ihre Administration um eine Einladung.',
    'No account here belongs to this sign-in. Sign in with your account and connect it there, or ask your administrators for an invitation.',
  ),
  inactive: text(
    'Dieses Konto ist nicht aktiv. Ihre Administration kann es wieder einschalten.',
    'This account is not active. Your administrators can switch it on again.',
  ),
  signOn: text(
    'Ihre Organisation verlangt die Anmeldung mit dem Firmenkonto. Geben Sie Ihre E-Mail-Adresse ein, dann führt der Weg dorthin.',
    'Your organisation requires sign-in with the company account. Enter your e-mail address to be led there.',
  ),
  taken: text(
    'Diese Anmeldung ist schon mit einem anderen Konto verbunden.',
    'This sign-in is connected with another account already.',
  ),
  notSetUp: text(
    'Diese Art der Anmeldung ist hier nicht eingerichtet. Wählen Sie eine andere.',
    'This way of signing in is not set up here. Choose another one.',
  ),
  other: text(
    'Die Antwort des Identitätsdienstes konnte nicht angenommen werden. Versuchen Sie es noch einmal; bleibt es dabei, nennen Sie Ihrer Administration diese Kennung:',
    'The answer of the identity provider could not be accepted. Try again; if it stays, tell your administrators this code:',
  ),
}
