import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { sql } from 'kysely'
import { expect, test, vi } from 'vitest'
import { describeEachDatabase, scratchDatabase } from '../../../../../test/harness/databases.ts'
import { testPlatform } from '../../../../../test/harness/platform.ts'
import { claims } from '../../../engine/claims/index.ts'
import { log } from '../../../engine/log/index.ts'
import { day } from '../../../kernel/clock.ts'
import { openDatabase } from '../../../platform/database/database.ts'
import { migrate } from '../../../platform/database/migrate.ts'
import { backups } from './index.ts'
import { keepBackups } from './schedule.ts'
import { backupsReader } from './tables.ts'

vi.setConfig({ testTimeout: 120_000 })

const entry = join(import.meta.dirname, '../../../../../test/harness/back-up.ts')
const never = new AbortController().signal
const rows = 30_000

describeEachDatabase('a backup that is killed', (_, kind) => {
  test('leaves no half file under its name, and the next run clears up', async () => {
    const scratch = await scratchDatabase(kind)
    const filled = await openDatabase(scratch)
    await migrate(filled, [log, claims, backups])
    // Random text: it does not compress, so that writing takes a while.
    await filled.transaction((tx) =>
      sql`insert into claims.observation select i::text,
        (select string_agg(md5(random() || part::text || i), '') from generate_series(1, 40) as part), now() from generate_series(1, ${rows}::int) as i`.execute(
        tx,
      ),
    )
    await filled.close()
    const folder = join(scratch.dataDir, 'backups')

    const child = spawn(process.execPath, [entry, scratch.dataDir, scratch.databaseUrl ?? ''], {
      stdio: 'inherit',
    })
    await until(
      async () => (await namesIn(folder)).some((name) => name.endsWith('.partial')),
      () => child.exitCode !== null,
    )
    child.kill('SIGKILL')
    await once(child, 'exit')
    const left = await namesIn(folder)
    expect(left).toEqual([expect.stringMatching(/\.age\.partial$/)])

    const database = await openDatabase(scratch)
    const platform = await testPlatform(database)
    await rm(platform.environment.dataDir, { recursive: true })
    platform.clock.advance(day)
    await keepBackups(
      { ...platform, environment: { ...platform.environment, dataDir: scratch.dataDir } },
      never,
    )
    const attempts = await backupsReader(database.reader)
      .selectFrom('backups.run')
      .select('error')
      .orderBy('started_at')
      .execute()
    expect(attempts.map(({ error }) => error)).toEqual([expect.stringMatching(/^interrupted: /), null])
    const kept = await namesIn(folder)
    expect(kept).toEqual([expect.stringMatching(/\.age$/)])
    expect(await namesIn(join(scratch.dataDir, 'backups-second-place'))).toEqual(kept)
    await database.close()
    await scratch.drop()
  })
})

const namesIn = (folder: string) => readdir(folder).catch(() => [] as string[])

async function until(reached: () => Promise<boolean>, hopeless: () => boolean): Promise<void> {
  while (!(await reached())) {
    if (hopeless()) throw new Error('the backup ended before it could be killed')
    await new Promise((resolve) => setTimeout(resolve, 2))
  }
}
