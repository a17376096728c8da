import { sql } from 'kysely'
import { beforeAll, expect, it } from 'vitest'
import { describeEachDatabase } from '../../../../../test/harness/databases.ts'
import { testPlatform, type TestPlatform } from '../../../../../test/harness/platform.ts'
import {
  openDirectory,
  type Directory,
  type Provisioner,
} from '../../../../../test/harness/scim-directory.ts'
import { townModules } from '../../../../../test/harness/town-modules.ts'
import type { AnyRoute } from '../../../kernel/route.ts'
import * as contract from '../contract/scim.ts'

const routes: readonly AnyRoute[] = Object.values(contract)
const ofAThing = routes.filter(({ path }) => /\/(Users|Groups)\/\{id\}$/.test(path))
const bodies: Readonly<Record<string, object>> = {
  post: { userName: 'dieb@alpha.example', displayName: 'Dieb' },
  put: { userName: 'dieb@alpha.example', displayName: 'Dieb' },
  patch: { Operations: [{ op: 'replace', value: { displayName: 'Dieb' } }] },
}

describeEachDatabase('SCIM doors', (open) => {
  let platform: TestPlatform
  let town: Directory
  let alpha: Provisioner
  let beta: Provisioner
  let victim = ''
  let group = ''
  const send = (by: Provisioner, { method, path }: AnyRoute, id: string) =>
    by.call(method.toUpperCase(), path.replace('/scim/v2', '').replace('{id}', id), bodies[method])
  const stateOf = async (organisation: string) => {
    const { rows } = await sql`
      select (select jsonb_agg(p order by p.id) from identity.person p where organisation_id = ${organisation}) as people,
        (select jsonb_agg(g order by g.id) from identity.scim_group g where organisation_id = ${organisation}) as groups,
        (select count(*)::int from identity.scim_member m join identity.scim_group g on g.id = m.group_id
          where organisation_id = ${organisation}) as members`.execute(platform.database.reader)
    return rows[0]
  }

  beforeAll(async () => {
    platform = await testPlatform(await open(townModules))
    town = openDirectory(platform)
    alpha = await town.found('alpha.example')
    beta = await town.found('beta.example')
    victim = (await beta.call('POST', '/Users', { userName: 'vera@beta.example', externalId: 'v' })).body.id
    group = (await beta.call('POST', '/Groups', { displayName: 'Team', members: [{ value: victim }] })).body
      .id
  })

  it.each(ofAThing.map((route) => [route.name, route] as const))(
    'does not reach another organisation by %s',
    async (_, route) => {
      const before = await stateOf(beta.organisation)
      const id = route.path.includes('/Users/') ? victim : group
      const foreign = await send(alpha, route, id)
      expect(foreign.status).toBe(404)
      expect(foreign.body).toEqual((await send(alpha, route, alpha.organisation)).body)
      expect(await stateOf(beta.organisation)).toEqual(before)
    },
  )

  it('lists nothing of another organisation, and takes none of its people into a group', async () => {
    for (const path of [
      '/Users',
      '/Groups',
      '/Users?filter=externalId+eq+%22v%22',
      '/Groups?filter=displayName+pr',
    ])
      expect((await alpha.call('GET', path)).body).toMatchObject({ totalResults: 0, Resources: [] })
    const taken = await alpha.call('POST', '/Groups', { displayName: 'Raub', members: [{ value: victim }] })
    expect(taken).toMatchObject({ status: 400, body: { scimType: 'invalidValue' } })
    const asked = await alpha.call('GET', `/Users?filter=${encodeURIComponent(`groups.value eq "${group}"`)}`)
    expect(asked.body.totalResults).toBe(0)
  })

  it.each(routes.map((route) => [route.name, route] as const))(
    'answers %s only to a service token with the scope',
    async (_, { method, path }) => {
      const person = await town.settle(alpha.organisation, `p-${Math.random()}@alpha.example`, ['admin'])
      const other = await town.found(`x${Math.random().toString(36).slice(2)}.example`, 'customer', [
        'identity:read-people',
      ])
      const target = path.replace('{id}', victim)
      const as = async (headers: Record<string, string>) => {
        const content = method === 'get' ? undefined : bodies[method]
        const {
          status,
          headers: sent,
          body,
        } = await town.request(method.toUpperCase(), target, headers, content)
        expect(sent.get('content-type')).toBe('application/scim+json')
        expect(body).toMatchObject({
          schemas: ['urn:ietf:params:scim:api:messages:2.0:Error'],
          status: String(status),
        })
        return status
      }
      expect(await as({})).toBe(401)
      expect(await as({ authorization: 'Bearer nws_wrong' })).toBe(401)
      expect(await as({ authorization: `Basic ${Buffer.from(`x:${alpha.token}`).toString('base64')}` })).toBe(
        401,
      )
      expect(await as({ authorization: `Bearer ${other.token}` })).toBe(403)
      const { cookie, personal } = await town.meansOf(alpha.organisation, person)
      expect(await as({ cookie, origin: 'http://localhost', host: 'localhost' })).toBe(403)
      expect(await as({ authorization: `Bearer ${personal}` })).toBe(403)
    },
  )

  it('says in SCIM what is no address, no JSON or too large', async () => {
    const error = (status: number) => ({
      status,
      body: { status: String(status), detail: expect.any(String) },
    })
    expect(await alpha.call('GET', '/Nothing')).toMatchObject(error(404))
    expect(await alpha.call('GET', '/Users/../../etc')).toMatchObject(error(404))
    expect(await alpha.call('POST', '/Users', '{"userName":')).toMatchObject({
      status: 400,
      body: { scimType: 'invalidSyntax' },
    })
    expect(
      await alpha.call('POST', '/Users', JSON.stringify({ userName: 'x'.repeat(70_000) })),
    ).toMatchObject(error(413))
    const challenge = await town.request('GET', '/scim/v2/Users', {})
    expect(challenge.headers.get('www-authenticate')).toBe('Bearer')
  })

  it.each<[string, unknown]>([
    ['no userName', {}],
    ['a list', []],
    ['null', null],
    ['text', '"x"'],
    ['userName of another kind', { userName: { value: 'a@alpha.example' } }],
    ['no address', { userName: 'ida' }],
    ['look-alike letters', { userName: 'іda@alpha.example' }],
    ['a line break', { userName: 'a@alpha.example\r\nBcc: x@y.example' }],
    ['a name that turns the writing', { userName: 'a1@alpha.example', displayName: 'a\u202Eb' }],
    ['NUL in externalId', { userName: 'a2@alpha.example', externalId: 'a\u0000b' }],
    ['half a character', { userName: 'a3@alpha.example', externalId: '\ud800' }],
    ['a long externalId', { userName: 'a4@alpha.example', externalId: 'x'.repeat(301) }],
    ['a word for active', { userName: 'a5@alpha.example', active: 'perhaps' }],
    ['a number for active', { userName: 'a6@alpha.example', active: 1 }],
    ['names of another kind', { userName: 'a7@alpha.example', name: { givenName: ['x'] } }],
    ['a deep body', `{"userName":${'['.repeat(20_000)}${']'.repeat(20_000)}}`],
  ])('refuses a user with %s, and keeps nothing', async (_, body) => {
    const before = await stateOf(alpha.organisation)
    const refused = await alpha.call('POST', '/Users', body)
    expect(refused.status).toBe(400)
    expect(refused.body.scimType).toMatch(/^invalid(Value|Syntax)$/)
    expect(await stateOf(alpha.organisation)).toEqual(before)
  })

  it('gives nobody a role, a password or another organisation by what it is sent', async () => {
    const { body } = await alpha.call(
      'POST',
      '/Users',
      `{"userName":"plain@alpha.example","roles":[{"value":"admin"}],"role":"admin","password":"x","breakGlass":true,
        "organisation":"${beta.organisation}","id":"${victim}","__proto__":{"active":false},"groups":[{"value":"${group}"}],
        "meta":{"location":"https://evil.example"},"schemas":"x","Active":"TRUE"}`,
    )
    expect(body.id).not.toBe(victim)
    expect(body.meta.location).toContain(body.id)
    expect(await town.row(body.id)).toMatchObject({
      organisation_id: alpha.organisation,
      roles: ['member'],
      break_glass: false,
      state: 'active',
    })
    expect(body.groups).toEqual([])
  })
})
