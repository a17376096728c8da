import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, readdir, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeEach, expect, test, vi } from 'vitest'
import { describeEachDatabase } from '../../../../../test/harness/databases.ts'
import { testPlatform, type TestPlatform } from '../../../../../test/harness/platform.ts'
import { claims, type Claim, type Finding } from '../../../engine/claims/index.ts'
import { log } from '../../../engine/log/index.ts'
import { day, hour, minute } from '../../../kernel/clock.ts'
import type { Database } from '../../../platform/database/database.ts'
import { measure } from './claims.ts'
import { backups } from './index.ts'
import { places, type Place } from './places.ts'
import { newestAttempt } from './runs.ts'
import { keepBackups } from './schedule.ts'
import { backupsWriter } from './tables.ts'
import { takeBackup } from './take.ts'
import { settledRuns } from './wait.ts'

vi.setConfig({ testTimeout: 60_000 })

const run = promisify(execFile)
const never = new AbortController().signal

describeEachDatabase('schedule', (open) => {
  let shared: Database | undefined
  let platform: TestPlatform
  let first: Place
  let second: Place
  const folders: string[] = []

  beforeEach(async () => {
    shared ??= await open([log, claims, backups])
    await shared.transaction(async (tx) => {
      await backupsWriter(tx).deleteFrom('backups.copy').execute()
      await backupsWriter(tx).deleteFrom('backups.run').execute()
    })
    platform = await testPlatform(shared)
    folders.push(platform.environment.dataDir)
    ;[first, second] = places(platform) as [Place, Place]
  })
  afterAll(async () => {
    for (const folder of folders) await rm(folder, { recursive: true, force: true })
  })

  const files = (place: Place) => readdir(place.folder).then((names) => names.toSorted())
  const keep = () => keepBackups(platform, never)
  const verdict = async (id: string, parameters: object = {}): Promise<Finding> => {
    const { check, parameters: byDefault } = measure.claims.find((claim) => claim.id === id) as Claim
    if (!check) throw new Error(`no check for ${id}`)
    const [target] = check.observer.targets(platform.configuration(), platform)
    const seen = await check.observer.observe({ platform, signal: never }, target as { id: string })
    return check.judge(
      JSON.parse(JSON.stringify(seen)),
      { ...byDefault, ...parameters },
      platform.clock.now(),
    )
  }
  const short = async (id: string, parameters: object = {}) => {
    const { verdict: is, code, population } = await verdict(id, parameters)
    return [is, code, ...(population ? [`${population.checked} of ${population.total}`] : [])].join(' ')
  }

  test('the first run backs up, copies, and every claim holds', async () => {
    await keep()
    const names = await files(first)
    expect(names).toHaveLength(1)
    expect(await files(second)).toEqual(names)
    expect(await readFile(join(first.folder, names[0] as string))).toEqual(
      await readFile(join(second.folder, names[0] as string)),
    )
    expect((await stat(join(first.folder, names[0] as string))).mode & 0o777).toBe(0o600)
    expect(await short('schedule')).toBe('holds backed-up')
    expect(await short('encrypted')).toBe('holds encrypted 2 of 2')
    expect(await short('retention')).toBe('holds kept 2 of 2')
    expect(await short('second-place')).toBe('holds copied 2 of 2')
    const drill = await verdict('restorable')
    expect([drill.verdict, drill.code]).toEqual(['holds', 'restored'])
    expect(drill.population?.checked).toBe(drill.population?.total)
    expect(drill.population?.total).toBeGreaterThan(15)
    expect(drill.observed.en).toMatch(
      /restored into an empty database in .* tables with .* rows together match/,
    )
  })

  test('a new backup is taken shortly before the newest gets too old, and not sooner', async () => {
    await keep()
    platform.clock.advance(23 * hour)
    await keep()
    expect(await files(first)).toHaveLength(1)
    platform.clock.advance(51 * minute)
    await keep()
    expect(await files(first)).toHaveLength(2)
    platform.clock.advance(24 * hour + 1)
    expect(await short('schedule')).toBe('fails backup-too-old')
    expect(await short('schedule', { hours: 25 })).toBe('holds backed-up')
  })

  test('what is too old is deleted everywhere, also what nobody knows; the parameter of the claim decides', async () => {
    platform.configure({ parameters: { 'backups/retention': { days: 2 } } })
    for (let taken = 0; taken < 5; taken++) {
      await keep()
      platform.clock.advance(day - 5 * minute)
    }
    await writeFile(
      join(second.folder, 'nachweis-20251101T000000Z-00000000-0000-7000-8000-000000000000.age'),
      'left by an older database',
    )
    await writeFile(join(second.folder, 'foreign.txt'), 'not ours')
    expect(await short('retention', { days: 2 })).toBe('fails older-kept 2 of 2')
    await keep()
    expect(await files(first)).toHaveLength(3)
    expect(await files(second)).toEqual(['foreign.txt', ...(await files(first))])
    // The third is so old that it may be deleted any minute: its absence would not count.
    expect(await short('retention', { days: 2 })).toBe('holds kept 4 of 4')
    expect(await short('retention', { days: 5 })).toBe('fails backups-missing 10 of 10')
    await rm(join(second.folder, (await files(first))[1] as string))
    expect(await short('retention', { days: 2 })).toBe('fails backups-missing 4 of 4')
    await keep()
    expect(await short('retention', { days: 2 })).toBe('holds kept 4 of 4')
  })

  test('the last backup is not deleted however old it is, and the claims say so', async () => {
    await keep()
    platform.clock.advance(40 * day)
    platform.configure({ backups: { recipients: ['age1qqqq'] } })
    await expect(keep()).rejects.toThrow('add one to backups.recipients')
    expect(await files(first)).toHaveLength(1)
    expect(await short('retention')).toBe('fails older-kept 0 of 0')
    const late = await verdict('schedule')
    expect([late.code, late.observed.de]).toEqual([
      'backup-too-old',
      expect.stringContaining('weniger als zwei Empfänger'),
    ])
  })

  test('a missing second place fails, is recorded, and is made good once it is there', async () => {
    const elsewhere = join(await mkdtemp(join(tmpdir(), 'nachweis-place-')), 'mount')
    folders.push(elsewhere)
    platform.configure({
      backups: {
        places: [
          { id: 'primary', path: 'backups' },
          { id: 'mount', path: elsewhere },
        ],
      },
    })
    await expect(keep()).rejects.toThrow('ENOENT')
    expect(await files(first)).toHaveLength(1)
    expect(await short('second-place')).toBe('fails too-few-copies 2 of 2')
    expect(await short('retention')).toBe('unknown place-not-read 1 of 2')
    expect(await short('schedule')).toBe('holds backed-up')
    await mkdir(elsewhere)
    await keep()
    expect(await short('second-place')).toBe('holds copied 2 of 2')
    expect(await short('retention')).toBe('holds kept 2 of 2')
  })

  test('one folder under two names is one place', async () => {
    platform.configure({
      backups: {
        places: [
          { id: 'a', path: 'backups' },
          { id: 'b', path: 'backups/../backups' },
        ],
      },
    })
    await keep()
    expect(await short('second-place')).toBe('fails too-few-copies 2 of 2')
  })

  test('an altered, a cut and an unencrypted file are found; a cut one is made good from the other place', async () => {
    await keep()
    const [name] = (await files(first)) as [string]
    const path = join(first.folder, name)
    const whole = await readFile(path)
    const altered = Buffer.from(whole)
    altered.writeUInt8(altered.readUInt8(whole.length - 3) ^ 1, whole.length - 3)
    await writeFile(path, altered)
    expect(await short('second-place')).toBe('fails copy-altered 2 of 2')
    expect(await short('restorable')).toBe('fails altered')
    await writeFile(path, 'not encrypted at all')
    expect(await short('encrypted')).toBe('fails too-few-recipients 2 of 2')
    await writeFile(path, whole)
    await truncate(path, 1000)
    await keep()
    expect(await readFile(path)).toEqual(whole)
    expect(await short('second-place')).toBe('holds copied 2 of 2')
  })

  test('without a key on the server nothing is claimed about opening; with a wrong one it fails', async () => {
    await keep()
    const keys = join(platform.environment.dataDir, 'keys/backup-identities')
    await rm(join(keys, 'recovery.agekey'))
    expect(await short('encrypted')).toBe('holds encrypted 2 of 2')
    await rm(join(keys, 'operating.agekey'))
    expect(await short('encrypted')).toBe('unknown no-identity 2 of 2')
    expect(await short('restorable')).toBe('unknown no-identity')
    await writeFile(join(keys, 'operating.agekey'), (await run('age-keygen')).stdout)
    expect(await short('encrypted')).toBe('fails does-not-open 2 of 2')
    expect(await short('restorable')).toBe('fails wrong-identity')
  })

  test('a backup that is just being copied is missing nowhere; after ten minutes it is', async () => {
    await keep()
    platform.clock.advance(day)
    await takeBackup(platform, never)
    expect(await settledRuns(platform, 0)).toHaveLength(1)
    platform.clock.advance(10 * minute + 1)
    expect(await settledRuns(platform, 0)).toHaveLength(2)
    await keep()
    expect(await short('second-place')).toBe('holds copied 4 of 4')
  })

  test('a process that died midway leaves nothing that the next run does not clear up', async () => {
    await keep()
    const id = '00000000-0000-7000-8000-000000000001'
    const file = `nachweis-20260101T000100Z-${id}.age`
    await platform.database.transaction((tx) =>
      backupsWriter(tx)
        .insertInto('backups.run')
        .values({ id, started_at: new Date(platform.clock.now()), file })
        .execute(),
    )
    await writeFile(join(first.folder, `${file}.partial`), 'half')
    await writeFile(join(second.folder, `${file}.partial`), 'half')
    platform.clock.advance(day)
    await keep()
    expect((await files(first)).filter((name) => name.endsWith('.age'))).toHaveLength(2)
    expect(
      [...(await files(first)), ...(await files(second))].filter((name) => name.endsWith('.partial')),
    ).toEqual([])
    expect(await short('retention')).toBe('holds kept 4 of 4')
  })

  test('a full disk is recorded, leaves no file, and is tried again after five minutes', async (context) => {
    const small = await mkdtemp(join(tmpdir(), 'nachweis-small-'))
    folders.push(small)
    const mounted = await run('mount', ['-t', 'tmpfs', '-o', 'size=8k', 'none', small]).then(
      () => true,
      () => false,
    )
    if (!mounted) context.skip('mounting is not permitted here')
    try {
      platform.configure({
        backups: {
          places: [
            { id: 'small', path: small },
            { id: 'second', path: 'backups-second-place' },
          ],
        },
      })
      await expect(keep()).rejects.toThrow('ENOSPC')
      expect(await readdir(small)).toEqual([])
      expect((await newestAttempt(platform.database.reader))?.error).toMatch(/^disk-full: /)
      expect((await verdict('schedule')).code).toBe('no-backup-succeeded')
      await run('mount', ['-o', 'remount,size=8m', small])
      await keep()
      expect(await readdir(small)).toEqual([])
      platform.clock.advance(5 * minute)
      await keep()
      expect(await readdir(small)).toHaveLength(1)
      expect(await short('second-place')).toBe('holds copied 2 of 2')
    } finally {
      await run('umount', [small])
    }
  })
})
