import { beforeAll, expect, it } from 'vitest'
import { describeEachDatabase } from '../../../../../test/harness/databases.ts'
import { testPlatform, type TestPlatform } from '../../../../../test/harness/platform.ts'
import type { Actor } from '../../../kernel/actor.ts'
import { day, hour } from '../../../kernel/clock.ts'
import { identityReader } from '../tables.ts'
import { activate } from './activate.ts'
import { peekLink, takeLink } from './links.ts'
import { townModules } from '../../../../../test/harness/town-modules.ts'
import { openTown, operator, type Resident, type Town } from '../../../../../test/harness/town.ts'

describeEachDatabase('people', (open) => {
  let platform: TestPlatform
  let town: Town
  let owner: Resident
  let admin: Resident
  const at = (organisation: string) => `/organisations/${organisation}/people`
  let people = ''
  const invite = (email: string, roles = ['member'], by: Actor = admin.actor, to = people) =>
    town.call(by, 'POST', to, { name: 'Ida Gast', email, roles })
  const find = async (id: string) => (await town.call(admin.actor, 'GET', `${people}/${id}`)).body

  beforeAll(async () => {
    platform = await testPlatform(await open(townModules))
    town = await openTown(platform)
    people = at(town.homes.alpha)
    owner = await town.settle(town.homes.provider, 'owner')
    admin = await town.settle(town.homes.alpha, 'admin', 'Ada Admin')
  })

  it('invites by a link of seven days, once', async () => {
    const { status, body } = await invite('Ida@Alpha.example')
    expect(status).toBe(200)
    const invited = await find(body.person)
    expect(invited).toMatchObject({ email: 'ida@alpha.example', state: 'invited', roles: ['member'] })
    expect(Date.parse(invited.invitedUntil) - town.now()).toBe(7 * day)
    const [mail] = await town.mailsTo('ida@alpha.example')
    expect(mail).toMatchObject({ template: 'identity/invitation' })
    expect(mail!.text).toContain('Ada Admin')
    const secret = town.secretIn(mail!.text, 'invitation')
    const { reader } = platform.database
    expect(await peekLink(reader, 'invitation', secret, town.now() + 7 * day - 1)).toBe(body.person)
    expect(await peekLink(reader, 'invitation', secret, town.now() + 7 * day)).toBeNull()
    expect(await peekLink(reader, 'password-reset', secret, town.now())).toBeNull()
    const take = () => platform.database.transaction((tx) => takeLink(tx, 'invitation', secret, town.now()))
    const taken = await Promise.all([take(), take()])
    expect(taken.filter((each) => each !== null)).toEqual([body.person])
    expect(await take()).toBeNull()
  })

  it('replaces the link when it invites again', async () => {
    const { body } = await invite('again@alpha.example')
    expect((await town.call(admin.actor, 'POST', `${people}/${body.person}/invitation`)).status).toBe(200)
    const mails = await town.mailsTo('again@alpha.example')
    const secrets = mails.map(({ text }) => town.secretIn(text, 'invitation'))
    expect(new Set(secrets).size).toBe(2)
    const { reader } = platform.database
    const working = await Promise.all(secrets.map((each) => peekLink(reader, 'invitation', each, town.now())))
    expect(working.filter((each) => each !== null)).toEqual([body.person])
    await platform.database.transaction((tx) => activate(tx, body.person))
    const late = await town.call(admin.actor, 'POST', `${people}/${body.person}/invitation`)
    expect(late).toMatchObject({ status: 409, reason: 'person-active' })
  })

  it('takes an invitation back, and only that', async () => {
    const { body } = await invite('back@alpha.example')
    const gone = () => town.call(admin.actor, 'DELETE', `${people}/${body.person}`)
    const [mail] = await town.mailsTo('back@alpha.example')
    expect((await gone()).status).toBe(200)
    expect((await gone()).reason).toBe('no-such-person')
    expect(await town.mailsTo('back@alpha.example')).toEqual([])
    const secret = town.secretIn(mail!.text, 'invitation')
    expect(await peekLink(platform.database.reader, 'invitation', secret, town.now())).toBeNull()
    expect(await town.call(admin.actor, 'DELETE', `${people}/${admin.id}`)).toMatchObject({
      status: 409,
      reason: 'person-active',
    })
  })

  it('tells a double address in the own organisation, however it is written', async () => {
    const { body } = await invite('dora@alpha.example')
    for (const spelling of ['DORA@ALPHA.EXAMPLE', ' dora@alpha。example ', 'Dora@ａｌｐｈａ.example'])
      expect(await invite(spelling)).toMatchObject({ status: 409, reason: 'email-in-use' })
    await platform.database.transaction((tx) => activate(tx, body.person))
    expect((await invite('dora@alpha.example')).body.detail).toMatch(/is here already/)
    // Cyrillic letters that look like Latin ones make another domain, and are refused before the @.
    expect((await invite('dоra@alpha.example')).reason).toBe('email-malformed')
    const results = await Promise.all([invite('race@alpha.example'), invite('race@alpha.example')])
    expect(new Set(results.map(({ status }) => status))).toEqual(new Set([200, 409]))
  })

  it('does not let an inviter learn who has an account elsewhere; the mailbox does', async () => {
    const stranger = await town.settle(town.homes.beta, 'member', 'Bo Beta')
    const known = await invite(stranger.email)
    const fresh = await invite('fresh@alpha.example')
    expect(known.status).toBe(fresh.status)
    expect(Object.keys(known.body)).toEqual(Object.keys(fresh.body))
    const like = (shown: object) => ({ ...shown, id: 0, email: 0 })
    expect(like(await find(known.body.person))).toEqual(like(await find(fresh.body.person)))
    const [mail] = await town.mailsTo(stranger.email)
    expect(mail).toMatchObject({ template: 'identity/account-exists' })
    expect(town.secretIn(mail!.text, 'invitation')).toBe('')
    // And should a link get out all the same, the account elsewhere stays the only one.
    const becoming = platform.database.transaction((tx) => activate(tx, known.body.person))
    await expect(becoming).rejects.toMatchObject({ reason: 'account-exists' })
    // Nobody can block an address by inviting it first.
    const beta = await invite('fresh@alpha.example', ['member'], operator, at(town.homes.beta))
    expect(beta.status).toBe(200)
    const both = await Promise.allSettled(
      [fresh.body.person, beta.body.person].map((person) =>
        platform.database.transaction((tx) => activate(tx, person)),
      ),
    )
    expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
  })

  it.each([
    ['name', { name: 'Eve\u202Eadmin' }, 'name-malformed'],
    ['name', { name: '\u200B\u2060' }, 'name-malformed'],
    ['name', { name: 'a\u0000b' }, 'name-malformed'],
    ['name', { name: 'x'.repeat(121) }, 'not-as-declared'],
    ['email', { email: 'a@b.example\r\nBcc: x@y.example' }, 'email-malformed'],
    ['email', { email: 'a@[127.0.0.1]' }, 'email-malformed'],
    ['roles', { roles: ['owner'] }, 'roles-do-not-fit'],
    ['roles', { roles: ['member', 'security'] }, 'roles-do-not-fit'],
    ['roles', { roles: ['root'] }, 'not-as-declared'],
    ['roles', { roles: [] }, 'not-as-declared'],
    ['more', { organisation: '0' }, 'not-as-declared'],
  ])('refuses a hostile %s', async (_, change, reason) => {
    const body = { name: 'Ida Gast', email: 'hostile@alpha.example', roles: ['member'], ...change }
    expect(await town.call(admin.actor, 'POST', people, body)).toMatchObject({ status: 400, reason })
  })

  it('keeps one spelling of a name', async () => {
    const { body } = await invite('zoe@alpha.example')
    const renamed = await town.call(admin.actor, 'PATCH', `${people}/${body.person}`, {
      name: '  Zoe\u0308   Müller ',
    })
    expect(renamed.status).toBe(200)
    expect((await find(body.person)).name).toBe('Zoë Müller')
  })

  it('ends sessions and personal tokens at once when it deactivates, and lets back in', async () => {
    const { id, actor } = await town.settle(town.homes.alpha, 'member')
    const path = `${people}/${id}`
    const token = { name: 'Skript', scopes: ['self:read'], days: 30 }
    expect((await town.call(actor, 'POST', '/me/tokens', token)).status).toBe(200)
    const ended = await town.call(admin.actor, 'POST', `${path}/deactivate`)
    expect(ended.body).toEqual({ sessionsEnded: 1, tokensRevoked: 1 })
    const tables = identityReader(platform.database.reader)
    for (const table of ['identity.session', 'identity.token'] as const)
      expect(await tables.selectFrom(table).select('id').where('person_id', '=', id).execute()).toEqual([])
    expect((await town.call(admin.actor, 'POST', `${path}/deactivate`)).reason).toBe('person-deactivated')
    expect((await town.call(admin.actor, 'POST', `${path}/reactivate`)).status).toBe(200)
    expect(await find(id)).toMatchObject({ state: 'active' })
  })

  it('sets roles and the emergency access only for somebody who proved a moment ago to be there', async () => {
    const { id } = await town.settle(town.homes.alpha, 'member')
    platform.clock.advance(hour)
    const change = () => town.call(admin.actor, 'PUT', `${people}/${id}/roles`, { roles: ['admin'] })
    const glass = () => town.call(admin.actor, 'PUT', `${people}/${id}/break-glass`, { breakGlass: true })
    expect(await change()).toMatchObject({ status: 403, reason: 'step-up-required' })
    expect(await glass()).toMatchObject({ status: 403, reason: 'step-up-required' })
    admin = { ...admin, actor: await town.signIn(town.homes.alpha, admin.id, ['admin']) }
    expect((await change()).status).toBe(200)
    expect((await glass()).status).toBe(200)
    expect(await find(id)).toMatchObject({ roles: ['admin'], breakGlass: true })
  })

  it('lets only an owner appoint, demote or touch an owner', async () => {
    owner = { ...owner, actor: await town.signIn(town.homes.provider, owner.id, ['owner']) }
    const security = await town.settle(town.homes.provider, 'security')
    const second = await town.settle(town.homes.provider, 'owner')
    const staff = at(town.homes.provider)
    const raise = (by: Resident, id: string, roles: string[]) =>
      town.call(by.actor, 'PUT', `${staff}/${id}/roles`, { roles })
    for (const [id, roles] of [
      [security.id, ['owner']],
      [security.id, ['security', 'owner']],
      [second.id, ['employee']],
    ] as const)
      expect(await raise(security, id, [...roles])).toMatchObject({ status: 403, reason: 'owners-only' })
    expect((await invite('o@anbieter.example', ['owner'], security.actor, staff)).reason).toBe('owners-only')
    for (const [method, path, body] of [
      ['POST', 'deactivate', undefined],
      ['POST', 'reset-factors', undefined],
      ['PUT', 'break-glass', { breakGlass: true }],
    ] as const)
      expect((await town.call(security.actor, method, `${staff}/${second.id}/${path}`, body)).reason).toBe(
        'owners-only',
      )
    expect((await raise(security, security.id, ['security', 'auditor'])).status).toBe(200)
    expect((await raise(owner, second.id, ['employee'])).status).toBe(200)
  })

  it('gives nothing above the base role by token', async () => {
    const byToken = {
      ...admin.actor,
      means: { kind: 'token', id: admin.id, scopes: ['identity:invite', 'identity:change-roles'] },
    } as const
    expect((await invite('t1@alpha.example', ['admin'], byToken)).reason).toBe('session-required')
    expect((await invite('t2@alpha.example', ['member'], byToken)).status).toBe(200)
    const change = await town.call(byToken, 'PUT', `${people}/${admin.id}/roles`, { roles: ['admin'] })
    expect(change.reason).toBe('session-required')
  })
})
