import { beforeAll, expect, it } from 'vitest'
import { describeEachDatabase } from '../../../../../test/harness/databases.ts'
import { testPlatform, type TestPlatform } from '../../../../../test/harness/platform.ts'
import { signingKey } from '../../../../../test/harness/signing-key.ts'
import { openTown, type Town } from '../../../../../test/harness/town.ts'
import { townModules } from '../../../../../test/harness/town-modules.ts'
import { day } from '../../../kernel/clock.ts'
import { newId } from '../../../kernel/id.ts'
import { identityWriter } from '../tables.ts'
import { readCertificate } from './saml/certificates.ts'
import { dueWarning, hasSuccessor, warnOfCertificates } from './warn-of-certificates.ts'

const never = new AbortController().signal

it.each([
  [31, null],
  [30, 30],
  [15, 30],
  [14, 14],
  [7, 7],
  [2, 7],
  [1, 1],
  [0.1, 1],
  [0, null],
  [-1, null],
])('%s days before the end, the warning of %s days is due', (left, due) => {
  expect(dueWarning({ notAfter: left * day }, 0)).toBe(due)
})

it.each([
  ['a later one that counts already', { notBefore: 0, notAfter: 200 }, true],
  ['a later one that begins before the end', { notBefore: 99, notAfter: 200 }, true],
  ['a later one that begins only after the end', { notBefore: 101, notAfter: 200 }, false],
  ['one that ends sooner', { notBefore: 0, notAfter: 99 }, false],
  ['one that ends at the same moment', { notBefore: 0, notAfter: 100 }, false],
])('%s: whether it takes over', (_, other, takesOver) => {
  const own = { notBefore: 0, notAfter: 100 }
  expect(hasSuccessor(own, [own, other])).toBe(takesOver)
})

describeEachDatabase('warnings of certificates', (open) => {
  let platform: TestPlatform
  let town: Town
  beforeAll(async () => {
    platform = await testPlatform(await open(townModules))
    town = await openTown(platform)
  })

  it('go to the administrators 30, 14, 7 and 1 days before, once each, and never for drafts', async () => {
    const { certificate } = signingKey('idp', { validDays: 60 })
    const notAfter = readCertificate(certificate)?.notAfter ?? 0
    const admin = await town.settle(town.homes.alpha, 'admin')
    const member = await town.settle(town.homes.alpha, 'member')
    const foreign = await town.settle(town.homes.beta, 'admin')
    const connect = (organisation_id: string, state: 'draft' | 'tested', certificates = [certificate]) =>
      platform.database.transaction((tx) =>
        identityWriter(tx)
          .insertInto('identity.connection')
          .values({
            id: newId(notAfter),
            organisation_id,
            kind: 'saml',
            name: 'Firmen-IdP',
            settings: JSON.stringify({
              protocol: {
                kind: 'saml',
                entityId: 'https://idp.example',
                ssoUrl: 'https://idp.example/sso',
                certificates,
              },
              vouchesForSecondFactor: false,
            }),
            sealed_secret: null,
            role_map: '[]',
            default_role: 'member',
            state,
            tested_at: null,
            created_at: new Date(notAfter),
          })
          .execute(),
      )
    await connect(town.homes.alpha, 'tested')
    await connect(town.homes.beta, 'draft')
    // Somebody put the next certificate beside it in time.
    const { certificate: next } = signingKey('idp-next', { validDays: 400 })
    await connect(town.homes.beta, 'tested', [certificate, next])
    const sent: number[] = []
    for (const days of [40, 29, 28, 13, 12, 6, 0.5, 0.4, -1]) {
      platform.clock.set(notAfter - days * day)
      sent.push(await warnOfCertificates(platform, never))
    }
    expect(sent).toEqual([0, 1, 0, 1, 0, 1, 1, 0, 0])
    const mails = await town.mailsTo(admin.email)
    expect(mails).toHaveLength(4)
    expect(mails[0]?.text).toContain('Firmen-IdP')
    expect([await town.mailsTo(member.email), await town.mailsTo(foreign.email)]).toEqual([[], []])
  })
})
