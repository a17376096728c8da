import { describe, expect, test } from 'vitest'
import { reasonOf, samlConnectionTo } from '../../../../../../test/harness/saml-connection.ts'
import { change, connection, finish, key, next, now } from '../../../../../../test/harness/saml-trial.ts'
import { signingKey } from '../../../../../../test/harness/signing-key.ts'

const minute = 60_000

describe('time', () => {
  test.each([
    [0, 'accepted'],
    [4, 'accepted'],
    [-4, 'accepted'],
    [6, 'saml-clock'],
    [-6, 'saml-clock'],
  ])('a provider whose clock is %i minutes ahead: %s', async (minutes, reason) => {
    expect(await reasonOf(finish({ words: { now: now + minutes * minute } }))).toBe(reason)
  })

  test('a skew of more than five minutes cannot be configured', async () => {
    const lenient = { ...connection, clockSkewMs: 60 * minute }
    expect(await reasonOf(finish({ connection: lenient, words: { now: now - 6 * minute } }))).toBe(
      'saml-clock',
    )
  })

  test('a smaller one can', async () => {
    const strict = { ...connection, clockSkewMs: 1_000 }
    expect(await reasonOf(finish({ connection: strict, words: { now: now - 2_000 } }))).toBe('saml-clock')
  })

  test('the skew of an assertion counts as well as that of its response', async () => {
    const old = new Date(now - 6 * minute).toISOString()
    const before = (xml: string) => xml.replace(/(<saml:Assertion[^>]*IssueInstant=")[^"]*/, `$1${old}`)
    expect(await reasonOf(finish({ before }))).toBe('saml-clock')
  })

  const at = (minutes: number) => new Date(now + minutes * minute).toISOString()
  test.each<[string, (xml: string) => string]>([
    ['saml-expired', change(/(<saml:Conditions [^>]*NotOnOrAfter=")[^"]*/, `$1${at(-6)}`)],
    ['saml-not-yet-valid', change(/(<saml:Conditions NotBefore=")[^"]*/, `$1${at(6)}`)],
    ['saml-expired', change(/(<saml:SubjectConfirmationData [^>]*NotOnOrAfter=")[^"]*/, `$1${at(-6)}`)],
    [
      'saml-not-yet-valid',
      change('<saml:SubjectConfirmationData', `<saml:SubjectConfirmationData NotBefore="${at(6)}"`),
    ],
    ['saml-malformed', change(/(<saml:SubjectConfirmationData [^>]*) NotOnOrAfter="[^"]*"/, '$1')],
    ['saml-malformed', change(/ IssueInstant="[^"]*"/, '')],
    ['saml-malformed', change(/ IssueInstant="([^"]*)Z"/, ' IssueInstant="$1+00:00"')],
    ['saml-malformed', change(/ AuthnInstant="[^"]*"/, ' AuthnInstant="2026-13-45T00:00:00Z"')],
    ['saml-clock', change(/ AuthnInstant="[^"]*"/, ` AuthnInstant="${at(6)}"`)],
    ['saml-expired', change(' SessionIndex', ` SessionNotOnOrAfter="${at(-6)}" SessionIndex`)],
  ])('%s: %o', async (reason, before) => {
    expect(await reasonOf(finish({ before }))).toBe(reason)
  })

  test('the time is the one given, not that of the machine', async () => {
    const later = now + 20 * minute
    expect(await reasonOf(finish({ at: later }))).toBe('saml-clock')
    expect(await reasonOf(finish({ at: later, words: { now: later } }))).toBe('accepted')
  })

  test('after a forced authentication an old one does not do', async () => {
    const before = change(/ AuthnInstant="[^"]*"/, ` AuthnInstant="${at(-11)}"`)
    expect(await reasonOf(finish({ before }))).toBe('accepted')
    expect(await reasonOf(finish({ before, authenticatedWithinMs: 10 * minute }))).toBe('saml-authn-too-old')
    expect(await reasonOf(finish({ authenticatedWithinMs: 10 * minute }))).toBe('accepted')
  })
})

describe('rotation', () => {
  const both = samlConnectionTo([next.certificate, key.certificate])
  const expired = signingKey('idp-old', { validFrom: new Date(now - 40 * 24 * 60 * minute) })
  const future = signingKey('idp-future', { validFrom: new Date(now + 60 * minute) })
  const tryWith = (certificates: string[], signer: typeof key) =>
    reasonOf(finish({ connection: samlConnectionTo(certificates), signer }))

  test('each of several certificates may have signed', async () => {
    expect(await reasonOf(finish({ connection: both }))).toBe('accepted')
    expect(await tryWith([next.certificate, key.certificate], next)).toBe('accepted')
  })

  test('the old one no longer, once it is removed', async () => {
    expect(await tryWith([next.certificate], key)).toBe('saml-signature')
  })

  test('an expired one never, and one that is not valid yet neither', async () => {
    expect(await tryWith([expired.certificate], expired)).toBe('saml-certificate-expired')
    expect(await tryWith([expired.certificate, key.certificate], expired)).toBe('saml-signature')
    expect(await tryWith([expired.certificate, key.certificate], key)).toBe('accepted')
    expect(await tryWith([future.certificate], future)).toBe('saml-certificate-expired')
  })
})
