import { beforeAll, expect, it } from 'vitest'
import { describeEachDatabase } from '../../../../../test/harness/databases.ts'
import { testPlatform, type TestPlatform } from '../../../../../test/harness/platform.ts'
import {
  openDirectory,
  type Directory,
  type Provisioner,
} from '../../../../../test/harness/scim-directory.ts'
import { townModules } from '../../../../../test/harness/town-modules.ts'
import { arrive } from '../sign-on/arrive.ts'
import { readConnection } from '../sign-on/connection.ts'

const patchOp = (...operations: object[]) => ({
  schemas: ['urn:ietf:params:scim:api:messages:2.0:PatchOp'],
  Operations: operations,
})

describeEachDatabase('SCIM groups', (open) => {
  let platform: TestPlatform
  let town: Directory
  let alpha: Provisioner
  let connection = ''
  let count = 0
  const provision = async (by = alpha, domain = 'alpha.example'): Promise<string> =>
    (await by.call('POST', '/Users', { userName: `g${++count}@${domain}` })).body.id
  const group = async (displayName: string, members: string[] = [], more: object = {}): Promise<string> => {
    const made = await alpha.call('POST', '/Groups', {
      displayName,
      members: members.map((value) => ({ value })),
      ...more,
    })
    expect(made.status).toBe(201)
    return made.body.id
  }
  const members = async (id: string) =>
    (await alpha.call('GET', `/Groups/${id}`)).body.members.map(({ value }: { value: string }) => value)

  beforeAll(async () => {
    platform = await testPlatform(await open(townModules))
    town = openDirectory(platform)
    alpha = await town.found('alpha.example')
    connection = await town.connect(alpha.organisation, [
      { group: 'Admins', role: 'admin' },
      { group: 'entra-object-id', role: 'admin' },
    ])
    await town.settle(alpha.organisation, 'root@alpha.example', ['admin'])
  })

  it('creates, shows, replaces and deletes', async () => {
    const [one, two] = [await provision(), await provision()]
    const made = await alpha.call('POST', '/Groups', {
      schemas: ['urn:ietf:params:scim:schemas:core:2.0:Group'],
      displayName: 'Vertrieb',
      externalId: 'x-1',
      members: [{ value: one, display: 'egal' }, { value: one }],
    })
    expect(made.status).toBe(201)
    expect(made.headers.get('location')).toBe(made.body.meta.location)
    const { id } = made.body
    expect(made.body).toMatchObject({
      schemas: ['urn:ietf:params:scim:schemas:core:2.0:Group'],
      displayName: 'Vertrieb',
      externalId: 'x-1',
      members: [{ value: one, type: 'User', $ref: expect.stringContaining(`/scim/v2/Users/${one}`) }],
      meta: { resourceType: 'Group', version: expect.stringMatching(/^W\//) },
    })
    expect((await alpha.call('GET', `/Users/${one}`)).body.groups).toMatchObject([
      { value: id, display: 'Vertrieb', type: 'direct' },
    ])
    const put = await alpha.call('PUT', `/Groups/${id}`, {
      displayName: 'Verkauf',
      members: [{ value: two }],
    })
    expect(put).toMatchObject({ status: 200, body: { displayName: 'Verkauf', members: [{ value: two }] } })
    expect(put.body).not.toHaveProperty('externalId')
    expect((await alpha.call('DELETE', `/Groups/${id}`)).status).toBe(204)
    expect((await alpha.call('GET', `/Groups/${id}`)).status).toBe(404)
    expect((await alpha.call('DELETE', `/Groups/${id}`)).status).toBe(404)
    const types = (await town.activity(alpha.organisation)).map(({ type }) => type)
    for (const type of ['created', 'changed', 'deleted']) expect(types).toContain(`identity.group-${type}`)
  })

  it('gives and takes the mapped role in the same request, by name and by the id of the identity provider', async () => {
    const one = await provision()
    const id = await group('Admins', [one])
    expect(await town.rolesOf(one)).toEqual(['admin'])
    const remove = patchOp({ op: 'remove', path: `members[value eq "${one}"]` })
    expect((await alpha.call('PATCH', `/Groups/${id}`, remove)).status).toBe(204)
    expect(await town.rolesOf(one)).toEqual(['member'])
    await alpha.call(
      'PATCH',
      `/Groups/${id}`,
      patchOp({ op: 'add', path: 'members', value: [{ value: one }] }),
    )
    expect(await town.rolesOf(one)).toEqual(['admin'])
    await alpha.call(
      'PATCH',
      `/Groups/${id}`,
      patchOp({ op: 'replace', value: { id, displayName: 'Ex-Admins' } }),
    )
    expect(await town.rolesOf(one)).toEqual(['member'])
    await alpha.call(
      'PATCH',
      `/Groups/${id}`,
      patchOp({ op: 'Add', path: 'externalId', value: 'entra-object-id' }),
    )
    expect(await town.rolesOf(one)).toEqual(['admin'])
    expect((await alpha.call('DELETE', `/Groups/${id}`)).status).toBe(204)
    expect(await town.rolesOf(one)).toEqual(['member'])
    const changes = (await town.activity(alpha.organisation)).filter(
      ({ type, person }) => type === 'identity.roles-changed' && person === one,
    )
    expect(changes).toHaveLength(6)
    expect(changes.every(({ actor }) => actor !== null)).toBe(true)
  })

  it('keeps the roles of its groups when somebody signs in without groups', async () => {
    const one = await provision()
    await group('Admins', [one])
    const { email } = await town.row(one)
    const identity = {
      provider: connection,
      subject: 's-1',
      email,
      name: null,
      groups: [],
      multiFactor: false,
    }
    for (let time = 0; time < 2; time++)
      await platform.database.transaction(async (tx) =>
        arrive(tx, identity, await readConnection(tx, connection), platform.clock.now()),
      )
    expect(await town.rolesOf(one)).toEqual(['admin'])
  })

  it('never takes the role of the last administrator, and never makes or changes an owner', async () => {
    const solo = await town.found('solo.example')
    await town.connect(solo.organisation, [{ group: 'Admins', role: 'admin' }])
    const one = await provision(solo, 'solo.example')
    const made = await solo.call('POST', '/Groups', { displayName: 'Admins', members: [{ value: one }] })
    expect(await town.rolesOf(one)).toEqual(['admin'])
    expect((await solo.call('DELETE', `/Groups/${made.body.id}`)).status).toBe(204)
    expect(await town.rolesOf(one)).toEqual(['admin'])
    const house = await town.found('haus.example', 'provider')
    await town.connect(house.organisation, [{ group: 'Sec', role: 'security' }], 'employee')
    const owner = await town.settle(house.organisation, 'chef@haus.example', ['owner'])
    const staff = await provision(house, 'haus.example')
    const both = [{ value: owner }, { value: staff }]
    expect((await house.call('POST', '/Groups', { displayName: 'Sec', members: both })).status).toBe(201)
    expect(await town.rolesOf(owner)).toEqual(['owner'])
    expect(await town.rolesOf(staff)).toEqual(['security'])
  })

  it('keeps one of several administrators who lose the role together, and none once another has it', async () => {
    const firm = await town.found('firm.example')
    await town.connect(firm.organisation, [{ group: 'Admins', role: 'admin' }])
    const [one, two, three] = [
      await provision(firm, 'firm.example'),
      await provision(firm, 'firm.example'),
      await provision(firm, 'firm.example'),
    ]
    const roles = async () => [await town.rolesOf(one), await town.rolesOf(two), await town.rolesOf(three)]
    const of = (...ids: string[]) => ({ displayName: 'Admins', members: ids.map((value) => ({ value })) })
    const made = await firm.call('POST', '/Groups', of(one, two))
    expect(await roles()).toEqual([['admin'], ['admin'], ['member']])
    await firm.call('PUT', `/Groups/${made.body.id}`, of(three))
    expect(await roles()).toEqual([['member'], ['member'], ['admin']])
    await firm.call('PUT', `/Groups/${made.body.id}`, of(one, two, three))
    await firm.call('DELETE', `/Groups/${made.body.id}`)
    expect((await roles()).flat().toSorted()).toEqual(['admin', 'member', 'member'])
    const changed = (await town.activity(firm.organisation))
      .filter(({ type }) => type === 'identity.roles-changed')
      .map(({ person }) => person)
    expect(changed).toHaveLength(2 + 3 + 2 + 2)
    expect(new Set(changed)).toEqual(new Set([one, two, three]))
  })

  it('takes large groups in one request, and says when one is too large', async () => {
    const people: string[] = []
    for (let at = 0; at < 300; at++)
      people.push(await town.settle(alpha.organisation, `m${at}@alpha.example`))
    const shown = people.map((value) => ({
      value,
      $ref: `https://trust.example/scim/v2/Users/${value}`,
      display: 'x'.repeat(120),
    }))
    const body = { displayName: 'Groß', members: shown }
    expect(JSON.stringify(body).length).toBeGreaterThan(64 * 1024)
    const made = await alpha.call('POST', '/Groups?excludedAttributes=members', body)
    expect(made.status).toBe(201)
    expect(await members(made.body.id)).toHaveLength(300)
    const id = '00000000-0000-7000-8000-000000000000'
    const everybody = Array.from({ length: 20_001 }, () => ({ value: id, display: 'x'.repeat(120) }))
    const refused = await alpha.call('PUT', `/Groups/${made.body.id}`, { ...body, members: everybody })
    expect(refused).toMatchObject({ status: 400, body: { scimType: 'invalidValue' } })
    expect(refused.body.detail).toContain('20000')
    const padded = { displayName: 'Zu groß', x: 'x'.repeat(8 * 1024 * 1024) }
    expect((await alpha.call('POST', '/Groups', padded)).status).toBe(413)
  })

  it('changes no roles where no connection was tested or the group is not mapped', async () => {
    const bare = await town.found('bare.example')
    const admin = await town.settle(bare.organisation, 'a@bare.example', ['admin'])
    await town.settle(bare.organisation, 'b@bare.example', ['admin'])
    await bare.call('POST', '/Groups', { displayName: 'Admins', members: [{ value: admin }] })
    expect(await town.rolesOf(admin)).toEqual(['admin'])
    const other = await town.settle(alpha.organisation, 'hand@alpha.example', ['admin'])
    await group('Kantine', [other])
    expect(await town.rolesOf(other)).toEqual(['admin'])
  })

  it('loses whom SCIM deletes', async () => {
    const [one, two] = [await provision(), await provision()]
    const id = await group('Kurz', [one, two])
    await alpha.call('DELETE', `/Users/${one}`)
    expect(await members(id)).toEqual([two])
  })

  it('adds, removes and replaces many at once', async () => {
    const people = await Promise.all(Array.from({ length: 12 }, () => provision()))
    const id = await group('Viele')
    const values = people.map((value) => ({ value }))
    const act = (...operations: object[]) => alpha.call('PATCH', `/Groups/${id}`, patchOp(...operations))
    expect((await act({ op: 'Add', path: 'members', value: values })).status).toBe(204)
    expect((await members(id)).toSorted()).toEqual(people.toSorted())
    await act(
      { op: 'Remove', path: 'members', value: values.slice(0, 5) },
      { op: 'remove', path: `members[value eq "${people[5]}" or value eq "${people[6]}"]` },
    )
    expect((await members(id)).toSorted()).toEqual(people.slice(7).toSorted())
    await act({ op: 'replace', path: 'members', value: values.slice(0, 2) })
    expect((await members(id)).toSorted()).toEqual(people.slice(0, 2).toSorted())
    await act({ op: 'remove', path: 'members' })
    expect(await members(id)).toEqual([])
    const shown = await alpha.call(
      'PATCH',
      `/Groups/${id}?attributes=displayName`,
      patchOp({ op: 'add', path: 'members', value: values }),
    )
    expect(shown).toMatchObject({ status: 200, body: { id, displayName: 'Viele' } })
    expect(shown.body).not.toHaveProperty('members')
  })

  it('loses no member when several requests add at once', async () => {
    const people = await Promise.all(Array.from({ length: 6 }, () => provision()))
    const id = await group('Gleichzeitig')
    await Promise.all(
      people.map((value) =>
        alpha.call('PATCH', `/Groups/${id}`, patchOp({ op: 'add', path: 'members', value: [{ value }] })),
      ),
    )
    expect((await members(id)).toSorted()).toEqual(people.toSorted())
  })

  it('adds the same person once when several requests do so at once', async () => {
    const id = await group('Derselbe')
    const add = patchOp({ op: 'add', path: 'members', value: [{ value: await provision() }] })
    const all = await Promise.all(Array.from({ length: 6 }, () => alpha.call('PATCH', `/Groups/${id}`, add)))
    expect(all.map(({ status }) => status)).toEqual(Array.from({ length: 6 }, () => 204))
    expect(await members(id)).toHaveLength(1)
  })

  it.each([
    [
      'unknown member',
      { displayName: 'X1', members: [{ value: '00000000-0000-7000-8000-000000000000' }] },
      400,
    ],
    ['member that is no id', { displayName: 'X2', members: [{ value: 'u1' }] }, 400],
    ['member without value', { displayName: 'X3', members: [{}] }, 400],
    ['members that are no list', { displayName: 'X4', members: 'all' }, 400],
    ['no name', { members: [] }, 400],
    ['control characters', { displayName: 'a\u0000b' }, 400],
    ['long name', { displayName: 'x'.repeat(301) }, 400],
    ['name taken', { displayName: 'Doppelt' }, 409],
  ])('refuses a group with %s and keeps nothing of it', async (_, body, status) => {
    if (status === 409) await group('Doppelt')
    const refused = await alpha.call('POST', '/Groups', body)
    expect(refused.status).toBe(status)
    expect(refused.body.scimType).toBe(status === 409 ? 'uniqueness' : 'invalidValue')
    const { body: found } = await alpha.call('GET', '/Groups?filter=displayName%20sw%20%22X%22')
    expect(found.totalResults).toBe(0)
  })
})
