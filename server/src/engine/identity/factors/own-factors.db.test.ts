import { sql } from 'kysely'
import { beforeAll, expect, it } from 'vitest'
import { describeEachDatabase } from '../../../../../test/harness/databases.ts'
import {
  factorCalls,
  factorOrigin,
  refusal,
  type FactorCalls,
} from '../../../../../test/harness/factor-calls.ts'
import { addPerson, type AddedPerson, type TestPerson } from '../../../../../test/harness/people.ts'
import { testPlatform, type TestPlatform } from '../../../../../test/harness/platform.ts'
import { minute } from '../../../kernel/clock.ts'
import { log } from '../../log/index.ts'
import { notifications } from '../../notifications/index.ts'
import { sessionCookie } from '../sessions/cookies.ts'
import { findSession } from '../sessions/find-session.ts'
import { identityReader } from '../tables.ts'
import { takeRecoveryCode } from './recovery-codes.ts'
import { softwareAuthenticator } from './software-authenticator.ts'
import { verifyTotp } from './totp.ts'

describeEachDatabase('own factors', (open) => {
  let platform: TestPlatform
  let { send, code, addTotp, addPasskey } = {} as FactorCalls
  const activity = async (person: AddedPerson) => {
    const rows = await identityReader(platform.database.reader)
      .selectFrom('identity.activity')
      .select(['type'])
      .where('person_id', '=', person.id)
      .orderBy('type')
      .execute()
    return rows.map(({ type }) => type)
  }
  const staff = (given: TestPerson = {}) => addPerson(platform, { kind: 'provider', ...given })

  beforeAll(async () => {
    const identity = { name: 'identity', migrations: new URL('../migrations/', import.meta.url) }
    platform = await testPlatform(await open([log, notifications, identity]))
    // Connections that are open already, so that requests at the same moment meet in the database.
    const { reader } = platform.database
    await Promise.all(Array.from({ length: 5 }, () => sql`select pg_sleep(0.2)`.execute(reader)))
    ;({ send, code, addTotp, addPasskey } = factorCalls(platform))
  })

  it('lists what somebody has, and that a second factor is required of staff', async () => {
    const person = await staff()
    const empty = {
      status: 200,
      password: true,
      passwordCharacters: 12,
      totp: [],
      passkeys: [],
      recoveryCodesLeft: 0,
      required: true,
    }
    expect(await send(person, 'GET', '')).toEqual(empty)
    await addTotp(person)
    await addPasskey(person)
    expect(await send(person, 'GET', '')).toMatchObject({
      totp: [{ label: 'Telefon' }],
      passkeys: [{ label: 'Laptop', lastUsedAt: null }],
      recoveryCodesLeft: 10,
    })
    expect(await send(await addPerson(platform), 'GET', '')).toMatchObject({ totp: [], required: false })
  })

  it('gives recovery codes with the first factor alone, and they work', async () => {
    const person = await addPerson(platform)
    const first = await addTotp(person)
    expect(first).toMatchObject({ status: 200, recoveryCodes: { length: 10 } })
    expect(await addPasskey(person)).toMatchObject({ status: 200, recoveryCodes: null })
    const used = await platform.database.transaction((tx) =>
      takeRecoveryCode(tx, person.id, first.recoveryCodes?.[3] ?? '', platform.clock.now()),
    )
    expect(used).toEqual({ left: 9 })
    expect(await activity(person)).toEqual([
      'identity.factor-added',
      'identity.factor-added',
      'identity.recovery-codes-made',
    ])
  })

  it('gives one set of recovery codes when two first factors are confirmed at the same moment', async () => {
    const person = await addPerson(platform)
    const { id, secret } = await send(person, 'POST', '/totp', { label: 'Telefon' })
    const { options } = await send(person, 'POST', '/passkeys/options')
    const credential = softwareAuthenticator(factorOrigin).create(options)
    const both = await Promise.all([
      send(person, 'POST', `/totp/${id}/confirm`, { code: await code(secret) }),
      send(person, 'POST', '/passkeys', { label: 'Laptop', credential }),
    ])
    expect(both.map(({ status }) => status)).toEqual([200, 200])
    expect(both.filter((each) => each.recoveryCodes !== null)).toHaveLength(1)
  })

  it.each(['totp', 'passkey'] as const)(
    'lifts a session that owed a factor, with a new cookie: %s',
    async (kind) => {
      const person = await staff({ enrolment: true })
      const before = person.browser.cookie(sessionCookie)
      expect(await (kind === 'totp' ? addTotp(person) : addPasskey(person))).toMatchObject({ status: 200 })
      const after = person.browser.cookie(sessionCookie)
      expect(after).not.toBe(before)
      expect(await findSession(platform, before)).toBeNull()
      expect(await findSession(platform, after)).toMatchObject({
        means: { level: 2, way: `password+${kind}`, enrolment: false },
      })
    },
  )

  it('leaves a session that owes one what it must do, and nothing else', async () => {
    const person = await staff({ enrolment: true })
    for (const [method, path] of [
      ['POST', '/recovery-codes'],
      ['DELETE', `/totp/${person.id}`],
    ] as const)
      expect(await send(person, method, path)).toMatchObject(refusal(403, 'second-factor-required'))
  })

  it('asks again who it is before anything is added, removed or made anew', async () => {
    const person = await addPerson(platform)
    const { id } = await addTotp(person)
    platform.clock.advance(11 * minute)
    const credential = softwareAuthenticator(factorOrigin).create({ challenge: 'x', user: { id: 'AA' } })
    for (const [method, path, body] of [
      ['POST', '/totp', { label: 'x' }],
      ['POST', `/totp/${id}/confirm`, { code: '123456' }],
      ['POST', '/passkeys/options', {}],
      ['POST', '/passkeys', { label: 'x', credential }],
      ['POST', '/recovery-codes', {}],
      ['DELETE', `/totp/${id}`, undefined],
    ] as const)
      expect(await send(person, method, path, body)).toMatchObject(refusal(403, 'step-up-required'))
    expect(await send(person, 'PATCH', `/totp/${id}`, { label: 'Diensttelefon' })).toMatchObject({
      status: 200,
    })
    expect(await send(person, 'GET', '')).toMatchObject({ totp: [{ label: 'Diensttelefon' }] })
  })

  it('refuses a wrong code and keeps the offer', async () => {
    const person = await addPerson(platform)
    const { id, secret } = await send(person, 'POST', '/totp', { label: 'Telefon' })
    const right = await code(secret)
    const wrong = String((Number(right) + 1) % 1_000_000).padStart(6, '0')
    const confirm = (given: string) => send(person, 'POST', `/totp/${id}/confirm`, { code: given })
    expect(await confirm(wrong)).toMatchObject(refusal(400, 'code-wrong'))
    expect(await confirm(right)).toMatchObject({ status: 200 })
    const replayed = await platform.database.transaction((tx) =>
      verifyTotp(tx, platform, person.id, right, platform.clock.now()),
    )
    expect(replayed).toBe(false)
  })

  it('takes a challenge once, even when what came for it was refused', async () => {
    const person = await addPerson(platform)
    const { options } = await send(person, 'POST', '/passkeys/options')
    const attempt = [...person.browser.jar]
    const evil = softwareAuthenticator('http://evil.example').create(options)
    expect(await send(person, 'POST', '/passkeys', { label: 'x', credential: evil })).toMatchObject(
      refusal(400, 'passkey-refused'),
    )
    for (const [name, value] of attempt) person.browser.jar.set(name, value)
    const good = softwareAuthenticator(factorOrigin).create(options)
    expect(await send(person, 'POST', '/passkeys', { label: 'x', credential: good })).toMatchObject(
      refusal(409, 'registration-over'),
    )
  })

  it('refuses the challenge of somebody else, and one that nobody asked for', async () => {
    const [mine, theirs] = [await addPerson(platform), await addPerson(platform)]
    const credential = softwareAuthenticator(factorOrigin).create({ challenge: 'x', user: { id: 'AA' } })
    expect(await send(mine, 'POST', '/passkeys', { label: 'x', credential })).toMatchObject(
      refusal(409, 'registration-over'),
    )
    const { options } = await send(theirs, 'POST', '/passkeys/options')
    for (const [name, value] of theirs.browser.jar)
      if (name !== sessionCookie) mine.browser.jar.set(name, value)
    const made = softwareAuthenticator(factorOrigin).create(options)
    expect(await send(mine, 'POST', '/passkeys', { label: 'x', credential: made })).toMatchObject(
      refusal(409, 'registration-over'),
    )
  })

  it('says which address to open where passkeys cannot be made', async () => {
    const person = await addPerson(platform)
    const answer = await send(person, 'POST', '/passkeys/options', {}, '127.0.0.1:1')
    expect(answer).toMatchObject({
      ...refusal(409, 'passkeys-elsewhere'),
      detail: expect.stringContaining(factorOrigin),
    })
  })

  it('refuses names and codes that are no names or codes', async () => {
    const person = await addPerson(platform)
    for (const label of ['', '   ', 'x'.repeat(61), 7, null])
      expect(await send(person, 'POST', '/totp', { label })).toMatchObject({ status: 400 })
    const { id } = await send(person, 'POST', '/totp', { label: ' Telefon ' })
    for (const given of ['', '12345', '1'.repeat(17), {}])
      expect(await send(person, 'POST', `/totp/${id}/confirm`, { code: given })).toMatchObject({
        status: 400,
      })
    expect(await send(person, 'DELETE', '/password/1')).toMatchObject({ status: 400 })
  })
})
