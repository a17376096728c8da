import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { assess, levelOf, wayOf, type Proof, type Rules } from './assess.ts'

const free: Rules = {
  secondFactorRequired: false,
  hasSecondFactor: false,
  enforcedConnection: null,
  breakGlass: false,
}
const password: Proof = { kind: 'password' }
const totp: Proof = { kind: 'totp' }
const recovery: Proof = { kind: 'recovery-code' }
const invitation: Proof = { kind: 'invitation' }
const passkey = (userVerified: boolean): Proof => ({ kind: 'passkey', userVerified })
const federated = (connection: string | null, multiFactor: boolean): Proof => ({
  kind: 'federated',
  connection,
  multiFactor,
})

describe('the level', () => {
  test.each<[number, string, Proof[]]>([
    [1, 'a password', [password]],
    [1, 'an authenticator app alone', [totp]],
    [1, 'a recovery code alone', [recovery]],
    [1, 'a passkey that did not verify its owner', [passkey(false)]],
    [1, 'Google', [federated(null, false)]],
    [1, 'an invitation with a password', [invitation, password]],
    [2, 'password and code', [password, totp]],
    [2, 'password and passkey', [password, passkey(false)]],
    [2, 'password and recovery code', [password, recovery]],
    [2, 'a passkey that verified its owner', [passkey(true)]],
    [2, 'an identity provider that asked for two', [federated('c', true)]],
    [2, 'an identity provider and a code', [federated('c', false), totp]],
  ])('%i: %s', (level, _, proofs) => expect(levelOf(proofs)).toBe(level))
})

describe('the gate', () => {
  test('lets in without a second factor only who has none and owes none', () => {
    expect(assess([password], free)).toEqual({ outcome: 'admit', level: 1, enrolment: false, alarm: false })
    expect(assess([password], { ...free, hasSecondFactor: true })).toEqual({ outcome: 'second-factor' })
    expect(assess([password], { ...free, secondFactorRequired: true })).toMatchObject({ enrolment: true })
  })

  test('makes who was invited without a password set up a passkey', () => {
    expect(assess([invitation], free)).toMatchObject({ enrolment: true })
    expect(assess([invitation, password], free)).toMatchObject({ enrolment: false })
  })

  test('holds to the enforced identity provider, and to that one only', () => {
    const enforced = { ...free, enforcedConnection: 'c' }
    for (const proofs of [
      [password],
      [password, totp],
      [passkey(true)],
      [federated(null, true)],
      [federated('d', true)],
    ])
      expect(assess(proofs, enforced)).toEqual({ outcome: 'sign-on-required' })
    expect(assess([federated('c', false)], enforced)).toMatchObject({ outcome: 'admit', alarm: false })
  })

  test('opens to an emergency account at level 2 only, with an alarm', () => {
    const emergency = { ...free, enforcedConnection: 'c', breakGlass: true }
    expect(assess([password, totp], emergency)).toMatchObject({ level: 2, enrolment: false, alarm: true })
    expect(assess([password], emergency)).toMatchObject({ level: 1, enrolment: true, alarm: true })
  })

  test('never lets in at level 1 where a second factor is set up, whatever was proved', () => {
    const proof = fc.oneof(
      fc.constantFrom(password, totp, recovery, invitation),
      fc.boolean().map(passkey),
      fc.tuple(fc.constantFrom(null, 'c', 'd'), fc.boolean()).map(([c, multi]) => federated(c, multi)),
    )
    const rules = fc.record({
      secondFactorRequired: fc.boolean(),
      hasSecondFactor: fc.constant(true),
      enforcedConnection: fc.constantFrom(null, 'c'),
      breakGlass: fc.boolean(),
    })
    fc.assert(
      fc.property(fc.array(proof, { minLength: 1, maxLength: 4 }), rules, (proofs, given) => {
        const outcome = assess(proofs, given)
        const weak = outcome.outcome === 'admit' && (outcome.level === 1 || outcome.enrolment)
        expect(weak).toBe(false)
      }),
    )
  })

  test('names the way', () => expect(wayOf([password, totp])).toBe('password+totp'))
})
