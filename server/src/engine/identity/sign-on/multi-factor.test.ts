import { expect, it } from 'vitest'
import { isMultiFactor } from './multi-factor.ts'

it.each<[boolean, string[], string | null]>([
  [false, [], null],
  [false, ['pwd'], null],
  [false, ['pwd'], 'urn:oasis:names:tc:SAML:2.0:ac:classes:PasswordProtectedTransport'],
  [false, ['otp'], null],
  [false, ['pwd', 'kba'], null],
  [false, ['pwd', 'geo', 'user'], '1'],
  [true, ['mfa'], null],
  [true, ['pwd', 'otp'], null],
  [true, [], 'https://refeds.org/profile/mfa'],
  [true, [], 'urn:oasis:names:tc:SAML:2.0:ac:classes:TimeSyncToken'],
])('%s: what an identity provider says nothing of was one factor (%j, %s)', (isMulti, amr, context) => {
  expect(isMultiFactor(amr, context)).toBe(isMulti)
})
