import { at, own, thisDocument, type Requirement } from './requirement.ts'

const times = (name: string) => own('sessions/session-times.db', name)

/** V7. */
export const sessions: readonly Requirement[] = [
  {
    id: '7.1.1',
    met: 'The section "Sessions" below names both limits and why they are longer than NIST SP 800-63B-4 recommends.',
    tests: [thisDocument],
  },
  {
    id: '7.1.2',
    met: 'The section "Sessions" below says that their number is not limited, and what stands in its place.',
    tests: [thisDocument],
  },
  {
    id: '7.1.3',
    met: 'The section "Sessions" below says how sessions and identity providers are related.',
    tests: [thisDocument],
  },
  {
    id: '7.2.1',
    met: 'A cookie says nothing by itself: the server looks every one up.',
    tests: [times('an invented secret, a hash or another cookie opens none')],
    tried: true,
  },
  {
    id: '7.2.2',
    met: 'Every session has a secret made for it.',
    tests: [own('gate/sign-in.db', 'gives every session a secret of 256 bits of its own')],
  },
  {
    id: '7.2.3',
    met: '256 bits from the random source of the operating system, of which only the hash is kept.',
    tests: [own('gate/sign-in.db', 'gives every session a secret of 256 bits of its own')],
    tried: true,
  },
  {
    id: '7.2.4',
    met: 'Sign-in opens a session anew and ends the one before; a step-up changes the cookie.',
    tests: [
      times('has a new cookie after a step-up, and the old one is worth nothing'),
      own('gate/sign-in.db', 'never adopts a session that the browser brings along'),
    ],
    tried: true,
  },
  {
    id: '7.3.1',
    met: 'Without use a session ends after the time named below.',
    tests: [times('ends after eight hours without use, and not while it is used')],
    tried: true,
  },
  {
    id: '7.3.2',
    met: 'However busy, a session ends after the time named below.',
    tests: [times('ends after seven days, however busy')],
    tried: true,
  },
  {
    id: '7.4.1',
    met: 'Signing out deletes the session on the server.',
    tests: [times('is worth nothing after sign-out, to whoever copied its cookie')],
    tried: true,
  },
  {
    id: '7.4.2',
    met: 'Deactivation by administrators or SCIM ends everything that the person could act with.',
    tests: [
      times('acts with the roles and the state that its person has now'),
      own('people/people.db', 'ends sessions and personal tokens at once when it deactivates'),
    ],
    tried: true,
  },
  {
    id: '7.4.3',
    met: 'A changed or reset password ends the other sessions by itself; all but the own can be ended at any time.',
    tests: [
      own('gate/own-password.db', 'other sessions end'),
      own('sessions/sessions.db', 'end one by one, or all but one’s own'),
    ],
    tried: true,
  },
  {
    id: '7.4.4',
    met: 'The menu of the own name has it on every screen.',
    tests: [
      at('console/src/password-inputs', 'whoever is signed in finds the way out'),
      at('test/journeys/passkey-lost', 'invited, in by passkey, passkey lost, in again'),
    ],
  },
  {
    id: '7.4.5',
    met: 'Administrators end sessions in their organisation, and the security team everywhere.',
    tests: [
      own('sessions/sessions.db', 'are ended by who manages the organisation, and by security everywhere'),
    ],
  },
  {
    id: '7.5.1',
    met: 'Password, factors, roles, sign-on and tokens change only after a proof within the last ten minutes, by the strongest kind that the account has.',
    tests: [
      times('is not renewed by a password where there is a second factor'),
      own('factors/own-factors.db', 'asks again who it is before anything is added'),
      at('server/src/platform/http/app', 'asks again after ten minutes'),
    ],
    tried: true,
  },
  {
    id: '7.5.2',
    met: 'Everybody sees the own sessions and ends them, after a proof within the last ten minutes.',
    tests: [
      times('and others are ended by their owner only after a fresh proof'),
      own('sessions/sessions.db', 'end one by one, or all but one’s own'),
    ],
    tried: true,
  },
  {
    id: '7.6.1',
    met: 'A step-up through a provider demands a fresh sign-in there; the limits of our sessions do not depend on it.',
    tests: [
      at(
        'test/peers/oidc-provider',
        'asks for a fresh authentication, although the provider knows the browser',
      ),
      own('sign-on/saml/times', 'after a forced authentication an old one does not do'),
    ],
  },
  {
    id: '7.6.2',
    notMet:
      'A sign-in begins and ends in one browser, and nothing that a provider sends unasked is accepted. Missing: a link of another site to the beginning of a sign-in is followed without asking, where the provider knows the browser.',
    tests: [own('sign-on/saml/finish', 'a sign-in that nobody began here')],
  },
]
