import { expect, it } from 'vitest'
import type { Platform } from '../../../platform/platform.ts'
import { mailFor } from './mails.ts'
import type { Notice } from './notify.ts'

const now = Date.UTC(2026, 10, 26)
const platform = {
  clock: { now: () => now, monotonic: () => 0 },
  addresses: () => ({ http: '', https: null, public: 'http://127.0.0.1:8080' }),
  configuration: () => ({ provider: { name: 'Anbieter GmbH' } }),
} as unknown as Platform
const sender = { provider: 'Anbieter GmbH', contact: 'sicherheit@anbieter.example' }
const whence = { agent: 'Firefox/140.0 Windows', address: '192.0.2.7' }
const secret = 's'.repeat(43)

/** Kind of notice, the mail that it becomes, and what its text must say. */
const cases: readonly (readonly [Notice, string, readonly string[]])[] = [
  [
    { kind: 'invitation', organisation: 'Alpha AG', inviter: 'Ada', roles: ['admin', 'member'], secret },
    'identity/invitation',
    ['Ada', 'Alpha AG', 'Administration, Mitglied', `http://localhost:8080/console/invitation/${secret}`],
  ],
  [
    { kind: 'account-exists', organisation: 'Alpha AG', inviter: null },
    'identity/account-exists',
    ['Anbieter GmbH lädt', 'http://localhost:8080/console/sign-in'],
  ],
  [
    { kind: 'password-reset', secret, ...whence },
    'identity/password-reset',
    [`/console/reset-password/${secret}`, '192.0.2.7', '01:00 UTC'],
  ],
  [
    { kind: 'new-device', way: 'password+totp', ...whence },
    'identity/new-device',
    ['Passwort und Einmalcode', 'Firefox auf Windows'],
  ],
  [{ kind: 'password-changed', how: 'reset', ...whence }, 'identity/password-changed', ['über einen Link']],
  [
    { kind: 'factor-added', factor: 'passkey', label: 'YubiKey', ...whence },
    'identity/factor-changed',
    ['ein Passkey eingerichtet', 'YubiKey'],
  ],
  [
    { kind: 'factor-removed', factor: 'totp', label: 'Telefon', ...whence },
    'identity/factor-changed',
    ['Authenticator-App', 'entfernt'],
  ],
  [{ kind: 'recovery-codes-made', ...whence }, 'identity/factor-changed', ['neue Wiederherstellungscodes']],
  [{ kind: 'factors-reset', ...whence }, 'identity/factor-changed', ['zurückgesetzt']],
  [
    {
      kind: 'token-created',
      owner: 'service',
      name: 'CI',
      scopes: ['scim:provision'],
      expiresAt: now,
      ...whence,
    },
    'identity/new-token',
    ['Dienstkonto', 'CI', 'scim:provision'],
  ],
  [
    { kind: 'break-glass-used', account: 'Not Fall', ...whence },
    'identity/break-glass-used',
    ['Not Fall', 'Alpha AG'],
  ],
  [
    { kind: 'sign-on-changed', change: 'enforced', connection: 'Okta', by: null, ...whence },
    'identity/sign-on-changed',
    ['Okta', 'Anbieter GmbH', 'nur noch über den eigenen'],
  ],
]

it.each(cases)('%o', async (notice, template, said) => {
  const rendered = await mailFor(
    platform,
    { name: 'Ida', organisation: 'Alpha AG', notMe: 'n'.repeat(43) },
    notice,
    async (mail, values) => ({ name: mail.name, ...mail.render(values, 'de', sender) }),
  )
  expect(rendered.name).toBe(template)
  for (const words of [...said, 'Ida', `http://localhost:8080/console/not-me/${'n'.repeat(43)}`])
    expect(rendered.text).toContain(words)
})
