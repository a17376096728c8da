import { generateKeyPair, exportPKCS8 } from 'jose'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { describeEachDatabase } from '../../../../../test/harness/databases.ts'
import { startHostileProvider, signed } from '../../../../../test/harness/hostile-identity-provider.ts'
import { addPerson } from '../../../../../test/harness/people.ts'
import { testPlatform } from '../../../../../test/harness/platform.ts'
import { townModules } from '../../../../../test/harness/town-modules.ts'
import { identityReader, identityWriter } from '../tables.ts'
import { takeAppleNotice } from './take-apple-notice.ts'

describeEachDatabase('notices of Apple', (open) => {
  it('disconnect and sign out whom they are about; forged, foreign and old ones change nothing', async () => {
    const apple = await startHostileProvider()
    onTestFinished(() => apple.close())
    const platform = await testPlatform(await open(townModules), {
      outgoing: { privateHosts: [apple.host] },
      signIn: {
        apple: {
          clientId: 'services-id',
          teamId: 'T',
          keyId: 'K',
          privateKeyFile: 'apple.p8',
          issuer: apple.issuer,
        },
      },
    })
    platform.clock.set(Date.now())
    const { privateKey } = await generateKeyPair('ES256', { extractable: true })
    await writeFile(join(platform.environment.dataDir, 'apple.p8'), await exportPKCS8(privateKey))
    const person = await addPerson(platform)
    const now = platform.clock.now()
    await platform.database.transaction((tx) =>
      identityWriter(tx)
        .insertInto('identity.external_identity')
        .values({ provider: 'apple', subject: 'subject-1', person_id: person.id, created_at: new Date(now) })
        .execute(),
    )
    const left = async () => {
      const reader = identityReader(platform.database.reader)
      const identities = await reader.selectFrom('identity.external_identity').selectAll().execute()
      const sessions = await reader
        .selectFrom('identity.session')
        .selectAll()
        .where('person_id', '=', person.id)
        .execute()
      return [identities.length, sessions.length]
    }
    const send = async (change: object, key = apple.key) => {
      const event = { type: 'consent-revoked', sub: 'subject-1', event_time: now + 1, ...change }
      const iat = Math.floor(now / 1000)
      const claims = {
        iss: apple.issuer,
        aud: 'services-id',
        iat,
        exp: iat + 3600,
        events: JSON.stringify(event),
      }
      await takeAppleNotice(platform, JSON.stringify({ payload: await signed(claims, key) }))
    }
    const stranger = await startHostileProvider()
    await stranger.close()
    await expect(send({}, { ...stranger.key, kid: apple.key.kid })).rejects.toMatchObject({
      reason: 'oidc-signature',
    })
    await send({ sub: 'subject-2' })
    await send({ event_time: now - 1 })
    await send({ type: 'email-disabled' })
    expect(await left()).toEqual([1, 1])
    await send({ type: 'account-delete' })
    expect(await left()).toEqual([0, 0])
  })
})
