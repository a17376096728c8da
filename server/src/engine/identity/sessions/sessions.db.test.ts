import { beforeAll, expect, it } from 'vitest'
import { describeEachDatabase } from '../../../../../test/harness/databases.ts'
import { testPlatform, type TestPlatform } from '../../../../../test/harness/platform.ts'
import { day, hour, minute } from '../../../kernel/clock.ts'
import { newId } from '../../../kernel/id.ts'
import { makeLink } from '../people/links.ts'
import { townModules } from '../../../../../test/harness/town-modules.ts'
import { nobody, openTown, type Resident, type Town } from '../../../../../test/harness/town.ts'
import { identityReader, identityWriter } from '../tables.ts'

describeEachDatabase('sessions', (open) => {
  let platform: TestPlatform
  let town: Town
  let admin: Resident
  const home = () => town.homes.alpha
  const rows = (
    table: 'session' | 'device' | 'passkey' | 'totp' | 'recovery_code' | 'external_identity',
    person: string,
  ) =>
    identityReader(platform.database.reader)
      .selectFrom(`identity.${table}`)
      .select('person_id')
      .where('person_id', '=', person)
      .execute()
  const write = (work: (tx: ReturnType<typeof identityWriter>) => Promise<unknown>) =>
    platform.database.transaction((tx) => work(identityWriter(tx)))
  const addPasskey = (person: string, at: number) =>
    write((tx) =>
      tx
        .insertInto('identity.passkey')
        .values({
          id: newId(at),
          person_id: person,
          label: 'Schlüssel',
          credential_id: Buffer.from(newId(at)),
          public_key: Buffer.from('k'),
          counter: 0,
          transports: [],
          backed_up: false,
          created_at: new Date(at),
          last_used_at: null,
        })
        .execute(),
    )
  const addPassword = (person: string) =>
    write((tx) =>
      tx
        .insertInto('identity.password')
        .values({ person_id: person, hash: 'x', changed_at: new Date(town.now()) })
        .execute(),
    )

  beforeAll(async () => {
    platform = await testPlatform(await open(townModules))
    town = await openTown(platform)
    admin = await town.settle(home(), 'admin')
  })

  it('are listed with device, place and level, and which one asks', async () => {
    const { id, actor } = await town.settle(home(), 'member')
    platform.clock.advance(minute)
    await town.signIn(home(), id, ['member'], 1)
    const { body } = await town.call(actor, 'GET', '/me/sessions')
    expect(body.sessions).toMatchObject([
      { level: 1, current: false, address: '192.0.2.1' },
      {
        level: 2,
        current: true,
        way: 'password+totp',
        device: { de: 'Firefox auf Windows', en: 'Firefox on Windows' },
      },
    ])
    expect(JSON.stringify(body)).not.toMatch(/hash|agent/)
    platform.clock.advance(8 * hour)
    expect((await town.call(actor, 'GET', '/me/sessions')).body.sessions).toEqual([])
  })

  it('end one by one, or all but one’s own', async () => {
    const { id, actor } = await town.settle(home(), 'member')
    const others = await Promise.all([1, 2, 3].map(() => town.signIn(home(), id, ['member'])))
    const one = `/me/sessions/${others[0]!.means.id}`
    expect((await town.call(actor, 'DELETE', one)).body).toEqual({ sessionsEnded: 1 })
    expect((await town.call(actor, 'DELETE', one)).reason).toBe('no-such-session')
    expect((await town.call(actor, 'DELETE', `/me/sessions/${admin.actor.means.id}`)).reason).toBe(
      'no-such-session',
    )
    expect((await town.call(actor, 'DELETE', '/me/sessions')).body).toEqual({ sessionsEnded: 2 })
    expect((await town.call(actor, 'DELETE', '/me/sessions')).body).toEqual({ sessionsEnded: 0 })
    expect((await town.call(actor, 'GET', '/me/sessions')).body.sessions).toHaveLength(1)
  })

  it('are ended by who manages the organisation, and by security everywhere', async () => {
    const { id } = await town.settle(home(), 'member')
    const path = `/organisations/${home()}/people/${id}/sessions`
    const security = await town.settle(town.homes.provider, 'security')
    const { body } = await town.call(admin.actor, 'GET', path)
    expect(body.sessions).toMatchObject([{ current: false }])
    expect((await town.call(admin.actor, 'DELETE', `${path}/${body.sessions[0].id}`)).body).toEqual({
      sessionsEnded: 1,
    })
    await town.signIn(home(), id, ['member'])
    expect((await town.call(security.actor, 'DELETE', path)).body).toEqual({ sessionsEnded: 1 })
    // A session of somebody else is not ended through this person's address.
    const foreign = await town.call(admin.actor, 'DELETE', `${path}/${admin.actor.means.id}`)
    expect(foreign.reason).toBe('no-such-session')
    expect(await rows('session', admin.id)).toHaveLength(1)
  })

  it('end with everything else when somebody says "this was not me"', async () => {
    const { id, email, actor } = await town.settle(home(), 'member')
    await addPassword(id)
    await addPasskey(id, town.now() - 3 * day)
    const token = { name: 'Skript', scopes: ['self:read'], days: 30 }
    expect((await town.call(actor, 'POST', '/me/tokens', token)).status).toBe(200)
    const [notice] = await town.mailsTo(email)
    expect(notice!.template).toBe('identity/new-token')
    const secret = town.secretIn(notice!.text, 'not-me')
    // What a stranger does meanwhile: a passkey and a Google account of his own, and another session.
    platform.clock.advance(hour)
    await addPasskey(id, town.now())
    await write((tx) =>
      tx
        .insertInto('identity.external_identity')
        .values(
          ['google', 'connection-1'].map((provider) => ({
            provider,
            subject: id,
            person_id: id,
            created_at: new Date(town.now()),
          })),
        )
        .execute(),
    )
    await town.signIn(home(), id, ['member'])
    const at = new Date(town.now())
    await write((tx) =>
      tx
        .insertInto('identity.device')
        .values({
          id: newId(town.now()),
          person_id: id,
          hash: Buffer.from(id),
          agent: '',
          first_seen_at: at,
          last_seen_at: at,
        })
        .execute(),
    )
    const answer = await town.call(nobody, 'POST', '/not-me', { secret })
    expect(answer.body).toEqual({ sessionsEnded: 2, tokensRevoked: 1, factorsRemoved: 2 })
    expect(await rows('session', id)).toEqual([])
    expect(await rows('device', id)).toEqual([])
    expect(await rows('passkey', id)).toHaveLength(1)
    expect(await rows('external_identity', id)).toHaveLength(1)
    const { body } = await town.call(admin.actor, 'GET', `/organisations/${home()}/people/${id}`)
    expect(body.factors.password).toBe(false)
    const mails = await town.mailsTo(email)
    const reset = mails.find(({ template }) => template === 'identity/password-reset')
    expect(town.secretIn(reset!.text, 'reset-password')).toHaveLength(43)
    for (const again of [secret, secret.toLowerCase(), '', "'; drop table identity.person; --"])
      expect(await town.call(nobody, 'POST', '/not-me', { secret: again })).toMatchObject({
        status: 410,
        reason: 'link-over',
      })
    const activity = await town.call(admin.actor, 'GET', `/organisations/${home()}/activity?limit=1`)
    expect(activity.body.activity).toMatchObject([
      { type: 'identity.not-me-reported', actor: { kind: 'anonymous' }, person: { id } },
    ])
  })

  it('let only one of two who report at once do it', async () => {
    const { id } = await town.settle(home(), 'member')
    const secret = await platform.database.transaction((tx) => makeLink(tx, 'not-me', id, town.now()))
    const report = () => town.call(nobody, 'POST', '/not-me', { secret })
    const answers = await Promise.all([report(), report()])
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200, 410]))
  })

  it('let a mailbox decline an invitation that it does not expect', async () => {
    const path = `/organisations/${home()}/people`
    const ida = { name: 'Ida', email: 'ida@alpha.example', roles: ['member'] }
    const { body } = await town.call(admin.actor, 'POST', path, ida)
    const [mail] = await town.mailsTo(ida.email)
    const declined = await town.call(nobody, 'POST', '/not-me', {
      secret: town.secretIn(mail!.text, 'not-me'),
    })
    expect(declined.status).toBe(200)
    expect((await town.call(admin.actor, 'GET', `${path}/${body.person}`)).body).toMatchObject({
      state: 'invited',
      invitedUntil: null,
    })
    expect(await town.mailsTo(ida.email)).toHaveLength(1)
  })

  it('end when an administrator resets lost factors, without a password being set', async () => {
    admin = { ...admin, actor: await town.signIn(home(), admin.id, ['admin']) }
    const { id, email } = await town.settle(home(), 'member')
    await addPasskey(id, town.now())
    await write((tx) =>
      tx
        .insertInto('identity.recovery_code')
        .values({ person_id: id, hash: Buffer.from('c'), used_at: null })
        .execute(),
    )
    const path = `/organisations/${home()}/people/${id}`
    const shown = async () => (await town.call(admin.actor, 'GET', path)).body.factors
    expect(await shown()).toEqual({ password: false, totp: 0, passkeys: 1, recoveryCodesLeft: 1 })
    expect((await town.call(admin.actor, 'POST', `${path}/reset-factors`)).body).toEqual({ sessionsEnded: 1 })
    expect(await rows('session', id)).toEqual([])
    expect(await shown()).toEqual({ password: false, totp: 0, passkeys: 0, recoveryCodesLeft: 0 })
    const templates = (await town.mailsTo(email)).map(({ template }) => template).toSorted()
    expect(templates).toEqual(['identity/factor-changed', 'identity/password-reset'])
    await addPassword(id)
    await town.call(admin.actor, 'POST', `${path}/reset-factors`)
    expect(await shown()).toMatchObject({ password: true })
    expect(await town.mailsTo(email)).toHaveLength(3)
  })
})
