import { sql } from 'kysely'
import { beforeAll, expect, it } from 'vitest'
import { describeEachDatabase } from '../../../../../test/harness/databases.ts'
import { testPlatform, type TestPlatform } from '../../../../../test/harness/platform.ts'
import { day, hour } from '../../../kernel/clock.ts'
import { townModules } from '../../../../../test/harness/town-modules.ts'
import { openTown, operator, type Resident, type Town } from '../../../../../test/harness/town.ts'
import { isToken, secretHash } from '../secret.ts'
import { identityReader } from '../tables.ts'
import { findToken } from './find-token.ts'

describeEachDatabase('tokens', (open) => {
  let platform: TestPlatform
  let town: Town
  let owner: Resident
  let admin: Resident
  let member: Resident
  const create = (by: Resident, path: string, scopes: string[], more: object = {}) =>
    town.call(by.actor, 'POST', path, { name: 'Auswertung', scopes, days: 90, ...more })
  const service = () => `/organisations/${town.homes.alpha}/tokens`

  beforeAll(async () => {
    platform = await testPlatform(await open(townModules))
    town = await openTown(platform)
    owner = await town.settle(town.homes.provider, 'owner')
    admin = await town.settle(town.homes.alpha, 'admin')
    member = await town.settle(town.homes.alpha, 'member')
  })

  it('are shown once and kept as a hash', async () => {
    const { body } = await create(admin, '/me/tokens', ['identity:read-people', 'self:read'])
    expect(body.secret).toMatch(/^nwp_/)
    expect(isToken(body.secret)).toBe(true)
    expect(Date.parse(body.expiresAt) - town.now()).toBe(90 * day)
    const row = await identityReader(platform.database.reader)
      .selectFrom('identity.token')
      .selectAll()
      .where('id', '=', body.id)
      .executeTakeFirstOrThrow()
    expect(Buffer.from(row.hash)).toEqual(secretHash(body.secret))
    const everything = JSON.stringify([row, await town.call(admin.actor, 'GET', '/me/tokens')])
    expect(everything).not.toContain(body.secret.slice(4, 30))
    const [mail] = await town.mailsTo(admin.email)
    expect(mail!.template).toBe('identity/new-token')
    expect(mail!.text).not.toContain(body.secret.slice(4, 30))
  })

  it('act within their scopes, until they expire or are revoked', async () => {
    const { body } = await create(admin, '/me/tokens', ['identity:read-people', 'self:read'], { days: 30 })
    const actor = (await findToken(platform, body.secret))!
    const people = `/organisations/${town.homes.alpha}/people`
    expect((await town.call(actor, 'GET', people)).status).toBe(200)
    expect((await town.call(actor, 'GET', '/me')).body).toMatchObject({
      session: null,
      permissions: ['identity:read-people', 'self:read'],
    })
    const refused = [
      ['GET', `/organisations/${town.homes.alpha}/activity`],
      ['GET', `/organisations/${town.homes.beta}/people`],
      ['DELETE', '/me/sessions'],
      ['PATCH', '/me'],
    ] as const
    for (const [method, path] of refused)
      expect(
        (await town.call(actor, method, path, method === 'GET' ? undefined : {})).status,
      ).toBeGreaterThanOrEqual(403)
    expect(await create({ ...admin, actor } as never, '/me/tokens', ['self:read'])).toMatchObject({
      status: 403,
    })
    const listed = async () =>
      (await town.call(admin.actor, 'GET', '/me/tokens')).body.tokens.find(
        ({ id }: { id: string }) => id === body.id,
      )
    expect(await listed()).toMatchObject({
      kind: 'personal',
      expired: false,
      lastUsedAt: new Date(town.now()).toISOString(),
    })
    platform.clock.advance(30 * day)
    expect(await findToken(platform, body.secret)).toBeNull()
    expect(await listed()).toMatchObject({ expired: true })
    admin = { ...admin, actor: await town.signIn(town.homes.alpha, admin.id, ['admin']) }
    owner = { ...owner, actor: await town.signIn(town.homes.provider, owner.id, ['owner']) }
    member = { ...member, actor: await town.signIn(town.homes.alpha, member.id, ['member']) }
    const revoke = () => town.call(admin.actor, 'DELETE', `/me/tokens/${body.id}`)
    expect((await revoke()).status).toBe(200)
    expect((await revoke()).reason).toBe('no-such-token')
  })

  it('cannot have more than their maker, or what tokens never have', async () => {
    const refused: [Resident, string, string[]][] = [
      [member, '/me/tokens', ['identity:read-people']],
      [admin, '/me/tokens', ['customers:read']],
      [admin, '/me/tokens', ['identity:appoint-owner']],
      [admin, '/me/tokens', ['identity:invented']],
      [admin, '/me/tokens', ['self:change']],
      [admin, '/me/tokens', ['scim:provision']],
      [owner, '/me/tokens', ['scim:provision']],
      [owner, '/me/tokens', ['public']],
      [admin, service(), ['self:read']],
      [admin, service(), ['customers:read']],
      [owner, `/organisations/${town.homes.provider}/tokens`, ['customers:create']],
    ]
    for (const [by, path, scopes] of refused)
      expect(await create(by, path, scopes)).toMatchObject({ status: 400, reason: 'scope-not-yours' })
    const allowed: [Resident, string, string[]][] = [
      [member, '/me/tokens', ['self:read']],
      [owner, '/me/tokens', ['customers:create', 'customers:read']],
      [admin, service(), ['scim:provision', 'identity:read-people', 'scim:provision']],
      [owner, `/organisations/${town.homes.provider}/tokens`, ['customers:read']],
    ]
    for (const [by, path, scopes] of allowed) expect((await create(by, path, scopes)).status).toBe(200)
  })

  it('last at most a year, are named, and are bounded', async () => {
    for (const more of [
      { days: 366 },
      { days: 0 },
      { name: '\u202E' },
      { name: '' },
      { scopes: [] },
      { scopes: Array(61).fill('self:read') },
    ])
      expect((await create(member, '/me/tokens', ['self:read'], more)).status).toBe(400)
    await sql`insert into identity.token (id, hash, organisation_id, person_id, name, scopes, created_at, expires_at)
      select gen_random_uuid(), n::text::bytea, ${town.homes.alpha}, ${member.id}, 'alt', '{}', now(), now()
      from generate_series(1, 98) as n`.execute(platform.database.reader)
    expect((await create(member, '/me/tokens', ['self:read'])).status).toBe(200)
    expect((await create(member, '/me/tokens', ['self:read'])).reason).toBe('too-many-tokens')
  })

  it('need a fresh proof of who makes them', async () => {
    const before = town.now()
    platform.clock.advance(hour)
    expect((await create(admin, '/me/tokens', ['self:read'])).reason).toBe('step-up-required')
    expect((await create(admin, service(), ['scim:provision'])).reason).toBe('step-up-required')
    platform.clock.set(before)
  })

  it('of service accounts act in their own name, in their organisation alone', async () => {
    const { body } = await create(admin, service(), ['identity:read-people', 'scim:provision'])
    expect(body.secret).toMatch(/^nws_/)
    const actor = (await findToken(platform, body.secret))!
    expect(actor.personId).toBe(body.id)
    expect((await town.call(actor, 'GET', `/organisations/${town.homes.alpha}/people`)).status).toBe(200)
    expect((await town.call(actor, 'GET', `/organisations/${town.homes.beta}/people`)).status).toBe(404)
    expect((await town.call(actor, 'GET', '/me')).status).toBe(403)
    const { tokens } = (await town.call(admin.actor, 'GET', service())).body
    expect(tokens.find(({ id }: { id: string }) => id === body.id)).toMatchObject({
      kind: 'service',
      person: null,
    })
    expect(tokens.some(({ kind }: { kind: string }) => kind === 'personal')).toBe(true)
    // Revoking through another organisation, or through somebody's own list, does not reach it.
    expect(
      (await town.call(operator, 'DELETE', `/organisations/${town.homes.beta}/tokens/${body.id}`)).reason,
    ).toBe('no-such-token')
    expect((await town.call(admin.actor, 'DELETE', `/me/tokens/${body.id}`)).reason).toBe('no-such-token')
    expect((await town.call(admin.actor, 'DELETE', `${service()}/${body.id}`)).status).toBe(200)
    expect(await findToken(platform, body.secret)).toBeNull()
  })
})
