import { expect, it, test } from 'vitest'
import { kinds, type Try } from '../kinds.ts'
import { closedWays, type RequiredObserved, type RequiredTry } from '../required-tries.ts'
import type { SocialSeen } from '../social.ts'
import { judgeProviders } from './providers.ts'
import { judgeRequired } from './required.ts'
import { judgeTries } from './judge-tries.ts'

const protocols = ['OpenID Connect', 'SAML 2.0'] as const
const attack: Try = {
  protocol: 'SAML 2.0',
  kind: 'wrapped',
  name: 'XSW1',
  admitted: false,
  reason: 'saml-wrapped',
  expected: 'saml-wrapped',
}
const control: Try = { ...attack, kind: 'control', name: 'new', admitted: true, reason: null, expected: null }
const good = protocols.flatMap((protocol) => [
  { ...attack, protocol },
  { ...control, protocol },
])

it('identity-provider holds when all attacks of all protocols were refused, and says which kinds', () => {
  const finding = judgeTries(good, protocols)
  expect(finding).toMatchObject({ verdict: 'holds', population: { checked: 2, total: 2 } })
  expect(finding.observed.de).toContain(`2 von 2 Angriffen`)
  expect(finding.observed.de).toContain(kinds.wrapped.de)
  expect(finding.observed.en).toContain(kinds.wrapped.en)
})

test.each<[string, readonly Try[], string, string]>([
  ['an attack got in', [...good, { ...attack, admitted: true }], 'fails', 'attack-admitted'],
  ['a control did not', [...good, { ...control, admitted: false }], 'unknown', 'control-refused'],
  [
    'an attack failed otherwise',
    [...good, { ...attack, reason: 'attempt-over' }],
    'unknown',
    'refused-otherwise',
  ],
  ['an attack got in and a control did not', [{ ...attack, admitted: true }], 'fails', 'attack-admitted'],
  ['a protocol was not attacked', good.slice(1), 'unknown', 'protocol-not-tried'],
  ['nothing was tried', [], 'unknown', 'protocol-not-tried'],
])('identity-provider, when %s', (_, tries, verdict, code) => {
  expect(judgeTries(tries, protocols)).toMatchObject({ verdict, code })
})

it('identity-provider does not promise a protocol that is never tried', () => {
  expect(judgeTries(good, [...protocols, 'WS-Federation'])).toMatchObject({ code: 'protocol-not-tried' })
})

const refused = Object.entries(closedWays).map(([pathway, reason]) => ({
  pathway,
  admitted: false,
  reason,
})) as RequiredTry[]
const entered: RequiredTry = { pathway: 'emergency', admitted: true, reason: null }
const right: RequiredObserved = {
  tries: [...refused, entered, { ...entered, pathway: 'identity-provider' }],
  alarm: true,
}

test.each<[string, RequiredObserved, string, string]>([
  ['only the permitted got in', right, 'holds', 'other-ways-refused'],
  [
    'a password got in',
    { ...right, tries: [...right.tries, { pathway: 'password', admitted: true, reason: null }] },
    'fails',
    'other-way-admitted',
  ],
  ['no alarm was raised', { ...right, alarm: false }, 'fails', 'no-alarm'],
  [
    'no alarm was raised, though a way was not tried',
    { tries: right.tries.slice(1), alarm: false },
    'fails',
    'no-alarm',
  ],
  [
    'the provider did not get in',
    { ...right, tries: [...refused, entered, { ...entered, pathway: 'identity-provider', admitted: false }] },
    'unknown',
    'control-refused',
  ],
  ['a way was not tried', { ...right, tries: right.tries.slice(1) }, 'unknown', 'refused-otherwise'],
  [
    'a way was refused by a fault',
    {
      ...right,
      tries: right.tries.map((each) => (each.pathway === 'passkey' ? { ...each, reason: 'internal' } : each)),
    },
    'unknown',
    'refused-otherwise',
  ],
  ['nothing was tried', { tries: [], alarm: true }, 'unknown', 'control-refused'],
])('required, when %s', (_, observed, verdict, code) => {
  expect(judgeRequired(observed)).toMatchObject({ verdict, code })
})

const google: SocialSeen = {
  provider: 'google',
  issuer: 'https://accounts.google.com',
  leadsTo: 'https://accounts.google.com',
  bound: true,
  codePath: { right: true, refused: 5, forged: 5 },
}

test.each<[string, readonly SocialSeen[], readonly string[], string, string]>([
  ['all is right', [google], ['Google'], 'holds', 'ready'],
  ['one is not set up', [google], ['Google', 'Apple'], 'fails', 'not-set-up'],
  ['it leads elsewhere', [{ ...google, leadsTo: 'https://evil.example' }], ['Google'], 'fails', 'wrong-way'],
  ['nothing binds it to the browser', [{ ...google, bound: false }], ['Google'], 'fails', 'wrong-way'],
  [
    'a forged answer was taken',
    [{ ...google, codePath: { right: true, refused: 4, forged: 5 } }],
    ['Google'],
    'fails',
    'wrong-way',
  ],
  [
    'nobody gets in',
    [{ ...google, codePath: { right: false, refused: 5, forged: 5 } }],
    ['Google'],
    'fails',
    'wrong-way',
  ],
  ['nothing is promised', [google], [], 'fails', 'not-set-up'],
])('providers, when %s', (_, seen, promised, verdict, code) => {
  expect(judgeProviders({ seen }, promised)).toMatchObject({ verdict, code })
})
