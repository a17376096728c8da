import { beforeAll, expect, it } from 'vitest'
import { describeEachDatabase } from '../../../../../test/harness/databases.ts'
import { testPlatform, type TestPlatform } from '../../../../../test/harness/platform.ts'
import { hour } from '../../../kernel/clock.ts'
import { identityReader, identityWriter } from '../tables.ts'
import { townModules } from '../../../../../test/harness/town-modules.ts'
import { openTown, type Resident, type Town } from '../../../../../test/harness/town.ts'

describeEachDatabase('customers', (open) => {
  let platform: TestPlatform
  let town: Town
  let owner: Resident
  let admin: Resident
  const create = (name: string, email: string, by = owner) =>
    town.call(by.actor, 'POST', '/customers', { name, admin: { name: 'Eva Erste', email } })
  const sessionsOf = async (organisation: string) =>
    identityReader(platform.database.reader)
      .selectFrom('identity.session as session')
      .innerJoin('identity.person as person', 'person.id', 'session.person_id')
      .select(['session.level', 'session.enrolment'])
      .where('person.organisation_id', '=', organisation)
      .orderBy('session.level', 'desc')
      .execute()

  beforeAll(async () => {
    platform = await testPlatform(await open(townModules))
    town = await openTown(platform)
    owner = await town.settle(town.homes.provider, 'owner')
    admin = await town.settle(town.homes.alpha, 'admin')
  })

  it('are created by an owner with an invited administrator', async () => {
    const { status, body } = await create('Gamma KG', 'eva@gamma.example')
    expect(status).toBe(200)
    const people = await town.call(owner.actor, 'GET', `/organisations/${body.customer}/people`)
    expect(people.body.people).toMatchObject([
      { id: body.person, state: 'invited', roles: ['admin'], email: 'eva@gamma.example' },
    ])
    const [mail] = await town.mailsTo('eva@gamma.example')
    expect(mail!.text).toContain('Gamma KG')
    const activity = await town.call(owner.actor, 'GET', `/organisations/${body.customer}/activity`)
    expect(activity.body.activity.map(({ type }: { type: string }) => type).toSorted()).toEqual([
      'identity.customer-created',
      'identity.person-invited',
    ])
  })

  it('are nobody else’s to create, see or close', async () => {
    const security = await town.settle(town.homes.provider, 'security')
    for (const by of [admin, security, await town.settle(town.homes.provider, 'auditor')])
      expect(await create('Nein GmbH', 'nein@nein.example', by)).toMatchObject({ status: 403 })
    expect((await town.call(admin.actor, 'GET', '/customers')).status).toBe(403)
    expect((await town.call(security.actor, 'GET', '/customers')).status).toBe(200)
    const close = `/customers/${town.homes.beta}/close`
    for (const by of [admin, security]) expect((await town.call(by.actor, 'POST', close)).status).toBe(403)
    expect(await town.call(owner.actor, 'POST', `/customers/${town.homes.provider}/close`)).toMatchObject({
      status: 404,
      reason: 'no-such-organisation',
    })
  })

  it('leave nothing behind when the invitation is refused', async () => {
    const count = async () =>
      (
        await identityReader(platform.database.reader)
          .selectFrom('identity.organisation')
          .select('id')
          .execute()
      ).length
    const before = await count()
    expect((await create('Halb GmbH', 'kein-at')).reason).toBe('email-malformed')
    expect(await count()).toBe(before)
  })

  it('are closed with all their sessions, and reopened', async () => {
    const { id } = await town.settle(town.homes.beta, 'member')
    await town.signIn(town.homes.beta, id, ['member'])
    const path = `/customers/${town.homes.beta}`
    expect((await town.call(owner.actor, 'POST', `${path}/close`)).body).toEqual({ sessionsEnded: 2 })
    expect(await sessionsOf(town.homes.beta)).toEqual([])
    expect((await town.call(owner.actor, 'POST', `${path}/close`)).reason).toBe('customer-closed')
    const inviting = await town.call(owner.actor, 'POST', `/organisations/${town.homes.beta}/people`, {
      name: 'Zu Spät',
      email: 'spaet@beta.example',
      roles: ['member'],
    })
    expect(inviting.reason).toBe('organisation-closed')
    expect((await town.call(owner.actor, 'POST', `${path}/reopen`)).status).toBe(200)
    expect((await town.call(owner.actor, 'POST', `${path}/reopen`)).reason).toBe('customer-active')
  })

  it('are listed in pages without gaps or doubles, and never the throw-away ones', async () => {
    for (const name of ['Äpfel AG', 'Apfel AG', 'Apfel AG', 'zebra', '100%_Sicher'])
      await town.insertOrganisation('customer', name)
    await platform.database.transaction((tx) =>
      identityWriter(tx)
        .insertInto('identity.organisation')
        .values({
          id: '00000000-0000-7000-8000-000000000001',
          kind: 'customer',
          name: 'Probelauf',
          throwaway: true,
          created_at: new Date(),
        })
        .execute(),
    )
    const all = (await town.call(owner.actor, 'GET', '/customers?limit=200')).body.customers
    expect(all.some(({ name }: { name: string }) => name === 'Probelauf' || name === 'Anbieter GmbH')).toBe(
      false,
    )
    const paged: unknown[] = []
    let cursor: string | null = ''
    while (cursor !== null) {
      const { body } = await town.call(
        owner.actor,
        'GET',
        `/customers?limit=2${cursor && `&cursor=${cursor}`}`,
      )
      paged.push(...body.customers)
      cursor = body.cursor
    }
    expect(paged).toEqual(all)
    const search = async (q: string) =>
      (await town.call(owner.actor, 'GET', `/customers?q=${encodeURIComponent(q)}`)).body.customers.length
    expect(await search('apfel')).toBe(2)
    expect(await search('%_')).toBe(1)
    expect(await search('%')).toBe(1)
    for (const bad of ['x', 'W10', Buffer.from('["a\\u0000","x"]').toString('base64url')])
      expect((await town.call(owner.actor, 'GET', `/customers?cursor=${bad}`)).reason).toBe('cursor-unknown')
  })

  it('require a second factor at once of everybody who is signed in', async () => {
    const home = await town.insertOrganisation('customer', 'Delta AG')
    const path = `/organisations/${home}`
    const boss = await town.settle(home, 'admin')
    const without = await town.settle(home, 'member')
    const withFactor = await town.settle(home, 'member')
    await platform.database.transaction(async (tx) => {
      await identityWriter(tx)
        .updateTable('identity.session')
        .set({ level: 1 })
        .where('person_id', 'in', [without.id, withFactor.id])
        .execute()
      await identityWriter(tx)
        .insertInto('identity.totp')
        .values({
          id: without.id,
          person_id: withFactor.id,
          label: 'Telefon',
          sealed_secret: Buffer.from('x'),
          confirmed_at: new Date(),
          created_at: new Date(),
        })
        .execute()
    })
    const rule = (secondFactor: string, by = boss) => town.call(by.actor, 'PATCH', path, { secondFactor })
    expect((await rule('required')).body).toEqual({ sessionsEnded: 1 })
    expect(await sessionsOf(home)).toEqual([
      { level: 2, enrolment: false },
      { level: 1, enrolment: true },
    ])
    expect((await town.call(boss.actor, 'GET', path)).body).toMatchObject({
      secondFactor: 'required',
      people: 3,
      withSecondFactor: 1,
    })
    platform.clock.advance(hour)
    expect((await rule('encouraged')).reason).toBe('step-up-required')
    expect((await rule('required')).status).toBe(200)
    expect((await town.call(boss.actor, 'PATCH', path, { name: ' Delta   SE ' })).status).toBe(200)
    const again = await town.signIn(home, boss.id, ['admin'])
    expect((await rule('encouraged', { ...boss, actor: again })).status).toBe(200)
    expect((await town.call(again, 'GET', path)).body).toMatchObject({
      name: 'Delta SE',
      secondFactor: 'encouraged',
    })
  })

  it('cannot be eased at the provider, where a second factor is always required', async () => {
    const actor = await town.signIn(town.homes.provider, owner.id, ['owner'])
    const path = `/organisations/${town.homes.provider}`
    expect((await town.call(actor, 'GET', path)).body.secondFactor).toBe('required')
    await town.call(actor, 'PATCH', path, { secondFactor: 'required' })
    expect((await town.call(actor, 'PATCH', path, { secondFactor: 'encouraged' })).reason).toBe(
      'always-required',
    )
  })
})
