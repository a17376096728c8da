import fc from 'fast-check'
import { beforeAll, expect, it } from 'vitest'
import { describeEachDatabase } from '../../../../../test/harness/databases.ts'
import { testPlatform, type TestPlatform } from '../../../../../test/harness/platform.ts'
import {
  openDirectory,
  type Directory,
  type Provisioner,
} from '../../../../../test/harness/scim-directory.ts'
import { townModules } from '../../../../../test/harness/town-modules.ts'

interface Named {
  readonly id: string
  readonly userName: string
}

describeEachDatabase('SCIM lists', (open) => {
  let platform: TestPlatform
  let town: Directory
  let alpha: Provisioner
  let beta: Provisioner
  let group = ''
  const ids: Record<string, string> = {}
  const find = async (filter: string, kind = 'Users') =>
    alpha.call('GET', `/${kind}?filter=${encodeURIComponent(filter)}`)
  const names = async (filter: string): Promise<string[]> => {
    const { status, body } = await find(filter)
    expect(status).toBe(200)
    expect(body.totalResults).toBe(body.Resources.length)
    return body.Resources.map(({ userName }: Named) => userName.split('@')[0]).toSorted()
  }

  beforeAll(async () => {
    platform = await testPlatform(await open(townModules))
    town = openDirectory(platform)
    alpha = await town.found('alpha.example')
    beta = await town.found('beta.example')
    for (const [name, more] of [
      ['ada', { name: { givenName: 'Ada', familyName: 'Ähre' }, externalId: 'E1' }],
      ['bob', { displayName: "Bob O'Neil 100%_\\", externalId: 'e1' }],
      ['cem', { displayName: 'Cem', active: false }],
    ] as const) {
      platform.clock.advance(60_000)
      const { body } = await alpha.call('POST', '/Users', { userName: `${name}@alpha.example`, ...more })
      ids[name] = body.id
    }
    await beta.call('POST', '/Users', { userName: 'ada@beta.example', externalId: 'E1' })
    const made = await alpha.call('POST', '/Groups', {
      displayName: 'Team',
      members: [{ value: ids['ada'] }],
    })
    group = made.body.id
    await alpha.call('POST', '/Groups', { displayName: 'Leer', externalId: 'L' })
  })

  it.each([
    ['userName eq "ADA@alpha.example"', ['ada']],
    ['userName eq "ada@ALPHA.example "', ['ada']],
    ['urn:ietf:params:scim:schemas:core:2.0:User:userName sw "a"', ['ada']],
    ['emails[type eq "work"].value eq "bob@alpha.example"', ['bob']],
    ['emails.value ew "@alpha.example" and not (userName co "bob")', ['ada', 'cem']],
    ['emails[type eq "home"]', []],
    ['emails[primary eq true and value sw "c"]', ['cem']],
    ['externalId eq "E1"', ['ada']],
    ['externalId ne "E1"', ['bob', 'cem']],
    ['externalId pr', ['ada', 'bob']],
    ['externalId eq null', ['cem']],
    ['not (externalId eq "E1")', ['bob', 'cem']],
    ['displayName co "o\'neil 100%_\\\\"', ['bob']],
    ['displayName co "%"', ['bob']],
    ['name.formatted eq "ada ähre"', ['ada']],
    ['name.familyName sw "Ä" or name.givenName eq "x"', ['ada']],
    ['active eq false', ['cem']],
    ['active eq "False"', ['cem']],
    ['active ne false and userName pr', ['ada', 'bob']],
    ['userName gt "ada@alpha.example" and userName lt "cem"', ['bob']],
    ['userName ge "ada@alpha.example" and userName le "bob@alpha.example"', ['ada', 'bob']],
    ['displayName ew ""', ['ada', 'bob', 'cem']],
    ['userName eq "nobody"', []],
    ['id eq "not an id"', []],
    ['id co "-"', ['ada', 'bob', 'cem']],
    ['meta.created gt "0001-01-01T00:00:00Z" and meta.lastModified lt "9999-12-31"', ['ada', 'bob', 'cem']],
  ])('finds by %s', async (filter, expected) => {
    expect(await names(filter)).toEqual(expected)
  })

  it('finds by id, time and group', async () => {
    expect(await names(`id eq "${ids['bob']}"`)).toEqual(['bob'])
    expect(await names(`groups.value eq "${group}"`)).toEqual(['ada'])
    expect(await names(`groups[value eq "${group}"]`)).toEqual(['ada'])
    expect(await names(`not (groups pr)`)).toEqual(['bob', 'cem'])
    const { created } = (await alpha.call('GET', `/Users/${ids['bob']}`)).body.meta
    expect(await names(`meta.created eq "${created}"`)).toEqual(['bob'])
    expect(await names(`meta.created gt "${created}"`)).toEqual(['cem'])
    expect(await names(`meta.created le "${created}"`)).toEqual(['ada', 'bob'])
  })

  it('finds groups as Entra ID looks for them', async () => {
    const hits = async (filter: string) => (await find(filter, 'Groups')).body.totalResults
    expect(await hits('displayName eq "team"')).toBe(1)
    expect(await hits(`id eq "${group}" and members eq "${ids['ada']}"`)).toBe(1)
    expect(await hits(`id eq "${group}" and members eq "${ids['bob']}"`)).toBe(0)
    expect(await hits(`members[value eq "${ids['ada']}"]`)).toBe(1)
    expect(await hits('externalId eq "L" and not (members pr)')).toBe(1)
    const excluded = await alpha.call(
      'GET',
      '/Groups?excludedAttributes=members&filter=displayName+eq+%22Team%22',
    )
    expect(excluded.body.Resources[0]).toMatchObject({ id: group, displayName: 'Team' })
    expect(excluded.body.Resources[0]).not.toHaveProperty('members')
  })

  it.each([
    'title eq "x"',
    'constructor pr',
    'toString eq "x"',
    'valueOf[constructor pr]',
    'userName[type eq "x"]',
    'emails[display eq "x"]',
    'members eq "x"',
    'active gt true',
    'active eq "maybe"',
    'userName eq 5',
    'userName gt null',
    'meta.created eq "yesterday"',
    'meta.created co "2026-01-01"',
    'meta.created lt "0000-01-01"',
    'meta.created gt "0001-01-01T00:00:00+14:00"',
    'meta.created lt "9999-12-31T23:59:59-14:00"',
    'meta.created lt "2026-13-45"',
    'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department eq "x"',
    'userName',
  ])('refuses %s as invalidFilter', async (filter) => {
    const { status, body } = await find(filter)
    expect({ status, scimType: body.scimType }).toEqual({ status: 400, scimType: 'invalidFilter' })
    expect(body.detail).not.toBe('')
  })

  it('never fails inside, whatever the filter', async () => {
    const attribute = fc.constantFrom(
      'id',
      'userName',
      'externalId',
      'emails.value',
      'meta.created',
      'active',
      'groups',
      'name.givenName',
    )
    const operator = fc.constantFrom('eq', 'ne', 'co', 'sw', 'ew', 'gt', 'ge', 'lt', 'le')
    const value = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 8 }),
      fc.boolean(),
      fc.integer(),
      fc.constant(null),
      fc.date({ noInvalidDate: true }),
    )
    const term = fc.tuple(attribute, operator, value).map(([a, o, v]) => `${a} ${o} ${JSON.stringify(v)}`)
    const filter = fc
      .array(term, { minLength: 1, maxLength: 4 })
      .map((terms) => terms.join(' and not (a pr) or ').replaceAll('a pr', 'userName pr'))
    await fc.assert(
      fc.asyncProperty(filter, async (text) => {
        const { status, body } = await find(text)
        expect([200, 400]).toContain(status)
        if (status === 400) expect(body.scimType).toBe('invalidFilter')
      }),
      { numRuns: 150 },
    )
  })

  it('pages, from 1, with bounds', async () => {
    const page = async (query: string) => (await alpha.call('GET', `/Users?${query}`)).body
    const whole = (await page('')).Resources.map(({ id }: Named) => id)
    expect(whole).toEqual([ids['ada'], ids['bob'], ids['cem']])
    const walked = []
    for (let at = 1; at <= 3; at++) {
      const { totalResults, startIndex, itemsPerPage, Resources } = await page(`startIndex=${at}&count=1`)
      expect([totalResults, startIndex, itemsPerPage]).toEqual([3, at, 1])
      walked.push(Resources[0].id)
    }
    expect(walked).toEqual(whole)
    expect(await page('count=0')).toMatchObject({ totalResults: 3, itemsPerPage: 0, Resources: [] })
    expect(await page('startIndex=-5&count=-1')).toMatchObject({ startIndex: 1, itemsPerPage: 0 })
    expect(await page('startIndex=999999999999999')).toMatchObject({ totalResults: 3, Resources: [] })
    expect((await page('count=99999')).itemsPerPage).toBe(3)
    expect(await page('count=ten')).toMatchObject({ status: '400', scimType: 'invalidValue' })
  })

  it('answers only what is asked for', async () => {
    const one = async (query: string) => (await alpha.call('GET', `/Users/${ids['ada']}?${query}`)).body
    expect(Object.keys(await one('attributes=userName'))).toEqual(['schemas', 'id', 'userName'])
    expect(await one('attributes=name.givenName,urn:ietf:params:scim:schemas:core:2.0:User:active')).toEqual({
      schemas: expect.any(Array),
      id: ids['ada'],
      name: { givenName: 'Ada' },
      active: true,
    })
    const less = await one('excludedAttributes=groups,Name.familyName,meta')
    expect(less).not.toHaveProperty('groups')
    expect(less).not.toHaveProperty('meta')
    expect(less.name).toEqual({ formatted: 'Ada Ähre', givenName: 'Ada' })
    expect(await one('attributes=id&excludedAttributes=id')).toMatchObject({ status: '400' })
  })

  it('describes itself', async () => {
    const config = await alpha.call('GET', '/ServiceProviderConfig')
    expect(config.body).toMatchObject({
      patch: { supported: true },
      bulk: { supported: false },
      filter: { supported: true, maxResults: 200 },
      authenticationSchemes: [{ type: 'oauthbearertoken' }],
    })
    const types = (await alpha.call('GET', '/ResourceTypes')).body
    expect(types.Resources.map(({ id }: Named) => id)).toEqual(['User', 'Group'])
    expect((await alpha.call('GET', '/ResourceTypes/User')).body).toEqual(types.Resources[0])
    const schemas = (await alpha.call('GET', '/Schemas')).body
    const [user] = schemas.Resources
    expect((await alpha.call('GET', `/Schemas/${user.id}`)).body).toEqual(user)
    // Whatever a user shows is described.
    const shown = Object.keys((await alpha.call('GET', `/Users/${ids['ada']}`)).body)
    const described = user.attributes.map(({ name }: { name: string }) => name)
    expect(shown.filter((name) => !['schemas', 'id', 'meta', ...described].includes(name))).toEqual([])
    expect((await alpha.call('GET', '/Schemas/urn:x')).status).toBe(404)
    expect((await alpha.call('GET', '/ResourceTypes/Me')).status).toBe(404)
  })
})
