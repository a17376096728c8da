/** The page of people of an organisation with 10,000 of them: list and search through the application, on both databases. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { openDatabase } from '../server/src/platform/database/database.ts'
import { migrate } from '../server/src/platform/database/migrate.ts'
import { testPlatform } from '../test/harness/platform.ts'
import { openTown } from '../test/harness/town.ts'
import { townModules } from '../test/harness/town-modules.ts'
import { benchPostgres, percentile, show } from './surroundings.ts'

const peopleMany = 10_000
const calls = 100
const queries = {
  'first page': 'limit=50',
  'search by name, many': 'limit=50&q=dörte',
  'search by address, one': 'limit=50&q=p9999@',
  'search, none': 'limit=50&q=niemand',
}

const postgres = await benchPostgres()
await measure('PostgreSQL', postgres.url)
await postgres.stop()
await measure('embedded', null)

async function measure(name: string, databaseUrl: string | null): Promise<void> {
  const dataDir = await mkdtemp(join(tmpdir(), 'nachweis-bench-'))
  const database = await openDatabase({ dataDir, databaseUrl, connectionsMax: 5 })
  try {
    await migrate(database, townModules)
    const town = await openTown(await testPlatform(database))
    const admin = await town.settle(town.homes.alpha, 'admin')
    for (const home of [town.homes.alpha, town.homes.beta]) {
      await sql`insert into identity.person (id, organisation_id, email, name, roles, state, created_at)
        select gen_random_uuid(), ${home}::uuid, 'p' || n || '@' || ${home}::text || '.example',
          (array['Anna', 'Bülent', 'Carla', 'Dörte'])[1 + n % 4] || ' ' || md5(n::text), '{member}', 'active', now()
        from generate_series(1, ${peopleMany}::int) n`.execute(database.reader)
    }
    await sql`analyze`.execute(database.reader)
    for (const [what, query] of Object.entries(queries)) {
      const times: number[] = []
      for (let call = 0; call < calls; call++) {
        const begin = performance.now()
        const answer = await town.call(
          admin.actor,
          'GET',
          `/organisations/${town.homes.alpha}/people?${query}`,
        )
        times.push(performance.now() - begin)
        if (answer.status !== 200) throw new Error(`${query}: ${answer.status} ${answer.reason}`)
      }
      const [p50, p95] = [percentile(times, 0.5), percentile(times, 0.95)]
      show(`${name}: ${what}, p50 / p95 (bar 100 ms)`, `${p50.toFixed(1)} / ${p95.toFixed(1)} ms`)
    }
  } finally {
    await database.close()
    await rm(dataDir, { recursive: true, force: true })
  }
}
