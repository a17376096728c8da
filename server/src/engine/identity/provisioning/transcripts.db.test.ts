import { beforeAll, expect, it } from 'vitest'
import { describeEachDatabase } from '../../../../../test/harness/databases.ts'
import { testPlatform } from '../../../../../test/harness/platform.ts'
import {
  openDirectory,
  type Directory,
  type Provisioner,
} from '../../../../../test/harness/scim-directory.ts'
import { townModules } from '../../../../../test/harness/town-modules.ts'

const patchSchema = 'urn:ietf:params:scim:api:messages:2.0:PatchOp'
const enterprise = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User'
const op = (...Operations: object[]) => ({ schemas: [patchSchema], Operations })

// The order, the letters and the forms in which the two send; documented by Microsoft and Okta. The data are our own.
describeEachDatabase('SCIM as identity providers speak it', (open) => {
  let town: Directory
  let alpha: Provisioner
  const find = (kind: string, filter: string, rest = '') =>
    alpha.call('GET', `/${kind}?filter=${encodeURIComponent(filter)}${rest}`)

  beforeAll(async () => {
    town = openDirectory(await testPlatform(await open(townModules)))
    alpha = await town.found('alpha.example')
    await town.connect(alpha.organisation, [{ group: 'Nachweis Admins', role: 'admin' }])
  })

  it('Entra ID: provisions, changes, disables and removes', async () => {
    expect((await find('Users', 'userName eq "0f3c7a52-probe"')).body).toMatchObject({
      totalResults: 0,
      Resources: [],
    })
    const made = await alpha.call('POST', '/Users', {
      schemas: ['urn:ietf:params:scim:schemas:core:2.0:User', enterprise],
      externalId: 'nina.nord',
      userName: 'Nina.Nord@alpha.example',
      active: true,
      displayName: 'Nina Nord',
      emails: [{ primary: true, type: 'work', value: 'nina@alpha.example' }],
      meta: { resourceType: 'User' },
      name: { formatted: 'Nina Nord', familyName: 'Nord', givenName: 'Nina' },
      addresses: [{ type: 'work', locality: 'Kiel' }],
      [enterprise]: { department: 'Einkauf', employeeNumber: '4711' },
      roles: [],
    })
    expect(made.status).toBe(201)
    const { id } = made.body
    expect((await find('Users', 'userName eq "nina.nord@alpha.example"')).body.Resources[0].id).toBe(id)
    // Without the flag for conformance.
    const loose = await alpha.call(
      'PATCH',
      `/Users/${id}`,
      op(
        { op: 'Replace', path: 'displayName', value: 'Nina Süd' },
        { op: 'Replace', path: 'emails[type eq "work"].value', value: 'nina.sued@alpha.example' },
        { op: 'Replace', path: 'name.familyName', value: 'Süd' },
        { op: 'Add', path: 'addresses[type eq "work"].locality', value: 'Bonn' },
        { op: 'Add', path: 'nickName', value: 'Ni' },
        { op: 'Replace', path: `${enterprise}:employeeNumber`, value: '4712' },
      ),
    )
    expect(loose).toMatchObject({
      status: 200,
      body: { displayName: 'Nina Süd', name: { givenName: 'Nina', familyName: 'Süd' } },
    })
    // With it.
    const strict = await alpha.call(
      'PATCH',
      `/Users/${id}`,
      op({
        op: 'replace',
        value: { displayName: 'Nina West', 'name.familyName': 'West', [`${enterprise}:employeeNumber`]: '1' },
      }),
    )
    expect(strict.body).toMatchObject({
      displayName: 'Nina West',
      name: { givenName: 'Nina', familyName: 'West' },
    })
    const renamed = await alpha.call(
      'PATCH',
      `/Users/${id}`,
      op({ op: 'Replace', path: 'userName', value: 'nina.west@alpha.example' }),
    )
    expect(renamed.body.userName).toBe('nina.west@alpha.example')
    const next = await town.signIn(alpha.organisation, id)
    const off = await alpha.call(
      'PATCH',
      `/Users/${id}`,
      op({ op: 'Replace', path: 'active', value: 'False' }),
    )
    expect(off).toMatchObject({ status: 200, body: { active: false } })
    expect(await next()).toEqual({ session: 401, token: 401 })
    // A disabled user is still found, and comes back.
    expect((await find('Users', 'userName eq "nina.west@alpha.example"')).body.Resources[0]).toMatchObject({
      id,
      active: false,
    })
    expect(
      (await alpha.call('PATCH', `/Users/${id}`, op({ op: 'Replace', path: 'active', value: 'True' }))).body
        .active,
    ).toBe(true)
    expect((await alpha.call('DELETE', `/Users/${id}`)).status).toBe(204)
  })

  it('Entra ID: a group from its creation to its end', async () => {
    await town.settle(alpha.organisation, 'fest@alpha.example', ['admin'])
    const { body: person } = await alpha.call('POST', '/Users', {
      userName: 'olaf@alpha.example',
      externalId: 'olaf',
    })
    expect(
      (await find('Groups', 'displayName eq "Nachweis Admins"', '&excludedAttributes=members')).body
        .totalResults,
    ).toBe(0)
    const made = await alpha.call('POST', '/Groups', {
      schemas: [
        'urn:ietf:params:scim:schemas:core:2.0:Group',
        'http://schemas.microsoft.com/2006/11/ResourceManagement/ADSCIM/2.0/Group',
      ],
      externalId: '5d1b-group',
      displayName: 'Nachweis Admins',
      meta: { resourceType: 'Group' },
    })
    expect(made).toMatchObject({ status: 201, body: { members: [] } })
    const group = `/Groups/${made.body.id}`
    const shown = await alpha.call('GET', `${group}?excludedAttributes=members`)
    expect(shown.body).not.toHaveProperty('members')
    const one = [{ $ref: null, value: person.id }]
    const asked = `id eq "${made.body.id}" and members eq "${person.id}"`
    expect((await find('Groups', asked)).body.totalResults).toBe(0)
    expect((await alpha.call('PATCH', group, op({ op: 'Add', path: 'members', value: one }))).status).toBe(
      204,
    )
    expect((await find('Groups', asked)).body.totalResults).toBe(1)
    expect(await town.rolesOf(person.id)).toEqual(['admin'])
    expect((await alpha.call('PATCH', group, op({ op: 'Remove', path: 'members', value: one }))).status).toBe(
      204,
    )
    expect(await town.rolesOf(person.id)).toEqual(['member'])
    expect(
      (await alpha.call('PATCH', group, op({ op: 'Replace', path: 'displayName', value: 'Andere' }))).status,
    ).toBe(204)
    expect((await alpha.call('DELETE', group)).status).toBe(204)
  })

  it('Okta: tests the connection, assigns, updates, unassigns and assigns again', async () => {
    for (const path of [
      '/Users?startIndex=1&count=2',
      '/Groups?startIndex=1&count=100',
      '/ServiceProviderConfig',
    ])
      expect((await alpha.call('GET', path)).status).toBe(200)
    expect(
      (await find('Users', 'userName eq "paula@alpha.example"', '&startIndex=1&count=100')).body.totalResults,
    ).toBe(0)
    const whole = {
      schemas: ['urn:ietf:params:scim:schemas:core:2.0:User'],
      userName: 'paula@alpha.example',
      name: { givenName: 'Paula', familyName: 'Park' },
      emails: [{ primary: true, value: 'paula@alpha.example', type: 'work' }],
      displayName: 'Paula Park',
      locale: 'de-DE',
      externalId: '00ujl29u0le5T6Aj10h7',
      groups: [],
      password: '1mz050nq',
      active: true,
    }
    const made = await alpha.call('POST', '/Users', whole)
    expect(made.status).toBe(201)
    const user = `/Users/${made.body.id}`
    expect((await alpha.call('GET', user)).body).toEqual(made.body)
    const { password: _, ...rest } = whole
    const updated = await alpha.call('PUT', user, {
      ...rest,
      id: made.body.id,
      meta: made.body.meta,
      name: { givenName: 'Paula', familyName: 'Platz' },
      displayName: 'Paula Platz',
    })
    expect(updated).toMatchObject({
      status: 200,
      body: { displayName: 'Paula Platz', name: { familyName: 'Platz' } },
    })
    const next = await town.signIn(alpha.organisation, made.body.id)
    const off = await alpha.call('PATCH', user, op({ op: 'replace', value: { active: false } }))
    expect(off).toMatchObject({ status: 200, body: { active: false } })
    expect(await next()).toEqual({ session: 401, token: 401 })
    const back = await alpha.call('PUT', user, { ...rest, active: true })
    expect(back).toMatchObject({ status: 200, body: { active: true } })
    expect((await alpha.call('POST', '/Users', whole)).status).toBe(409)
  })

  it('Okta: pushes a group', async () => {
    const { body: person } = await alpha.call('POST', '/Users', { userName: 'rita@alpha.example' })
    const members = [{ value: person.id, display: 'rita@alpha.example' }]
    const made = await alpha.call('POST', '/Groups', {
      schemas: ['urn:ietf:params:scim:schemas:core:2.0:Group'],
      displayName: 'Push',
      members,
    })
    expect(made).toMatchObject({ status: 201, body: { members: [{ value: person.id }] } })
    const { id } = made.body
    const act = async (...operations: object[]) => {
      expect((await alpha.call('PATCH', `/Groups/${id}`, op(...operations))).status).toBe(204)
      return (await alpha.call('GET', `/Groups/${id}`)).body
    }
    expect(await act({ op: 'replace', value: { id, displayName: 'Push neu' } })).toMatchObject({
      displayName: 'Push neu',
    })
    expect((await act({ op: 'remove', path: `members[value eq "${person.id}"]` })).members).toEqual([])
    expect((await act({ op: 'add', path: 'members', value: members })).members).toHaveLength(1)
    expect((await act({ op: 'replace', path: 'members', value: [] })).members).toEqual([])
    expect((await alpha.call('DELETE', `/Groups/${id}`)).status).toBe(204)
  })

  it('shows administrators the address and what came of it', async () => {
    const { provisioning } = await town.provisioningOf(alpha.organisation)
    expect(provisioning).toMatchObject({
      baseUrl: expect.stringMatching(/\/scim\/v2$/),
      people: expect.any(Number),
    })
    expect(provisioning.people).toBeGreaterThan(1)
    await alpha.call('POST', '/Groups', { displayName: 'Nachweis Admins' })
    const after = await town.provisioningOf(alpha.organisation)
    expect(after.provisioning.groups).toMatchObject([
      { displayName: 'Nachweis Admins', members: 0, roles: ['admin'] },
    ])
  })
})
