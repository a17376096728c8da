import { beforeAll, expect, it } from 'vitest'
import { describeEachDatabase } from '../../../../../test/harness/databases.ts'
import { testPlatform } from '../../../../../test/harness/platform.ts'
import { townModules } from '../../../../../test/harness/town-modules.ts'
import {
  openDirectory,
  type Directory,
  type Provisioner,
} from '../../../../../test/harness/scim-directory.ts'

const userUrn = 'urn:ietf:params:scim:schemas:core:2.0:User'
const user = (userName: string, more: object = {}) => ({ schemas: [userUrn], userName, ...more })
const patchOp = (...operations: object[]) => ({
  schemas: ['urn:ietf:params:scim:api:messages:2.0:PatchOp'],
  Operations: operations,
})

describeEachDatabase('SCIM users', (open) => {
  let town: Directory
  let alpha: Provisioner
  let beta: Provisioner
  let count = 0
  const provision = async (more: object = {}) => {
    const made = await alpha.call('POST', '/Users', user(`u${++count}@alpha.example`, more))
    expect(made.status).toBe(201)
    return made.body.id as string
  }
  const refusal = (status: number, scimType?: string) => ({
    status,
    body: {
      schemas: ['urn:ietf:params:scim:api:messages:2.0:Error'],
      status: String(status),
      ...(scimType === undefined ? {} : { scimType }),
      detail: expect.stringMatching(/\w/),
    },
  })

  beforeAll(async () => {
    town = openDirectory(await testPlatform(await open(townModules)))
    alpha = await town.found('alpha.example')
    beta = await town.found('beta.example')
    await town.settle(alpha.organisation, 'admin@alpha.example', ['admin'])
  })

  it('provisions somebody who is active and has no password', async () => {
    const made = await alpha.call(
      'POST',
      '/Users',
      user('Mia.Muster@ALPHA.example', {
        externalId: 'ext-1',
        name: { givenName: 'Mia', familyName: 'Muster' },
        active: true,
        password: 'never kept',
        preferredLanguage: 'en-GB',
      }),
    )
    expect(made.status).toBe(201)
    expect(made.headers.get('content-type')).toBe('application/scim+json')
    expect(made.headers.get('location')).toBe(made.body.meta.location)
    const { id } = made.body
    expect(made.body).toEqual({
      schemas: [userUrn],
      id,
      externalId: 'ext-1',
      userName: 'mia.muster@alpha.example',
      displayName: 'Mia Muster',
      name: { formatted: 'Mia Muster', givenName: 'Mia', familyName: 'Muster' },
      active: true,
      emails: [{ value: 'mia.muster@alpha.example', type: 'work', primary: true }],
      groups: [],
      meta: {
        resourceType: 'User',
        created: expect.stringMatching(/Z$/),
        lastModified: expect.stringMatching(/Z$/),
        location: expect.stringMatching(new RegExp(`/scim/v2/Users/${id}$`)),
        version: expect.stringMatching(/^W\/"/),
      },
    })
    const row = await town.row(id)
    expect(row).toMatchObject({ state: 'active', roles: ['member'], language: 'en', external_id: 'ext-1' })
    expect((await alpha.call('GET', `/Users/${id}`)).body).toEqual(made.body)
    const [record] = (await town.activity(alpha.organisation)).filter(({ person }) => person === id)
    expect(record).toMatchObject({ type: 'identity.person-provisioned', actor: expect.any(String) })
  })

  it('replaces, and leaves active as it is when PUT does not say', async () => {
    const id = await provision({ name: { givenName: 'A', familyName: 'B' }, externalId: 'put-1' })
    const put = await alpha.call('PUT', `/Users/${id}`, user('neu@alpha.example', { displayName: 'Neu' }))
    expect(put.status).toBe(200)
    expect(put.body).toMatchObject({ id, userName: 'neu@alpha.example', displayName: 'Neu', active: true })
    expect(put.body).not.toHaveProperty('externalId')
    expect(put.body.name).toEqual({ formatted: 'Neu' })
    expect((await town.row(id)).email).toBe('neu@alpha.example')
    const before = (await town.activity(alpha.organisation)).length
    const same = await alpha.call('PUT', `/Users/${id}`, user('NEU@alpha.example', { displayName: 'Neu' }))
    expect(same.body.meta.version).toBe(put.body.meta.version)
    expect(await town.activity(alpha.organisation)).toHaveLength(before)
  })

  it.each([
    ['PATCH of Entra ID', 'PATCH', patchOp({ op: 'Replace', path: 'active', value: 'False' })],
    ['PATCH of Okta', 'PATCH', patchOp({ op: 'replace', value: { active: false } })],
    ['PUT', 'PUT', { active: false }],
    ['DELETE', 'DELETE', undefined],
  ])('SCIM deprovision ends the session: %s', async (_, method, body) => {
    const id = await provision()
    const next = await town.signIn(alpha.organisation, id)
    expect(await next()).toEqual({ session: 200, token: 200 })
    const whole = method === 'PUT' ? user(`u${count}@alpha.example`, body) : body
    expect((await alpha.call(method, `/Users/${id}`, whole)).status).toBe(method === 'DELETE' ? 204 : 200)
    expect(await next()).toEqual({ session: 401, token: 401 })
    expect((await town.row(id)).state).toBe('deactivated')
    const types = (await town.activity(alpha.organisation))
      .filter(({ person }) => person === id)
      .map(({ type }) => type)
    expect(types.toSorted()).toEqual([
      'identity.person-deactivated',
      'identity.person-deprovisioned',
      'identity.person-provisioned',
    ])
  })

  it('lets back in, without the sessions of before', async () => {
    const id = await provision()
    const next = await town.signIn(alpha.organisation, id)
    for (const active of [false, true])
      expect(
        (await alpha.call('PATCH', `/Users/${id}`, patchOp({ op: 'replace', value: { active } }))).status,
      ).toBe(200)
    expect((await town.row(id)).state).toBe('active')
    expect(await next()).toEqual({ session: 401, token: 401 })
  })

  it('forgets whom it deletes, and takes the same person back with the roles of a newcomer', async () => {
    const id = await provision({ externalId: 'gone-1' })
    await town.change(id, { roles: ['admin'] })
    await town.equip(id)
    expect(await town.credentialsOf(id)).toBe(6)
    expect((await alpha.call('DELETE', `/Users/${id}`)).body).toBeNull()
    for (const [method, body] of [
      ['GET'],
      ['DELETE'],
      ['PUT', user('x@alpha.example')],
      ['PATCH', patchOp({ op: 'replace', value: { active: true } })],
    ] as const)
      expect(await alpha.call(method, `/Users/${id}`, body)).toMatchObject(refusal(404))
    const search = await alpha.call(
      'GET',
      `/Users?filter=${encodeURIComponent(`userName eq "u${count}@alpha.example"`)}`,
    )
    expect(search.body).toMatchObject({ totalResults: 0, Resources: [] })
    const again = await alpha.call(
      'POST',
      '/Users',
      user(`u${count}@alpha.example`, { externalId: 'gone-1' }),
    )
    expect(again).toMatchObject({ status: 201, body: { id, active: true } })
    expect(await town.rolesOf(id)).toEqual(['member'])
    // The address may be somebody else's by now.
    expect(await town.credentialsOf(id)).toBe(0)
  })

  it('never deactivates the last administrator, and no owner', async () => {
    const admin = await town.settle(beta.organisation, 'only@beta.example', ['admin'])
    const off = patchOp({ op: 'replace', path: 'active', value: false })
    expect(await beta.call('PATCH', `/Users/${admin}`, off)).toMatchObject(refusal(409))
    expect(await beta.call('DELETE', `/Users/${admin}`)).toMatchObject(refusal(409))
    expect((await beta.call('GET', `/Users/${admin}`)).body.active).toBe(true)
    await town.settle(beta.organisation, 'second@beta.example', ['admin'])
    expect((await beta.call('PATCH', `/Users/${admin}`, off)).status).toBe(200)
    const house = await town.found('anbieter.example', 'provider')
    const owner = await town.settle(house.organisation, 'chefin@anbieter.example', ['owner'])
    await town.settle(house.organisation, 'chef@anbieter.example', ['owner'])
    for (const body of [off, patchOp({ op: 'replace', path: 'userName', value: 'dieb@anbieter.example' })])
      expect(await house.call('PATCH', `/Users/${owner}`, body)).toMatchObject(refusal(403))
    const staff = await house.call('POST', '/Users', user('neu@anbieter.example'))
    expect(await town.rolesOf(staff.body.id)).toEqual(['employee'])
  })

  it('refuses addresses outside the proven domains, also by renaming, and says what to do', async () => {
    const id = await provision()
    for (const address of ['a@elsewhere.example', 'a@sub.alpha.example', 'a@beta.example']) {
      const made = await alpha.call('POST', '/Users', user(address))
      expect(made).toMatchObject(refusal(400, 'invalidValue'))
      expect(made.body.detail).toContain('prove')
      const rename = patchOp({ op: 'replace', path: 'userName', value: address })
      expect(await alpha.call('PATCH', `/Users/${id}`, rename)).toMatchObject(refusal(400, 'invalidValue'))
    }
  })

  it('answers 409 for what is taken, in the same words wherever it is taken', async () => {
    await provision({ externalId: 'taken' })
    const own = await alpha.call('POST', '/Users', user(`u${count}@ALPHA.example`))
    expect(own).toMatchObject(refusal(409, 'uniqueness'))
    await town.settle(beta.organisation, 'elsewhere@alpha.example')
    const foreign = await alpha.call('POST', '/Users', user('elsewhere@alpha.example'))
    expect(foreign.body).toEqual(own.body)
    const clash = await alpha.call('POST', '/Users', user('o@alpha.example', { externalId: 'taken' }))
    expect(clash).toMatchObject(refusal(409, 'uniqueness'))
    expect(clash.body.detail).toContain('externalId')
    const other = await provision()
    for (const value of ['elsewhere@alpha.example', 'mia.muster@alpha.example'])
      expect(
        await alpha.call('PATCH', `/Users/${other}`, patchOp({ op: 'replace', path: 'userName', value })),
      ).toMatchObject(refusal(409, 'uniqueness'))
  })

  it('makes one account of two requests at once', async () => {
    const both = await Promise.all(
      [1, 2, 3].map(() => alpha.call('POST', '/Users', user('race@alpha.example'))),
    )
    expect(both.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([201, 409, 409])
  })

  it('turns an invitation into the account, and shows nobody who is only invited', async () => {
    const id = await town.settle(alpha.organisation, 'ida@alpha.example', ['admin'], 'invited')
    expect((await alpha.call('GET', `/Users/${id}`)).status).toBe(404)
    const made = await alpha.call('POST', '/Users', user('ida@alpha.example', { displayName: 'Ida' }))
    expect(made).toMatchObject({ status: 201, body: { id, displayName: 'Ida' } })
    expect(await town.row(id)).toMatchObject({ state: 'active', roles: ['admin'] })
    // An invitation of an address that is an account elsewhere: one mailbox stays one account.
    await town.settle(beta.organisation, 'both@alpha.example')
    await town.settle(alpha.organisation, 'both@alpha.example', ['member'], 'invited')
    expect(await alpha.call('POST', '/Users', user('both@alpha.example'))).toMatchObject(
      refusal(409, 'uniqueness'),
    )
  })

  it('finds people who were here before and lets the identity provider take them over', async () => {
    const id = await town.settle(alpha.organisation, 'before@alpha.example')
    const filter = encodeURIComponent('userName eq "Before@Alpha.example"')
    const { body } = await alpha.call('GET', `/Users?filter=${filter}`)
    expect(body).toMatchObject({
      totalResults: 1,
      itemsPerPage: 1,
      Resources: [{ id, displayName: 'before' }],
    })
    const changed = await alpha.call(
      'PATCH',
      `/Users/${id}`,
      patchOp(
        { op: 'Add', path: 'externalId', value: 'b-1' },
        { op: 'Add', path: 'name.familyName', value: 'Vor' },
      ),
    )
    expect(changed.body).toMatchObject({
      externalId: 'b-1',
      displayName: 'before',
      name: { familyName: 'Vor' },
    })
  })

  it('keeps address and state of an emergency account', async () => {
    const id = await provision()
    await town.change(id, { break_glass: true })
    for (const [path, value] of [
      ['userName', 'dieb@alpha.example'],
      ['active', false],
    ])
      expect(
        await alpha.call('PATCH', `/Users/${id}`, patchOp({ op: 'replace', path, value })),
      ).toMatchObject(refusal(409))
    expect(await alpha.call('DELETE', `/Users/${id}`)).toMatchObject(refusal(409))
    expect(await town.row(id)).toMatchObject({ state: 'active', break_glass: true })
  })

  it('creates somebody inactive when told so', async () => {
    const id = await provision({ active: 'False' })
    expect((await town.row(id)).state).toBe('deactivated')
    expect((await alpha.call('GET', `/Users/${id}`)).body.active).toBe(false)
  })
})
