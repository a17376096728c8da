import { sql } from 'kysely'
import { beforeAll, expect, it } from 'vitest'
import { describeEachDatabase } from '../../../../../test/harness/databases.ts'
import { testPlatform, type TestPlatform } from '../../../../../test/harness/platform.ts'
import type { Actor } from '../../../kernel/actor.ts'
import { roleNames, roles } from '../../../kernel/policy.ts'
import { townModules } from '../../../../../test/harness/town-modules.ts'
import { openTown, townRoutes, type Resident, type Town } from '../../../../../test/harness/town.ts'

/** A body that each route would accept; a route with a body that is missing here fails the suite. */
const bodies: Readonly<Record<string, object>> = {
  'change-me': { name: 'Anders' },
  'create-customer': { name: 'Neu', admin: { name: 'Neu', email: 'neu@neu.example' } },
  'change-organisation': { name: 'Gekapert' },
  'invite-person': { name: 'Eve', email: 'eve@evil.example', roles: ['member'] },
  'change-person': { name: 'Gekapert' },
  'change-roles': { roles: ['admin'] },
  'set-break-glass': { breakGlass: true },
  'create-token': { name: 'Dieb', scopes: ['identity:read-people'], days: 30 },
  'create-my-token': { name: 'Eigen', scopes: ['self:read'], days: 30 },
  'report-not-me': { secret: 'x'.repeat(43) },
}

const inOrganisation = townRoutes.filter(({ path }) => path.includes('{organisation}'))
const ofAThing = inOrganisation.filter(({ path }) => /\{(person|session|token)\}/.test(path))

describeEachDatabase('tenants', (open) => {
  let platform: TestPlatform
  let town: Town
  let admin: Resident
  let victim: Resident
  let token = ''
  const place = (path: string, values: Readonly<Record<string, string>>) =>
    path.replace('/api/v1', '').replaceAll(/\{(\w+)\}/g, (_, name: string) => values[name] ?? admin.id)
  const send = (actor: Actor, route: (typeof townRoutes)[number], values: Readonly<Record<string, string>>) =>
    town.call(
      actor,
      route.method.toUpperCase(),
      place(route.path, values),
      route.method === 'get' ? undefined : bodies[route.name],
    )
  /** Everything of the organisation that a stranger could have changed. */
  const stateOf = async (organisation: string) => {
    const { rows } = await sql`
      select (select jsonb_agg(o) from identity.organisation o where id = ${organisation}) as organisation,
        (select jsonb_agg(p order by id) from identity.person p where organisation_id = ${organisation}) as people,
        (select count(*)::int from identity.session join identity.person p on p.id = person_id
          where organisation_id = ${organisation}) as sessions,
        (select count(*)::int from identity.token where organisation_id = ${organisation}) as tokens`.execute(
      platform.database.reader,
    )
    return rows[0]
  }

  beforeAll(async () => {
    platform = await testPlatform(await open(townModules))
    town = await openTown(platform)
    admin = await town.settle(town.homes.alpha, 'admin')
    victim = await town.settle(town.homes.beta, 'admin')
    const path = `/organisations/${town.homes.beta}/tokens`
    const made = await town.call(victim.actor, 'POST', path, {
      name: 'SCIM',
      scopes: ['scim:provision'],
      days: 90,
    })
    token = made.body.id
  })

  it('has a body for every route that takes one', () => {
    const takesBody = townRoutes.filter(({ method, body }) => method !== 'get' && !body.safeParse({}).success)
    expect(takesBody.map(({ name }) => name).filter((name) => !(name in bodies))).toEqual([])
    expect(inOrganisation.length).toBeGreaterThanOrEqual(20)
  })

  it.each(inOrganisation.map((route) => [route.name, route] as const))(
    'does not answer %s for another customer',
    async (_, route) => {
      const { beta } = town.homes
      const before = await stateOf(beta)
      const values = { organisation: beta, person: victim.id, session: victim.actor.means.id, token }
      expect(await send(admin.actor, route, values)).toMatchObject({
        status: 404,
        reason: 'no-such-organisation',
      })
      expect(await stateOf(beta)).toEqual(before)
      // As if the organisation did not exist.
      const absent = { ...values, organisation: admin.id }
      expect(await send(admin.actor, route, absent)).toMatchObject({
        status: 404,
        reason: 'no-such-organisation',
      })
    },
  )

  it.each(ofAThing.map((route) => [route.name, route] as const))(
    'does not reach others through %s of the own organisation',
    async (_, route) => {
      const before = await stateOf(town.homes.beta)
      const values = { person: victim.id, session: victim.actor.means.id, token }
      const answer = await send(admin.actor, route, { organisation: town.homes.alpha, ...values })
      expect(answer.status).toBe(404)
      expect(answer.reason).toMatch(/^no-such-(person|session|token)$/)
      expect(await stateOf(town.homes.beta)).toEqual(before)
    },
  )

  it('answers every route as the policy says, for every role, at home', async () => {
    const asked: string[] = []
    for (const role of roleNames) {
      const home = roles[role].organisation === 'provider' ? 'provider' : 'alpha'
      const { actor } = await town.settle(town.homes[home], role)
      for (const route of townRoutes.filter(({ permission }) => permission !== 'public')) {
        const own = route.permission.startsWith('self:')
        const house = route.path.includes('{organisation}') || roles[role].organisation === 'provider'
        const allowed = own || (house && roles[role].may(route.permission))
        const values = {
          organisation: town.homes[home],
          customer: admin.id,
          person: admin.id,
          token: admin.id,
        }
        const { status } = await send(actor, route, { ...values, session: admin.id })
        if ((status !== 403) !== allowed) asked.push(`${role} ${route.name}: ${status}`)
      }
    }
    expect(asked).toEqual([])
  })
})
