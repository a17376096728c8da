import fc from 'fast-check'
import { sql } from 'kysely'
import { beforeAll, expect, it } from 'vitest'
import { describeEachDatabase } from '../../../../../test/harness/databases.ts'
import { testPlatform, type TestPlatform } from '../../../../../test/harness/platform.ts'
import { townModules } from '../../../../../test/harness/town-modules.ts'
import { openTown, operator, type Resident, type Town } from '../../../../../test/harness/town.ts'

describeEachDatabase('the last administrator', (open) => {
  let platform: TestPlatform
  let town: Town
  const admins = async (organisation: string): Promise<number> => {
    const { rows } = await sql<{ n: number }>`select count(*)::int as n from identity.person
      where organisation_id = ${organisation} and state = 'active' and roles && array['admin', 'owner']`.execute(
      platform.database.reader,
    )
    return rows[0]!.n
  }
  const act = (organisation: string, id: string, how: 'deactivate' | 'demote') =>
    how === 'deactivate'
      ? town.call(operator, 'POST', `/organisations/${organisation}/people/${id}/deactivate`)
      : town.call(operator, 'PUT', `/organisations/${organisation}/people/${id}/roles`, {
          roles: [organisation === town.homes.provider ? 'employee' : 'member'],
        })

  beforeAll(async () => {
    platform = await testPlatform(await open(townModules))
    town = await openTown(platform)
  })

  it.each(['alpha', 'provider'] as const)('stays, at %s', async (home) => {
    const organisation = town.homes[home]
    const role = home === 'provider' ? 'owner' : 'admin'
    const only = await town.settle(organisation, role)
    await town.settle(organisation, home === 'provider' ? 'security' : 'member')
    for (const how of ['deactivate', 'demote'] as const)
      expect(await act(organisation, only.id, how)).toMatchObject({ status: 409, reason: 'last-admin' })
    // An invited or deactivated one does not count.
    const path = `/organisations/${organisation}/people`
    await town.call(operator, 'POST', path, { name: 'Neu', email: `n@${home}.example`, roles: [role] })
    const away = await town.settle(organisation, role)
    expect((await act(organisation, away.id, 'deactivate')).status).toBe(200)
    expect((await act(organisation, only.id, 'demote')).reason).toBe('last-admin')
    expect(await admins(organisation)).toBe(1)
    expect((await town.call(operator, 'POST', `${path}/${away.id}/reactivate`)).status).toBe(200)
    expect((await act(organisation, only.id, 'demote')).status).toBe(200)
  })

  it('stays however many are sent away at the same moment', async () => {
    const plan = fc.array(fc.constantFrom('deactivate' as const, 'demote' as const), {
      minLength: 2,
      maxLength: 5,
    })
    await fc.assert(
      fc.asyncProperty(plan, async (ways) => {
        const organisation = await town.insertOrganisation('customer', 'Gamma KG')
        const all: Resident[] = []
        for (const _ of ways) all.push(await town.settle(organisation, 'admin'))
        const answers = await Promise.all(all.map(({ id }, i) => act(organisation, id, ways[i]!)))
        expect(answers.filter(({ status }) => status === 200)).toHaveLength(ways.length - 1)
        expect(answers.filter(({ reason }) => reason === 'last-admin')).toHaveLength(1)
        expect(await admins(organisation)).toBe(1)
      }),
      { numRuns: 8 },
    )
  })
})
