import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { copyFile, mkdir, mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { gunzipSync } from 'node:zlib'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { migrate } from '../../server/src/platform/database/migrate.ts'
import { openDatabase } from '../../server/src/platform/database/database.ts'
import { claims } from '../../server/src/engine/claims/index.ts'
import { log, openLog } from '../../server/src/engine/log/index.ts'
import { backups } from '../../server/src/measures/data/backups/index.ts'
import { takeBackup } from '../../server/src/measures/data/backups/take.ts'
import type { Run } from '../../server/src/measures/data/backups/runs.ts'
import { scratchDatabase } from '../harness/databases.ts'
import { testPlatform, type TestPlatform } from '../harness/platform.ts'

const run = promisify(execFile)
const outputBytesMax = 64 * 1024 * 1024
const root = join(import.meta.dirname, '../..')

let platform: TestPlatform
let backup: Run
let file: string
let identities: string
const cleanups: (() => Promise<unknown>)[] = []

beforeAll(async () => {
  const scratch = await scratchDatabase('embedded')
  const database = await openDatabase(scratch)
  await migrate(database, [log, claims, backups])
  platform = await testPlatform(database)
  cleanups.push(
    () => database.close(),
    scratch.drop,
    () => rm(platform.environment.dataDir, { recursive: true }),
  )
  await openLog(platform, 'log.example')
  backup = await takeBackup(platform, new AbortController().signal)
  file = join(platform.environment.dataDir, 'backups', backup.file)
  identities = join(platform.environment.dataDir, 'keys/backup-identities')
})
afterAll(async () => {
  for (const cleanup of cleanups) await cleanup()
})

const age = (...words: string[]) => run('age', words, { encoding: 'buffer', maxBuffer: outputBytesMax })

test('the age of Debian opens a backup with either identity, and what it finds is the documented format', async () => {
  expect((await readdir(identities)).toSorted()).toEqual([
    'operating.agekey',
    'recipients.txt',
    'recovery.agekey',
  ])
  const plain: string[] = []
  for (const name of ['operating', 'recovery']) {
    const { stdout } = await age('--decrypt', '--identity', join(identities, `${name}.agekey`), file)
    plain.push(gunzipSync(stdout).toString())
  }
  expect(plain[0]).toBe(plain[1])
  const lines = (plain[0] as string).split('\n')
  expect([lines.at(-1), lines.at(-2)]).toEqual(['', '{"end":true}'])
  const manifest = JSON.parse(lines[0] as string) as { format: string; tables: { rows: number }[] }
  expect(manifest.format).toBe('nachweis-backup/1')
  const rows = manifest.tables.reduce((sum, table) => sum + table.rows, 0)
  expect(rows).toBeGreaterThan(3)
  expect(lines.filter((line) => line.startsWith('"'))).toHaveLength(rows)
  expect(
    createHash('sha256')
      .update(await readFile(file))
      .digest('hex'),
  ).toBe(backup.sha256)
})

test('another identity does not open it', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'nachweis-age-'))
  cleanups.push(() => rm(folder, { recursive: true }))
  await run('age-keygen', ['-o', join(folder, 'stranger.agekey')])
  await expect(age('--decrypt', '--identity', join(folder, 'stranger.agekey'), file)).rejects.toThrow(
    'no identity matched',
  )
})

test.each(['embedded', 'postgres'] as const)(
  'the recovery command restores into an empty database (%s), once',
  async (kind) => {
    const scratch = await scratchDatabase(kind)
    cleanups.push(scratch.drop)
    // The folder as on a new machine: without a database.
    await rm(join(scratch.dataDir, 'database'), { recursive: true, force: true })
    await mkdir(join(scratch.dataDir, 'keys'), { recursive: true })
    const moved = join(scratch.dataDir, 'recovery.agekey')
    await copyFile(join(identities, 'recovery.agekey'), moved)
    const command = (...words: string[]) =>
      run(process.execPath, [join(root, 'server/src/measures/data/backups/restore-command.ts'), ...words], {
        env: {
          PATH: process.env['PATH'],
          DATA_DIR: scratch.dataDir,
          DATABASE_URL: scratch.databaseUrl ?? '',
        },
      })
    await expect(command(file, '--identity', moved, '--sha256', '0'.repeat(64))).rejects.toThrow(
      'recorded is',
    )
    const { stdout } = await command(file, '--identity', moved, '--sha256', backup.sha256)
    expect(stdout).toContain(`${backup.tables} tables with ${backup.rows} rows`)
    await expect(command(file, '--identity', moved)).rejects.toThrow('Restore into an empty one')
    const database = await openDatabase(scratch)
    const key = sql<{ key: string }>`select key from log.head`
    const [restored, original] = [
      await key.execute(database.reader),
      await key.execute(platform.database.reader),
    ]
    await database.close()
    expect(restored.rows).toEqual(original.rows)
    expect(restored.rows).toHaveLength(1)
  },
)
