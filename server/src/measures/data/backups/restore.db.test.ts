import { sql } from 'kysely'
import { copyFile, mkdir, mkdtemp, open as openFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { generateX25519Identity } from 'age-encryption'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { describeEachDatabase } from '../../../../../test/harness/databases.ts'
import { testPlatform, type TestPlatform } from '../../../../../test/harness/platform.ts'
import { claims } from '../../../engine/claims/index.ts'
import { log } from '../../../engine/log/index.ts'
import type { Database } from '../../../platform/database/database.ts'
import type { Migrated } from '../../../platform/database/migrate.ts'
import { BackupError } from './failure.ts'
import { backups, restoreInto, type Restore } from './index.ts'
import { places } from './places.ts'
import { backupIdentities } from './recipients.ts'
import type { Run } from './runs.ts'
import { takeBackup } from './take.ts'

vi.setConfig({ testTimeout: 60_000 })

const never = new AbortController().signal

describeEachDatabase('restore', (open) => {
  let database: Database
  let platform: TestPlatform
  let run: Run
  let path: string
  let folder: string
  let modules: Migrated[]
  let identities: readonly string[]

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'nachweis-odd-'))
    await mkdir(join(folder, 'migrations'))
    await copyFile(new URL('./testing/odd.sql', import.meta.url), join(folder, 'migrations/0001-odd.sql'))
    modules = [log, claims, backups, { name: 'odd', migrations: pathToFileURL(join(folder, 'migrations/')) }]
    database = await open(modules)
    await fill(database)
    platform = await testPlatform(database)
    run = await takeBackup(platform, never)
    path = join(places(platform)[0]?.folder as string, run.file)
    identities = await backupIdentities(platform)
  })
  afterAll(async () => {
    await rm(platform.environment.dataDir, { recursive: true, force: true })
    await rm(folder, { recursive: true, force: true })
  })

  const restore = (changes: Partial<Restore> = {}) =>
    database.scratch(async (scratch) => {
      const manifest = await restoreInto(scratch, {
        file: path,
        identities,
        sha256: run.sha256,
        modules,
        signal: never,
        ...changes,
      })
      return { manifest, content: await contentOf(scratch), next: await nextValues(scratch) }
    })

  const codeFrom = async (work: Promise<unknown>) => {
    const error = await work.catch((caught: unknown) => caught)
    return error instanceof BackupError ? error.code : error
  }
  /** Into the database of the suite, which is not empty: nothing may come that far. */
  const refusal = (changes: Partial<Restore>) =>
    codeFrom(
      restoreInto(database, {
        file: path,
        identities,
        sha256: run.sha256,
        modules,
        signal: never,
        ...changes,
      }),
    )

  test('every row of every table comes back as it was, and sequences go on', async () => {
    const original = await contentOf(database)
    const { manifest, content, next } = await restore()
    expect(content).toEqual(original)
    expect(content['odd.parent']).toHaveLength(2503)
    expect(content['odd.parent']).toContain('(7,9,"a""b\\\\c\nd\te",null,-0,NaN,"\\\\x00ff",{},,14)')
    expect(content['odd.closed']).toEqual(['(1,"before the door was closed")'])
    expect(manifest.tables.map(({ schema, name }) => `${schema}.${name}`)).toEqual(Object.keys(original))
    // And the run itself, not finished in its own backup.
    expect(run.rows).toBe(Object.values(original).reduce((sum, rows) => sum + rows.length, 1))
    expect(next).toEqual(await nextValues(database))
  })

  test('what stood in the way of loading stands again afterwards', async () => {
    await database.scratch(async (scratch) => {
      await restoreInto(scratch, { file: path, identities, sha256: run.sha256, modules, signal: never })
      const write = (words: string) => scratch.transaction((tx) => sql.raw(words).execute(tx))
      await expect(write(`insert into odd.closed values (2, '')`)).rejects.toThrow('no more')
      await expect(write(`insert into odd.child values ('x', 999999)`)).rejects.toThrow('child_content_fkey')
    })
  })

  test('a file that is not intact is refused before anything is touched', async () => {
    const file = join(folder, 'altered.age')
    await copyFile(path, file)
    await flip(file, 400)
    expect(await refusal({ file })).toBe('altered')
    expect(await refusal({ file, sha256: null })).toBe('damaged')
    expect(await refusal({ file: join(folder, 'absent.age') })).toBe('file-missing')
    expect(await refusal({ identities: [] })).toBe('no-identity')
    expect(await refusal({ identities: [await generateX25519Identity()] })).toBe('wrong-identity')
  })

  test('only into an empty database, and only by a program that knows every migration', async () => {
    expect(await refusal({})).toBe('not-empty')
    expect(await codeFrom(restore({ modules: modules.slice(0, -1) }))).toBe('unknown-migration')
  })
})

async function fill(database: Database): Promise<void> {
  await database.transaction(async (tx) => {
    const statements = [
      `insert into odd.parent (up, t, "select", number, exact, raw, words, at)
        values (null, E'a"b\\\\c\\nd\\te', 'null'::jsonb, '-0', 'NaN', '\\x00ff', '{}', null)`,
      `insert into odd.parent (t, "select", number, exact, raw, words, at)
        values ('ä€😀', '{"a":[1,null,1e400]}', 'infinity', 12345678901234567890.123456789, '', array['x,y', null, '"'], 'infinity'),
        ('', null, 0.1, null, null, array[array['1','2'],array['3','4']], '2026-03-29 01:30:00.123456+01')`,
      `insert into odd.parent (t, number) select repeat(md5(i::text), 30), i / 7.0 from generate_series(1, 2500) as i`,
      `update odd.parent set up = id + 2 where id = 7`,
      `insert into odd.child select 'line ' || id, id from odd.parent where id % 2 = 0`,
      `select nextval('odd.counter') from generate_series(1, 41)`,
    ]
    for (const statement of statements) await sql.raw(statement).execute(tx)
  })
}

/** Every table's rows as text, sorted; independent of the code under test. The run itself is not finished in its backup. */
async function contentOf({ reader }: Database): Promise<Record<string, string[]>> {
  const { rows: tables } = await sql<{
    name: string
  }>`select schemaname || '.' || tablename as name from pg_tables
    where schemaname not in ('pg_catalog', 'information_schema') order by schemaname, tablename`.execute(
    reader,
  )
  const content: Record<string, string[]> = {}
  const inBackup: Record<string, string> = {
    'backups.copy': 'false',
    'log.record': 'false',
    'log.pending': 'false',
    'backups.run': 'false',
  }
  for (const { name } of tables) {
    const { rows } = await sql<{
      words: string
    }>`select row_text::text as words from ${sql.raw(name)} as row_text
      where ${sql.raw(inBackup[name] ?? 'true')} order by 1`.execute(reader)
    content[name] = rows.map((row) => row.words)
  }
  return content
}

async function nextValues({ reader }: Database): Promise<unknown> {
  const { rows } =
    await sql`select (select last_value::int from odd.counter) as counter, (select last_value::int from odd.parent_id_seq) as parent,
    (select is_called from odd.parent_id_seq) as called`.execute(reader)
  return rows
}

async function flip(path: string, at: number): Promise<void> {
  const file = await openFile(path, 'r+')
  const { buffer } = await file.read(Buffer.alloc(1), 0, 1, at)
  await file.write(Buffer.from([(buffer[0] as number) ^ 1]), 0, 1, at)
  await file.close()
}
