import { at, own, thisDocument, type Requirement } from './requirement.ts'

const journeys = 'test/journeys'
const signIn = (name: string) => own('gate/sign-in.db', name)
const password = (name: string) => own('gate/own-password.db', name)
const assess = (name: string) => own('gate/assess', name)

/** V6. */
export const authentication: readonly Requirement[] = [
  {
    id: '6.1.1',
    met: 'The table "Failed tries" below is made from the limits in force and says why nobody is locked out.',
    tests: [
      thisDocument,
      own('gate/throttle-limits', 'and no victim waits longer than a quarter of an hour'),
    ],
  },
  {
    id: '6.1.2',
    met: 'The section "Passwords" below names the words that must not make up a password.',
    tests: [thisDocument],
  },
  {
    id: '6.1.3',
    met: 'The table "Ways in" below lists every pathway with what the gate asks of it, computed by the gate itself.',
    tests: [thisDocument],
  },
  {
    id: '6.2.1',
    met: 'At least 8 characters beside a second factor, 15 without one, 12 for staff unless the page promises more.',
    tests: [own('passwords/rules', 'never below 8'), password('is refused by the rules wherever it is set')],
    tried: true,
  },
  {
    id: '6.2.2',
    met: 'Everybody sets and changes the own password.',
    tests: [password('changes only for somebody who proved a moment ago')],
  },
  {
    id: '6.2.3',
    notMet:
      'A change asks for a proof within the last ten minutes: by password, or by the second factor where there is one. The current password itself is not asked for with the new one; missing: a field for it in the change.',
    tests: [password('changes only for somebody who proved a moment ago')],
  },
  {
    id: '6.2.4',
    met: 'The shipped list of common and stolen passwords is asked at every place where a password is set.',
    tests: [
      password('is refused by the rules wherever it is set'),
      own('passwords/rules', 'a stolen one with a year'),
    ],
    tried: true,
  },
  {
    id: '6.2.5',
    met: 'Any composition does; only length and being hard to guess count.',
    tests: [own('passwords/rules', 'there are no rules of composition')],
    tried: true,
  },
  {
    id: '6.2.6',
    met: 'One field takes every password, hidden until its owner wants to see it.',
    tests: [at('console/src/password-inputs', 'every password is typed into the one field')],
    tried: true,
  },
  {
    id: '6.2.7',
    met: 'Nothing listens to the clipboard, and the field says to password stores what it holds.',
    tests: [at('console/src/password-inputs', 'nothing keeps the clipboard or a password store away')],
    tried: true,
  },
  {
    id: '6.2.8',
    met: 'Verified whole and in its own case; only two encodings of one letter count as one (NFC), as NIST SP 800-63B-4 asks.',
    tests: [signIn('takes a password as it was typed'), own('passwords/hash', 'takes 256 characters whole')],
    tried: true,
  },
  {
    id: '6.2.9',
    met: 'Up to 256 characters.',
    tests: [
      own('passwords/hash', 'takes 256 characters whole'),
      password('is refused by the rules wherever it is set'),
    ],
  },
  {
    id: '6.2.10',
    met: 'A password has no age.',
    tests: [signIn('asks nobody for a new password however old it is')],
  },
  {
    id: '6.2.11',
    met: 'Names, address and organisation of the person may not make up a password.',
    tests: [
      password('is refused by the rules wherever it is set'),
      own('passwords/rules', 'the company without accents'),
    ],
    tried: true,
  },
  {
    id: '6.2.12',
    met: 'A filter of stolen passwords is shipped and asked without a call to anybody.',
    tests: [
      own('passwords/breached/breached', 'the file is small, and a damaged one is refused'),
      password('is refused by the rules wherever it is set'),
    ],
  },
  {
    id: '6.3.1',
    met: 'Failures slow account and address down, hashing is queued, a flood is refused before it reaches the database, and known devices go first.',
    tests: [
      signIn('makes guessers wait and says how long'),
      at(`${journeys}/sign-in-faults`, 'while everybody who is signed in goes on and the victim gets in'),
      own('passwords/queue', 'a known device goes first'),
    ],
    tried: true,
  },
  {
    id: '6.3.2',
    met: 'There is no account until the first link, printed once on the server, was used.',
    tests: [signIn('has no account before somebody makes one')],
  },
  {
    id: '6.3.3',
    notMet:
      'Required of staff always, and of a customer where its administrators say so; elsewhere it is advised. Missing: a customer whose administrators do not ask for it may enter with one factor.',
    tests: [
      assess('lets in without a second factor only who has none and owes none'),
      signIn('opens nothing before the second step'),
    ],
  },
  {
    id: '6.3.4',
    met: 'One gate opens every session and applies one rule to all ways; our own checks try every way against the running installation.',
    tests: [
      assess('never lets in at level 1 where a second factor is set up, whatever was proved'),
      at(
        'server/src/measures/product/single-sign-on/single-sign-on.db',
        'finds every other way into a company closed',
      ),
    ],
    tried: true,
  },
  {
    id: '6.4.1',
    met: 'Invitations and reset links hold 256 random bits, work once and run out; nobody is given a password.',
    tests: [
      own('people/people.db', 'invites by a link of seven days, once'),
      password('works once, for an hour, and only if it is the newest'),
    ],
    tried: true,
  },
  {
    id: '6.4.2',
    met: 'No table, request, answer or form has a field for hints or questions.',
    tests: [own('no-hints', 'has a field for a hint at a password or a secret question')],
  },
  {
    id: '6.4.3',
    met: 'A reset sets a password and opens no session; the second factor is asked for afterwards.',
    tests: [password('opens nothing, ends every session, and leaves the second factor to be asked for')],
    tried: true,
  },
  {
    id: '6.4.4',
    met: 'Lost factors are reset by an administrator, and a link to the mailbox follows, as at the invitation.',
    tests: [own('sessions/sessions.db', 'end when an administrator resets lost factors')],
  },
  {
    id: '6.5.1',
    met: 'Codes of apps and recovery codes count once, also when many come at once.',
    tests: [
      signIn('takes a code of the app once, and a recovery code once'),
      own('factors/totp.db', 'also when many come at the same moment'),
      own('factors/recovery-codes.db', 'work once each'),
    ],
    tried: true,
  },
  {
    id: '6.5.2',
    met: 'Recovery codes hold 120 random bits and are kept as SHA-256 bound to their person.',
    tests: [own('factors/recovery-codes.db', 'of which only hashes are kept')],
  },
  {
    id: '6.5.3',
    met: 'All secrets come from the random source of the operating system.',
    tests: [
      own('factors/recovery-codes.db', 'are ten different ones'),
      own('factors/totp.db', 'offers a secret that apps understand'),
      own('factors/totp.db', 'offers another secret every time'),
    ],
  },
  {
    id: '6.5.4',
    met: 'Recovery codes hold 120 bits.',
    tests: [own('factors/recovery-codes.db', 'are ten different ones of 120 random bits')],
  },
  {
    id: '6.5.5',
    notMet:
      'A code belongs to 30 seconds, and the one before and after is taken too (RFC 6238, section 5.2), for clocks that differ: up to 90 seconds. Missing: taking the present one only.',
    tests: [
      own(
        'factors/totp.db',
        'takes the code of the present step, the one before and the one after, and no other',
      ),
    ],
  },
  { id: '6.6.1', notApplicable: 'No code is sent by telephone or SMS.' },
  {
    id: '6.6.2',
    notApplicable: 'No factor uses another channel; a mailed link sets a password and opens nothing.',
  },
  { id: '6.6.3', notApplicable: 'No factor uses another channel; mailed links hold 256 bits.' },
  {
    id: '6.8.1',
    met: 'Somebody is the connection and the subject in it, never an address; addresses count only in proven domains of the same organisation.',
    tests: [
      own('sign-on/arrive.db', 'the same subject elsewhere opens nothing'),
      own('sign-on/arrive.db', 'is by address only in the organisation that proved the domain'),
    ],
    tried: true,
  },
  {
    id: '6.8.2',
    met: 'Every ID token and SAML assertion must be signed by a key of its provider; unsigned, foreign and wrapped ones are refused.',
    tests: [
      own(
        'sign-on/oidc/sign-on',
        'refuses the signature of another key under the same name, and an altered payload',
      ),
      own('sign-on/saml/signatures', 'a foreign key, its certificate along with it'),
      at(
        'server/src/measures/product/single-sign-on/single-sign-on.db',
        'every attack is refused for its own reason',
      ),
    ],
    tried: true,
  },
  {
    id: '6.8.3',
    met: 'A response and its assertion count once, kept in the database and not in memory.',
    tests: [
      own('sign-on/saml-binding.db', 'an assertion is used by one of ten that bring it at the same moment'),
      own('sign-on/saml-binding.db', 'a request is taken by one of ten answers at the same moment'),
      own('sign-on/saml/finish', 'a response is not accepted twice'),
      own('sign-on/saml/finish', 'of ten at the same time one is accepted'),
    ],
    tried: true,
  },
  {
    id: '6.8.4',
    met: 'What a provider says of methods, class and time is checked; where it says nothing, one factor is assumed and ours is asked for.',
    tests: [
      own('sign-on/multi-factor', 'what an identity provider says nothing of was one factor'),
      own('sign-on/oidc/asked', 'the class, the methods and the time of the authentication are checked'),
    ],
    tried: true,
  },
]
