import { sql } from 'kysely'
import { generateSync } from 'otplib'
import { beforeAll, expect, it } from 'vitest'
import { describeEachDatabase } from '../../../../../test/harness/databases.ts'
import { addPerson, type AddedPerson, type TestPerson } from '../../../../../test/harness/people.ts'
import { testPlatform, type TestPlatform } from '../../../../../test/harness/platform.ts'
import { minute } from '../../../kernel/clock.ts'
import { createApp } from '../../../platform/http/app.ts'
import { log } from '../../log/index.ts'
import { notifications } from '../../notifications/index.ts'
import { factorEndpoints } from '../endpoints/factors.ts'
import { identify } from '../identify.ts'
import { identityReader, identityWriter } from '../tables.ts'
import { findSession } from '../sessions/find-session.ts'
import { sessionCookie } from '../sessions/cookies.ts'
import { verifyTotp } from './totp.ts'
import { useRecoveryCode } from './recovery-codes.ts'
import { softwareAuthenticator } from './software-authenticator.ts'

const origin = 'http://localhost:1'
const factors = '/api/v1/me/factors'

describeEachDatabase('own factors', (open) => {
  let platform: TestPlatform
  let app: ReturnType<typeof createApp>

  /** What a browser on `origin` gets; its cookies are kept. */
  const send = async (
    person: AddedPerson,
    method: string,
    path: string,
    body?: unknown,
    host = 'localhost:1',
  ) => {
    const { jar } = person.browser
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ')
    const response = await app.request(`http://${host}${factors}${path}`, {
      method,
      headers: { cookie, host, 'sec-fetch-site': 'same-origin', 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    for (const set of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(set) ?? []
      if (set.includes('Max-Age=0')) jar.delete(name)
      else jar.set(name, value)
    }
    return { status: response.status, ...((await response.json()) as Record<string, any>) }
  }
  const problem = (status: number, reason: string) => ({ status, type: `urn:nachweis:problem:${reason}` })
  const code = (secret: string) => generateSync({ secret, epoch: platform.clock.now() / 1000 })
  const addTotp = async (person: AddedPerson) => {
    const { id, secret } = await send(person, 'POST', '/totp', { label: 'Telefon' })
    const added = await send(person, 'POST', `/totp/${id}/confirm`, { code: code(secret) })
    return { ...added, id: id as string, secret: secret as string }
  }
  const addPasskey = async (person: AddedPerson, device = softwareAuthenticator(origin)) => {
    const { options } = await send(person, 'POST', '/passkeys/options')
    return send(person, 'POST', '/passkeys', { label: 'Laptop', credential: device.create(options) })
  }
  const activity = async (person: AddedPerson) => {
    const rows = await identityReader(platform.database.reader)
      .selectFrom('identity.activity')
      .select(['type'])
      .where('person_id', '=', person.id)
      .orderBy('type')
      .execute()
    return rows.map(({ type }) => type)
  }
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
    app = createApp({
      endpoints: factorEndpoints(platform),
      identify: (request) => identify(platform, request),
      now: () => platform.clock.now(),
      proxyHops: 0,
      problemPage: () => null,
      telemetry: platform.telemetry,
    })
  })

  it('lists what somebody has, and that a second factor is required of staff', async () => {
    const person = await staff()
    const empty = {
      status: 200,
      password: true,
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
      useRecoveryCode(tx, person.id, first['recoveryCodes'][3], platform.clock.now()),
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
    const credential = softwareAuthenticator(origin).create(options)
    const both = await Promise.all([
      send(person, 'POST', `/totp/${id}/confirm`, { code: code(secret) }),
      send(person, 'POST', '/passkeys', { label: 'Laptop', credential }),
    ])
    expect(both.map(({ status }) => status)).toEqual([200, 200])
    expect(both.filter((each) => each['recoveryCodes'] !== null)).toHaveLength(1)
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
      expect(await send(person, method, path)).toMatchObject(problem(403, 'second-factor-required'))
  })

  it('asks again who it is before anything is added, removed or made anew', async () => {
    const person = await addPerson(platform)
    const { id } = await addTotp(person)
    platform.clock.advance(11 * minute)
    const credential = softwareAuthenticator(origin).create({ challenge: 'x', user: { id: 'AA' } })
    for (const [method, path, body] of [
      ['POST', '/totp', { label: 'x' }],
      ['POST', `/totp/${id}/confirm`, { code: '123456' }],
      ['POST', '/passkeys/options', {}],
      ['POST', '/passkeys', { label: 'x', credential }],
      ['POST', '/recovery-codes', {}],
      ['DELETE', `/totp/${id}`, undefined],
    ] as const)
      expect(await send(person, method, path, body)).toMatchObject(problem(403, 'step-up-required'))
    expect(await send(person, 'PATCH', `/totp/${id}`, { label: 'Diensttelefon' })).toMatchObject({
      status: 200,
    })
    expect(await send(person, 'GET', '')).toMatchObject({ totp: [{ label: 'Diensttelefon' }] })
  })

  it('refuses a wrong code and keeps the offer', async () => {
    const person = await addPerson(platform)
    const { id, secret } = await send(person, 'POST', '/totp', { label: 'Telefon' })
    const right = code(secret)
    const wrong = String((Number(right) + 1) % 1_000_000).padStart(6, '0')
    const confirm = (given: string) => send(person, 'POST', `/totp/${id}/confirm`, { code: given })
    expect(await confirm(wrong)).toMatchObject(problem(400, 'code-wrong'))
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
    const evil = softwareAuthenticator('http://evil.example').create(options as never)
    expect(await send(person, 'POST', '/passkeys', { label: 'x', credential: evil })).toMatchObject(
      problem(400, 'passkey-refused'),
    )
    for (const [name, value] of attempt) person.browser.jar.set(name, value)
    const good = softwareAuthenticator(origin).create(options as never)
    expect(await send(person, 'POST', '/passkeys', { label: 'x', credential: good })).toMatchObject(
      problem(409, 'registration-over'),
    )
  })

  it('refuses the challenge of somebody else, and one that nobody asked for', async () => {
    const [mine, theirs] = [await addPerson(platform), await addPerson(platform)]
    const credential = softwareAuthenticator(origin).create({ challenge: 'x', user: { id: 'AA' } })
    expect(await send(mine, 'POST', '/passkeys', { label: 'x', credential })).toMatchObject(
      problem(409, 'registration-over'),
    )
    const { options } = await send(theirs, 'POST', '/passkeys/options')
    for (const [name, value] of theirs.browser.jar)
      if (name !== sessionCookie) mine.browser.jar.set(name, value)
    const made = softwareAuthenticator(origin).create(options as never)
    expect(await send(mine, 'POST', '/passkeys', { label: 'x', credential: made })).toMatchObject(
      problem(409, 'registration-over'),
    )
  })

  it('says which address to open where passkeys cannot be made', async () => {
    const person = await addPerson(platform)
    const answer = await send(person, 'POST', '/passkeys/options', {}, '127.0.0.1:1')
    expect(answer).toMatchObject({
      ...problem(409, 'passkeys-elsewhere'),
      detail: expect.stringContaining(origin),
    })
  })

  it('does not remove the last second factor where one is required, and does where it is not', async () => {
    for (const person of [await staff(), await addPerson(platform, { secondFactor: 'required' })]) {
      const { id } = await addTotp(person)
      expect(await send(person, 'DELETE', `/totp/${id}`)).toMatchObject(problem(409, 'last-second-factor'))
      const passkey = await addPasskey(person)
      expect(await send(person, 'DELETE', `/totp/${id}`)).toMatchObject({ status: 200 })
      const last = await send(person, 'DELETE', `/passkeys/${passkey['id']}`)
      expect(last).toMatchObject(problem(409, 'last-second-factor'))
      expect(await send(person, 'GET', '')).toMatchObject({ totp: [], passkeys: [{}], recoveryCodesLeft: 10 })
    }
    const free = await addPerson(platform)
    const { id } = await addTotp(free)
    expect(await send(free, 'DELETE', `/totp/${id}`)).toMatchObject({ status: 200 })
    expect(await send(free, 'GET', '')).toMatchObject({ totp: [], recoveryCodesLeft: 0 })
    expect(await send(free, 'DELETE', `/totp/${id}`)).toMatchObject(problem(404, 'no-such-factor'))
  })

  it('keeps one of two when both are removed at the same moment', async () => {
    const person = await staff()
    const { id } = await addTotp(person)
    const passkey = await addPasskey(person)
    const both = await Promise.all([
      send(person, 'DELETE', `/totp/${id}`),
      send(person, 'DELETE', `/passkeys/${passkey['id']}`),
    ])
    expect(both.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 409])
  })

  it('does not remove the passkey of somebody who has no other way in', async () => {
    const person = await addPerson(platform)
    await addTotp(person)
    const { id } = await addPasskey(person)
    await forgetPassword(person)
    expect(await send(person, 'DELETE', `/passkeys/${id}`)).toMatchObject(problem(409, 'last-way-in'))
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
    for (const path of [`/totp/${id}`, `/passkeys/${passkey['id']}`]) {
      expect(await send(mine, 'DELETE', path)).toMatchObject(problem(404, 'no-such-factor'))
      expect(await send(mine, 'PATCH', path, { label: 'meins' })).toMatchObject(
        problem(404, 'no-such-factor'),
      )
    }
    const offer = await send(theirs, 'POST', '/totp', { label: 'zweites' })
    expect(
      await send(mine, 'POST', `/totp/${offer['id']}/confirm`, { code: code(offer['secret']) }),
    ).toMatchObject(problem(400, 'code-wrong'))
    expect(await send(theirs, 'GET', '')).toMatchObject({
      totp: [{ label: 'Telefon' }],
      passkeys: [{ label: 'Laptop' }],
    })
  })

  it('makes new recovery codes in place of the old ones, for those who have a second factor', async () => {
    const person = await addPerson(platform)
    expect(await send(person, 'POST', '/recovery-codes')).toMatchObject(problem(409, 'no-second-factor'))
    const { recoveryCodes: old } = (await addTotp(person)) as unknown as { recoveryCodes: string[] }
    const { recoveryCodes: fresh } = await send(person, 'POST', '/recovery-codes')
    expect(fresh).toHaveLength(10)
    const use = (given: string) =>
      platform.database.transaction((tx) => useRecoveryCode(tx, person.id, given, platform.clock.now()))
    expect([await use(old[0] as string), await use(fresh[0])]).toEqual([null, { left: 9 }])
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
