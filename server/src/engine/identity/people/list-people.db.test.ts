import fc from 'fast-check'
import { sql } from 'kysely'
import { beforeAll, expect, it } from 'vitest'
import { describeEachDatabase } from '../../../../../test/harness/databases.ts'
import { testPlatform, type TestPlatform } from '../../../../../test/harness/platform.ts'
import { listPeople, type PeopleQuery } from './list-people.ts'
import { townModules } from '../../../../../test/harness/town-modules.ts'
import { openTown, type Town } from '../../../../../test/harness/town.ts'

const peopleMany = 10_000
const answerMs = 100
const triesMax = 40

describeEachDatabase('the list of people', (open, kind) => {
  let platform: TestPlatform
  let town: Town
  let large = ''
  const list = (query: Partial<PeopleQuery>, organisation = large) =>
    listPeople(platform.database.reader, organisation, { limit: 50, ...query })
  const walk = async (query: Partial<PeopleQuery>, organisation = large) => {
    const ids: string[] = []
    let cursor: string | undefined
    do {
      const page = await list({ ...query, ...(cursor === undefined ? {} : { cursor }) }, organisation)
      ids.push(...page.people.map(({ id }) => id))
      cursor = page.cursor ?? undefined
    } while (cursor !== undefined)
    return ids
  }

  beforeAll(async () => {
    platform = await testPlatform(await open(townModules))
    town = await openTown(platform)
    large = await town.insertOrganisation('customer', 'Groß AG')
    const give = (organisation: string, count: number, tag: string) =>
      sql`
      insert into identity.person (id, organisation_id, email, name, roles, state, created_at)
      select gen_random_uuid(), ${organisation}, 'p' || n || '@' || ${tag} || '.example',
        (array['Anna', 'Bülent', 'Chiara', 'Dörte'])[1 + n % 4] || ' ' || md5((n / 3)::text), array['member'], 'active', now()
      from generate_series(1, ${count}::int) as n`.execute(platform.database.reader)
    await give(large, peopleMany, 'large')
    await give(town.homes.beta, 2 * peopleMany, 'beta')
    await sql`insert into identity.totp (id, person_id, label, sealed_secret, confirmed_at, created_at)
      select gen_random_uuid(), id, '', '', now(), now() from identity.person where organisation_id = ${large}`.execute(
      platform.database.reader,
    )
    await sql`analyze`.execute(platform.database.reader)
  })

  it('has no gaps and no doubles, whatever the size of its pages', async () => {
    for (const limit of [200, 199]) {
      const ids = await walk({ limit })
      expect(ids).toHaveLength(peopleMany)
      expect(new Set(ids).size).toBe(peopleMany)
    }
  })

  it('finds by name and e-mail whatever the case, and takes wildcards literally', async () => {
    expect(await walk({ q: 'P77@LARGE' })).toHaveLength(1)
    expect((await walk({ q: 'bülent', limit: 200 })).length).toBe(peopleMany / 4)
    for (const q of ['%', '_', '\\', "'; --", '\u0000%']) expect(await walk({ q })).toHaveLength(0)
    expect(await walk({ q: 'p77@beta' })).toEqual([])
  })

  it('filters by role and state', async () => {
    await town.settle(large, 'admin', 'Zoë Admin')
    expect(await walk({ role: 'admin' })).toHaveLength(1)
    expect(await walk({ role: 'admin', state: 'deactivated' })).toEqual([])
    const { people } = await list({ limit: 1 })
    expect(people[0]).toMatchObject({
      factors: { totp: 1, passkeys: 0 },
      lastSeenAt: null,
      provisioned: false,
    })
  })

  it('pages right while names change, and refuses a cursor that is not ours', async () => {
    const home = town.homes.alpha
    const names = fc.array(fc.constantFrom('a', 'B', 'ä', 'a b', '"', 'Ω'), { minLength: 1, maxLength: 6 })
    await fc.assert(
      fc.asyncProperty(names, fc.integer({ min: 1, max: 4 }), async (given, limit) => {
        await sql`delete from identity.person where organisation_id = ${home}`.execute(
          platform.database.reader,
        )
        for (const name of given) await town.settle(home, 'member', name)
        const ids = await walk({ limit }, home)
        expect(ids).toHaveLength(given.length)
        expect(ids).toEqual(await walk({ limit: 200 }, home))
      }),
      { numRuns: 15 },
    )
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary' }), async (cursor) => {
        await expect(list({ cursor })).rejects.toMatchObject({ reason: 'cursor-unknown' })
      }),
    )
  })

  it(`answers within ${answerMs} ms for ${peopleMany} people, along its index`, async () => {
    const middle = (await list({ limit: 200 })).cursor ?? ''
    const queries: Partial<PeopleQuery>[] = [
      {},
      { cursor: middle },
      { q: 'p9999@' },
      { q: 'niemand' },
      { q: 'dörte', cursor: middle },
      { role: 'admin' },
      { state: 'deactivated' },
    ]
    for (const query of queries) {
      // Others may be using the machine: what counts is that the answer can be had in this time.
      const tries: number[] = []
      while (tries.length < triesMax && Math.min(...tries) >= answerMs) {
        const began = performance.now()
        await list(query)
        tries.push(performance.now() - began)
      }
      const told = `${kind} ${JSON.stringify(query)}: ${tries.map((ms) => ms.toFixed(1)).join(' ')}`
      expect(Math.min(...tries), told).toBeLessThan(answerMs)
    }
    const { rows } = await sql<Record<string, string>>`explain select id from identity.person
      where organisation_id = ${large} and (name, id) > ('C', ${large}::uuid) order by name, id limit 51`.execute(
      platform.database.reader,
    )
    const plan = rows.map((row) => Object.values(row)[0]).join('\n')
    expect(plan).toContain('person_listed')
    expect(plan).not.toContain('Sort')
  })
})
