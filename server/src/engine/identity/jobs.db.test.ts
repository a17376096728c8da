import { sql } from 'kysely'
import { beforeAll, expect, it } from 'vitest'
import { describeEachDatabase } from '../../../../test/harness/databases.ts'
import { testPlatform, type TestPlatform } from '../../../../test/harness/platform.ts'
import { day } from '../../kernel/clock.ts'
import { identityJobs, removeLeftovers } from './jobs.ts'
import { townModules } from '../../../../test/harness/town-modules.ts'
import { openTown, type Town } from '../../../../test/harness/town.ts'

const never = new AbortController().signal
const tables = [
  'session',
  'attempt',
  'link',
  'device',
  'throttle',
  'token',
  'saml_request',
  'saml_assertion',
] as const

describeEachDatabase('jobs of identity', (open) => {
  let platform: TestPlatform
  let town: Town
  const counts = async () => {
    const found: Record<string, number> = {}
    for (const table of tables) {
      const { rows } = await sql<{
        n: number
      }>`select count(*)::int as n from ${sql.table(`identity.${table}`)}`.execute(platform.database.reader)
      found[table] = rows[0]!.n
    }
    return found
  }
  /** One row in each table that was last good at this moment (ms since the epoch). */
  const fill = async (person: string, organisation: string, at: number, count = 1) => {
    const time = new Date(at).toISOString()
    const run = (statement: ReturnType<typeof sql>) => statement.execute(platform.database.reader)
    const rows = sql`generate_series(1, ${count}::int) as n`
    const hash = sql`sha256((random()::text || n)::bytea)`
    await run(sql`insert into identity.session select gen_random_uuid(), ${hash}, ${person}, 1, 'password', false, null, '', '',
      ${time}, ${time}, ${time}, ${time} from ${rows}`)
    await run(
      sql`insert into identity.attempt select ${hash}, 'x', ${person}, '', 0, ${time}, ${time} from ${rows}`,
    )
    await run(
      sql`insert into identity.link select ${hash}, 'not-me', ${person}, ${time}, ${time}, null from ${rows}`,
    )
    await run(
      sql`insert into identity.device select gen_random_uuid(), ${person}, ${hash}, '', ${time}, ${time} from ${rows}`,
    )
    await run(sql`insert into identity.throttle select ${hash}, 1, ${time}, null from ${rows}`)
    await run(sql`insert into identity.token select gen_random_uuid(), ${hash}, ${organisation}, ${person}, 'x', '{}', ${time}, ${time}, null
      from ${rows}`)
    await run(
      sql`insert into identity.saml_request select n || ${time}, ${organisation}, ${time} from ${rows}`,
    )
    await run(
      sql`insert into identity.saml_assertion select ${organisation}, n || ${time}, ${time} from ${rows}`,
    )
  }

  beforeAll(async () => {
    platform = await testPlatform(await open(townModules))
    town = await openTown(platform)
  })

  it('remove what is over, keep what is not, and do not stop at one batch', async () => {
    const { id } = await town.settle(town.homes.alpha, 'member')
    const before = await counts()
    await fill(id, town.homes.alpha, town.now() + day)
    const kept = await counts()
    for (const table of tables) expect(kept[table]).toBe(before[table]! + 1)
    await fill(id, town.homes.alpha, town.now() - 400 * day, 2500)
    expect(await removeLeftovers(platform, never)).toBe(tables.length * 2500)
    expect(await counts()).toEqual(kept)
    // Yesterday's links, devices and tokens may still be asked about.
    await fill(id, town.homes.alpha, town.now() - day - 1)
    await removeLeftovers(platform, never)
    const after = await counts()
    for (const table of ['link', 'device', 'token'] as const) expect(after[table]).toBe(kept[table]! + 1)
    for (const table of ['session', 'attempt', 'throttle', 'saml_request', 'saml_assertion'] as const)
      expect(after[table]).toBe(kept[table])
  })

  it('stop when they are told to', async () => {
    const { id } = await town.settle(town.homes.alpha, 'member')
    await fill(id, town.homes.alpha, town.now() - 400 * day)
    expect(await removeLeftovers(platform, AbortSignal.abort())).toBe(0)
    for (const job of identityJobs) await job.run(platform, never)
    expect(await removeLeftovers(platform, never)).toBe(0)
  })
})
