import { sql } from 'kysely'
import { beforeAll, expect, it } from 'vitest'
import { describeEachDatabase } from '../../../../../test/harness/databases.ts'
import { factorCalls, refusal, type FactorCalls } from '../../../../../test/harness/factor-calls.ts'
import { addPerson, type AddedPerson, type TestPerson } from '../../../../../test/harness/people.ts'
import { testPlatform, type TestPlatform } from '../../../../../test/harness/platform.ts'
import { log } from '../../log/index.ts'
import { notifications } from '../../notifications/index.ts'
import { identityWriter } from '../tables.ts'
import { takeRecoveryCode } from './recovery-codes.ts'

describeEachDatabase('factors that go', (open) => {
  let platform: TestPlatform
  let { send, code, addTotp, addPasskey } = {} as FactorCalls
  const mails = async (person: AddedPerson) => {
    const { rows } = await sql<{ template: string; subject: string }>`select template, subject
      from notifications.mail where person_id = ${person.id} order by created_at`.execute(
      platform.database.reader,
    )
    return rows
  }
  const staff = (given: TestPerson = {}) => addPerson(platform, { kind: 'provider', ...given })
  const forgetPassword = (person: AddedPerson) =>
    platform.database.transaction((tx) =>
      identityWriter(tx).deleteFrom('identity.password').where('person_id', '=', person.id).execute(),
    )

  beforeAll(async () => {
    const identity = { name: 'identity', migrations: new URL('../migrations/', import.meta.url) }
    platform = await testPlatform(await open([log, notifications, identity]))
    // Connections that are open already, so that requests at the same moment meet in the database.
    const { reader } = platform.database
    await Promise.all(Array.from({ length: 5 }, () => sql`select pg_sleep(0.2)`.execute(reader)))
    ;({ send, code, addTotp, addPasskey } = factorCalls(platform))
  })

  it('does not remove the last second factor where one is required, and does where it is not', async () => {
    for (const person of [await staff(), await addPerson(platform, { secondFactor: 'required' })]) {
      const { id } = await addTotp(person)
      expect(await send(person, 'DELETE', `/totp/${id}`)).toMatchObject(refusal(409, 'last-second-factor'))
      const passkey = await addPasskey(person)
      expect(await send(person, 'DELETE', `/totp/${id}`)).toMatchObject({ status: 200 })
      const last = await send(person, 'DELETE', `/passkeys/${passkey.id}`)
      expect(last).toMatchObject(refusal(409, 'last-second-factor'))
      expect(await send(person, 'GET', '')).toMatchObject({ totp: [], passkeys: [{}], recoveryCodesLeft: 10 })
    }
    const free = await addPerson(platform)
    const { id } = await addTotp(free)
    expect(await send(free, 'DELETE', `/totp/${id}`)).toMatchObject({ status: 200 })
    expect(await send(free, 'GET', '')).toMatchObject({ totp: [], recoveryCodesLeft: 0 })
    expect(await send(free, 'DELETE', `/totp/${id}`)).toMatchObject(refusal(404, 'no-such-factor'))
  })

  it('keeps one of two when both are removed at the same moment', async () => {
    const person = await staff()
    const { id } = await addTotp(person)
    const passkey = await addPasskey(person)
    const both = await Promise.all([
      send(person, 'DELETE', `/totp/${id}`),
      send(person, 'DELETE', `/passkeys/${passkey.id}`),
    ])
    expect(both.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 409])
  })

  it('does not remove the passkey of somebody who has no other way in', async () => {
    const person = await addPerson(platform)
    await addTotp(person)
    const { id } = await addPasskey(person)
    await forgetPassword(person)
    expect(await send(person, 'DELETE', `/passkeys/${id}`)).toMatchObject(refusal(409, 'last-way-in'))
    await platform.database.transaction((tx) =>
      identityWriter(tx)
        .insertInto('identity.external_identity')
        .values({ provider: 'google', subject: person.id, person_id: person.id, created_at: new Date(0) })
        .execute(),
    )
    expect(await send(person, 'DELETE', `/passkeys/${id}`)).toMatchObject({ status: 200 })
  })

  it("touches nobody else's factors", async () => {
    const [mine, theirs] = [await addPerson(platform), await addPerson(platform)]
    const { id } = await addTotp(theirs)
    const passkey = await addPasskey(theirs)
    for (const path of [`/totp/${id}`, `/passkeys/${passkey.id}`]) {
      expect(await send(mine, 'DELETE', path)).toMatchObject(refusal(404, 'no-such-factor'))
      expect(await send(mine, 'PATCH', path, { label: 'meins' })).toMatchObject(
        refusal(404, 'no-such-factor'),
      )
    }
    const offer = await send(theirs, 'POST', '/totp', { label: 'zweites' })
    expect(
      await send(mine, 'POST', `/totp/${offer.id}/confirm`, { code: await code(offer.secret) }),
    ).toMatchObject(refusal(400, 'code-wrong'))
    expect(await send(theirs, 'GET', '')).toMatchObject({
      totp: [{ label: 'Telefon' }],
      passkeys: [{ label: 'Laptop' }],
    })
  })

  it('makes new recovery codes in place of the old ones, for those who have a second factor', async () => {
    const person = await addPerson(platform)
    expect(await send(person, 'POST', '/recovery-codes')).toMatchObject(refusal(409, 'no-second-factor'))
    const { recoveryCodes: old } = await addTotp(person)
    const { recoveryCodes: fresh } = await send(person, 'POST', '/recovery-codes')
    expect(fresh).toHaveLength(10)
    const use = (given: string) =>
      platform.database.transaction((tx) => takeRecoveryCode(tx, person.id, given, platform.clock.now()))
    expect([await use(old?.[0] ?? ''), await use(fresh?.[0] ?? '')]).toEqual([null, { left: 9 }])
  })

  it('mails its owner of every factor that came or went, and of new recovery codes', async () => {
    const person = await addPerson(platform)
    const { id } = await addTotp(person)
    platform.clock.advance(1)
    await addPasskey(person)
    platform.clock.advance(1)
    await send(person, 'POST', '/recovery-codes')
    platform.clock.advance(1)
    await send(person, 'DELETE', `/totp/${id}`)
    const told = await mails(person)
    expect(told.map(({ template }) => template)).toEqual(Array(4).fill('identity/factor-changed'))
    await send(person, 'POST', '/totp', { label: 'not confirmed' })
    expect(await mails(person)).toHaveLength(4)
  })
})
