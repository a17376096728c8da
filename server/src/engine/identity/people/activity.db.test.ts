import { sql } from 'kysely'
import { beforeAll, expect, it } from 'vitest'
import { describeEachDatabase } from '../../../../../test/harness/databases.ts'
import { testPlatform, type TestPlatform } from '../../../../../test/harness/platform.ts'
import { day } from '../../../kernel/clock.ts'
import { removeLeftovers } from '../jobs.ts'
import { findToken } from '../tokens/find-token.ts'
import { townModules } from '../../../../../test/harness/town-modules.ts'
import {
  nobody,
  openTown,
  operator,
  townRoutes,
  type Resident,
  type Town,
} from '../../../../../test/harness/town.ts'

interface Entry {
  readonly id: string
  readonly type: string
  readonly actor: { readonly kind: string; readonly name: string | null }
}

describeEachDatabase('activity and oneself', (open) => {
  let platform: TestPlatform
  let town: Town
  let admin: Resident
  const people = () => `/organisations/${town.homes.alpha}/people`
  const activity = async (query = '', by = admin) =>
    (await town.call(by.actor, 'GET', `/organisations/${town.homes.alpha}/activity${query}`)).body as {
      activity: Entry[]
      before: string | null
    }

  beforeAll(async () => {
    platform = await testPlatform(await open(townModules))
    town = await openTown(platform)
    admin = await town.settle(town.homes.alpha, 'admin', 'Ada Admin')
  })

  it('says who did what to whom, by which way and at which level', async () => {
    const { id } = await town.settle(town.homes.alpha, 'member', 'Max Mitglied')
    platform.clock.advance(1)
    await town.call(admin.actor, 'PUT', `${people()}/${id}/roles`, { roles: ['admin'] })
    const { activity: entries } = await activity('?limit=1')
    expect(entries).toEqual([
      {
        id: entries[0]!.id,
        type: 'identity.roles-changed',
        text: { de: 'Rollen geändert', en: 'Roles changed' },
        at: new Date(town.now()).toISOString(),
        actor: { kind: 'person', name: 'Ada Admin', way: 'password+totp', level: 2 },
        person: { id, name: 'Max Mitglied' },
      },
    ])
    const { rows } = await sql<{ body: string; disclosed: boolean }>`select body, disclosed from log.record
      where id = ${entries[0]!.id}`.execute(platform.database.reader)
    expect(rows[0]!.disclosed).toBe(false)
    expect(JSON.parse(rows[0]!.body)).toMatchObject({
      actor: { kind: 'person', name: admin.id, way: 'password+totp', level: 2 },
      data: { organisation: town.homes.alpha, person: id, before: ['member'], after: ['admin'] },
    })
  })

  it('is one page after the other without gaps', async () => {
    for (let n = 0; n < 7; n++) {
      platform.clock.advance(1)
      await town.call(admin.actor, 'PATCH', '/me', { name: `Ada ${n}` })
    }
    const stranger = { name: 'Berta Fremd', email: 'berta@beta.example', roles: ['member'] }
    await town.call(operator, 'POST', `/organisations/${town.homes.beta}/people`, stranger)
    const all = (await activity('?limit=200')).activity
    expect(JSON.stringify(all)).not.toContain('Berta Fremd')
    expect(all.length).toBeGreaterThanOrEqual(8)
    const paged: Entry[] = []
    let before: string | null = ''
    while (before !== null) {
      const page = await activity(`?limit=3${before && `&before=${before}`}`)
      paged.push(...page.activity)
      before = page.before
    }
    expect(paged).toEqual(all)
    const own = await town.call(admin.actor, 'GET', '/me/activity?limit=200')
    expect(own.body.activity.every((entry: Entry) => entry.type === 'identity.person-changed')).toBe(true)
    expect(own.body.activity).toHaveLength(7)
  })

  it('names people and service accounts as long as they are there', async () => {
    platform.clock.advance(1)
    const guest = { name: 'Gast Weg', email: 'gast@alpha.example', roles: ['member'] }
    const { body: invited } = await town.call(admin.actor, 'POST', people(), guest)
    platform.clock.advance(1)
    await town.call(operator, 'DELETE', `${people()}/${invited.person}`)
    expect((await activity('?limit=1')).activity).toMatchObject([
      {
        type: 'identity.invitation-withdrawn',
        actor: { kind: 'operator', name: null },
        person: { name: 'Gast Weg' },
      },
    ])
    // Once the record is erased, nothing knows the name any more.
    await sql`delete from log.record where body like '%Gast Weg%'`.execute(platform.database.reader)
    expect(JSON.stringify(await activity('?limit=2'))).not.toContain('Gast Weg')
    expect((await activity('?limit=1')).activity).toMatchObject([
      { actor: { kind: 'erased', name: null }, person: { name: null } },
    ])

    const tokens = `/organisations/${town.homes.alpha}/tokens`
    const asked = { name: 'Abgleich', scopes: ['identity:invite'], days: 30 }
    const { body: made } = await town.call(admin.actor, 'POST', tokens, asked)
    const service = (await findToken(platform, made.secret))!
    platform.clock.advance(1)
    await town.call(service, 'POST', people(), { ...guest, email: 'zwei@alpha.example' })
    const newest = async () => (await activity('?limit=1')).activity[0]!.actor
    expect(await newest()).toEqual({ kind: 'service', name: 'Abgleich', way: 'token', level: 1 })
    const used = (await activity('?limit=1')).activity[0]!.id
    const actor = async () => (await activity('?limit=200')).activity.find(({ id }) => id === used)!.actor
    await town.call(admin.actor, 'DELETE', `${tokens}/${made.id}`)
    expect(await actor()).toMatchObject({ kind: 'service', name: 'Abgleich' })
    platform.clock.advance(121 * day)
    await removeLeftovers(platform, new AbortController().signal)
    expect(await actor()).toMatchObject({ kind: 'erased', name: null })
    admin = { ...admin, actor: await town.signIn(town.homes.alpha, admin.id, ['admin']) }
  })

  it('shows oneself, and nobody to nobody', async () => {
    const { id, email, actor } = await town.settle(town.homes.alpha, 'member', 'Mia')
    const { body } = await town.call(actor, 'GET', '/me')
    expect(body).toMatchObject({
      person: { id, name: 'Mia', email, language: 'de' },
      organisation: { id: town.homes.alpha, kind: 'customer', name: 'Alpha AG' },
      roles: ['member'],
      session: { id: actor.means.id, level: 2, enrolment: false },
      permissions: [
        'self:change',
        'self:create-token',
        'self:end-sessions',
        'self:read',
        'self:revoke-token',
      ],
      factors: { password: false, totp: 0, passkeys: 0, recoveryCodesLeft: 0 },
    })
    expect(await town.call(nobody, 'GET', '/me')).toMatchObject({ status: 401, reason: 'not-signed-in' })
    expect((await town.call(operator, 'GET', '/me')).status).toBe(403)
    const enrolling = { ...actor, means: { ...actor.means, enrolment: true } }
    const owing = (await town.call(enrolling, 'GET', '/me')).body
    expect(owing.permissions).toEqual(['self:read'])
    expect(owing.notices).toMatchObject([{ code: 'second-factor-owed', action: 'set-up-second-factor' }])
  })

  it('tells an owner of the permissions of all routes, and an admin of none of the provider’s', async () => {
    const owner = await town.settle(town.homes.provider, 'owner')
    const all = new Set(townRoutes.map(({ permission }) => permission).filter((each) => each !== 'public'))
    expect(new Set((await town.call(owner.actor, 'GET', '/me')).body.permissions)).toEqual(all)
    const { permissions } = (await town.call(admin.actor, 'GET', '/me')).body
    expect(permissions).toContain('identity:invite')
    expect(permissions.some((each: string) => each.startsWith('customers:'))).toBe(false)
  })

  it('changes the own name and language, but neither address nor roles', async () => {
    const { actor } = await town.settle(town.homes.alpha, 'member')
    expect((await town.call(actor, 'PATCH', '/me', { name: ' Neu ', language: 'en' })).status).toBe(200)
    expect((await town.call(actor, 'GET', '/me')).body.person).toMatchObject({ name: 'Neu', language: 'en' })
    for (const body of [
      { roles: ['admin'] },
      { email: 'x@y.example' },
      { state: 'active' },
      { language: 'fr' },
    ])
      expect((await town.call(actor, 'PATCH', '/me', body)).status).toBe(400)
  })
})
