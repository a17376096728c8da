import { assess, levelOf, type Proof, type Rules } from '../../server/src/engine/identity/gate/assess.ts'
import { throttleLimits } from '../../server/src/engine/identity/gate/throttle-limits.ts'
import { alwaysKnown } from '../../server/src/engine/identity/passwords/context.ts'
import { linkMs } from '../../server/src/engine/identity/people/links.ts'
import { attemptMs, sessionIdleMs, sessionMs } from '../../server/src/engine/identity/sessions/cookies.ts'
import { authentication } from './asvs/authentication.ts'
import { authorisation } from './asvs/authorisation.ts'
import { required } from './asvs/required.ts'
import type { Requirement } from './asvs/requirement.ts'
import { sessions } from './asvs/sessions.ts'
import { duration } from './claims-document.ts'
import { generatedNote, table } from './house-plan.ts'

/** Every row of the document. */
export const requirements: readonly Requirement[] = [...authentication, ...sessions, ...authorisation]

const chapters = [
  ['V6 Authentication', authentication],
  ['V7 Session management', sessions],
  ['V8 Authorisation', authorisation],
] as const

/** asvs.md: what we do about OWASP ASVS 5.0.0, V6 to V8 at levels 1 and 2, and the rules that it wants written down. */
export function asvsDocument(): string {
  return [
    '# OWASP ASVS 5.0.0: authentication, sessions, authorisation',
    '',
    generatedNote,
    '',
    'Levels 1 and 2, by number; the sentences are ours. The tests named fail when the defence is removed; "removed: fails"',
    `was tried in a copy. ${counted()}`,
    '',
    ...chapters.flatMap(([title, rows]) => [
      `## ${title}`,
      '',
      table(['Requirement', 'Level', 'State', 'What we do', 'Tests'], rows.map(row)),
      '',
    ]),
    ...rules(),
  ].join('\n')
}

function counted(): string {
  const count = (key: string) => requirements.filter((requirement) => key in requirement).length
  return `Met: ${count('met')}; not met: ${count('notMet')}; not applicable: ${count('notApplicable')}.`
}

function row(requirement: Requirement): string[] {
  const head = [requirement.id, String(required[requirement.id])]
  if ('notApplicable' in requirement) return [...head, 'not applicable', requirement.notApplicable, '']
  const tests = (requirement.tests ?? []).map(({ file, name }) => `\`${file}\`: ${name}`).join('<br>')
  if ('notMet' in requirement) return [...head, '**not met**', requirement.notMet, tests]
  return [...head, requirement.tried ? 'met (removed: fails)' : 'met', requirement.met, tests]
}

const kinds: Readonly<Record<keyof typeof throttleLimits, string>> = {
  account: 'all browsers that the account does not know, together',
  device: 'one browser that the account knows',
  address: 'one address (IPv6: 64 bits), unless the browser is known',
  journey: 'one address, refused answers of identity providers; apart from those of passwords',
}

const ways: readonly (readonly [string, readonly Proof[]])[] = [
  ['password', [{ kind: 'password' }]],
  ['password and code of an app', [{ kind: 'password' }, { kind: 'totp' }]],
  ['password and recovery code', [{ kind: 'password' }, { kind: 'recovery-code' }]],
  ['password and passkey', [{ kind: 'password' }, { kind: 'passkey', userVerified: false }]],
  ['passkey that verified its owner', [{ kind: 'passkey', userVerified: true }]],
  ['passkey that did not', [{ kind: 'passkey', userVerified: false }]],
  ['Google or Apple', [{ kind: 'federated', connection: null, multiFactor: false }]],
  ['own provider, one factor', [{ kind: 'federated', connection: 'own', multiFactor: false }]],
  ['own provider, several factors', [{ kind: 'federated', connection: 'own', multiFactor: true }]],
  ['invitation with a password', [{ kind: 'invitation' }, { kind: 'password' }]],
  ['invitation without', [{ kind: 'invitation' }]],
]
const nothing: Rules = {
  secondFactorRequired: false,
  hasSecondFactor: false,
  enforcedConnection: null,
  breakGlass: false,
}
const situations: readonly (readonly [string, Rules])[] = [
  ['nothing set up or required', nothing],
  ['second factor required, none set up', { ...nothing, secondFactorRequired: true }],
  ['second factor set up', { ...nothing, hasSecondFactor: true }],
  ['own provider enforced', { ...nothing, enforcedConnection: 'own' }],
]

function outcome(proofs: readonly Proof[], given: Rules): string {
  const assessed = assess(proofs, given)
  if (assessed.outcome === 'sign-on-required') return 'refused'
  if (assessed.outcome === 'second-factor') return 'asked for the second factor'
  return assessed.enrolment ? 'only to set up a factor' : 'in'
}

function rules(): string[] {
  return [
    '## Failed tries',
    '',
    'After the free failures every further one makes the next try wait: 1 s, 2 s, 4 s and so on, up to the longest wait.',
    'Nobody is locked out: a browser in which somebody signed in before has a counter of its own and waits for no one',
    'else. Hashing runs in a bounded queue, known browsers first; whoever finds no place is told when to come back.',
    'The limits stand in `server/src/engine/identity/gate/throttle-limits.ts` and are not configurable.',
    '',
    table(
      ['Counted', 'Free failures', 'Longest wait', 'One is forgotten after'],
      Object.entries(throttleLimits).map(([kind, { free, delayMsMax, forgetMs }]) => [
        kinds[kind as keyof typeof kinds],
        String(free),
        duration(delayMsMax),
        duration(forgetMs),
      ]),
    ),
    '',
    '## Passwords',
    '',
    `A password must not consist almost only of: ${alwaysKnown.join(', ')}; the name of the person; the e-mail address; the`,
    'name of the organisation; each also in parts, without accents, in other case, and with umlauts spelled out. Eight',
    'further letters or digits make it acceptable.',
    '',
    '## Ways in',
    '',
    table(
      ['Way', 'Level', ...situations.map(([name]) => name)],
      ways.map(([name, proofs]) => [
        name,
        String(levelOf(proofs)),
        ...situations.map(([, given]) => outcome(proofs, given)),
      ]),
    ),
    '',
    'Beside these: tokens, which act within their scopes and pass no step-up; the access key of the installation, which',
    'is read on the server only; and the first link, which makes the first owner and then works no more.',
    '',
    '## Sessions',
    '',
    `- Without use a session ends after ${duration(sessionIdleMs)}, in any case after ${duration(sessionMs)}. NIST SP 800-63B-4`,
    '  recommends 1 hour and 24 hours at this level. We deviate because people work here all day and every week, and because',
    '  everything sensitive asks again after ten minutes, whatever the age of the session.',
    '- The number of sessions of an account is not limited. Each is listed to its owner with device and address, a new',
    '  device is told by mail with a link that ends everything, and all others can be ended at once.',
    `- A sign-in under way ends after ${duration(attemptMs)}; an invitation after ${duration(linkMs.invitation)}, a reset link after`,
    `  ${duration(linkMs['password-reset'])}, the link of a notice after ${duration(linkMs['not-me'])}.`,
    '- A session that came through an identity provider follows the same limits. Signing out there does not end it here;',
    '  deprovisioning by SCIM and deactivation do, at the next request. A step-up through a provider demands that it asks anew.',
    '',
  ]
}
