import { writeFileSync } from 'node:fs'
import { chmod, mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { describeEachDatabase, scratchDatabase } from '../../../../../test/harness/databases.ts'
import { testPlatform, type TestPlatform } from '../../../../../test/harness/platform.ts'
import { claims, type Claim, type Finding } from '../../../engine/claims/index.ts'
import { log, openLog } from '../../../engine/log/index.ts'
import { tlsCertificate } from '../../../platform/http/local-certificate.ts'
import { openDatabase } from '../../../platform/database/database.ts'
import { migrate } from '../../../platform/database/migrate.ts'
import { openKeys, type Keys } from '../../../platform/keys/keys.ts'
import type { Platform } from '../../../platform/platform.ts'
import { backups } from '../backups/index.ts'
import { measure } from './claims.ts'
import { encryptionAtRest } from './index.ts'
import type { AtRest } from './checks/search.ts'

vi.setConfig({ testTimeout: 60_000 })

const off: Keys = { current: 1, seal: (plain) => plain, open: (plain) => plain }

describeEachDatabase('encryption at rest', (_, kind) => {
  let platform: TestPlatform
  let drop: () => Promise<void>
  let keyFolder: string

  beforeAll(async () => {
    const scratch = await scratchDatabase(kind)
    const database = await openDatabase(scratch)
    await migrate(database, [log, claims, backups, encryptionAtRest])
    const made = await testPlatform(database)
    await rm(made.environment.dataDir, { recursive: true })
    // The embedded database lies within the data folder, as it does in an installation.
    platform = { ...made, environment: { ...made.environment, dataDir: scratch.dataDir } }
    keyFolder = join(scratch.dataDir, 'keys')
    platform = { ...platform, keys: await openKeys(keyFolder) }
    await openLog(platform, 'log.example')
    await tlsCertificate(null, keyFolder, ['localhost'], platform.clock.now())
    await writeFile(join(keyFolder, 'operator-key'), `nw_${'k'.repeat(20)}-_${'9'.repeat(21)}\n`, {
      mode: 0o600,
    })
    drop = async () => {
      await database.close()
      await scratch.drop()
    }
  })
  afterAll(() => drop())

  const observe = async (changes: Partial<Platform> = {}): Promise<AtRest> => {
    const { observer } = claim('canary')
    const run = { platform: { ...platform, ...changes }, signal: new AbortController().signal }
    return JSON.parse(JSON.stringify(await observer.observe(run, { id: 'installation' })))
  }
  const claim = (id: string) => {
    const found = measure.claims.find((candidate) => candidate.id === id) as Claim
    if (!found.check) throw new Error(`no check for ${id}`)
    return { ...found.check, parameters: found.parameters }
  }
  const judge = (id: string, seen: AtRest, parameters: object = {}): Finding => {
    const { parameters: byDefault, judge: by } = claim(id)
    return by(seen, { ...byDefault, ...parameters }, platform.clock.now())
  }
  const short = (finding: Finding) => `${finding.verdict} ${finding.code}`

  test('the canary is found nowhere, its control everywhere it must be, and no key outside its file', async () => {
    const seen = await observe()
    expect(seen.control).toEqual({ inFiles: kind === 'embedded', inDump: true })
    expect(seen.canary).toEqual([])
    expect(seen.value).toEqual({ algorithm: 'AES-256-GCM', opens: true, fresh: true, guarded: true })
    expect(seen.keys).toEqual({ files: 3, loose: [], secrets: 4, blind: 0, hits: [] })
    expect(seen.files.checked).toBe(seen.files.total)
    if (kind === 'embedded') expect(seen.files.bytes).toBeGreaterThan(20_000_000)
    const finding = judge('canary', seen)
    expect(short(finding)).toBe('holds no-plaintext')
    expect(finding.observed.en.includes('not the files of the database server')).toBe(kind === 'postgres')
    expect(finding.population).toEqual({ checked: seen.files.total, total: seen.files.total })
    expect(short(judge('key-files', seen))).toBe('holds keys-apart')
    const { rows } = await sql`select * from encryption_at_rest.canary`.execute(platform.database.reader)
    expect(rows).toEqual([])
  })

  test('without encryption the canary is found, and the claim fails', async () => {
    const seen = await observe({ keys: off })
    expect(seen.canary).toContainEqual({ secret: 'canary', form: 'hex', where: 'dump', file: null })
    const inFiles = seen.canary.filter((hit) => hit.where === 'data-folder')
    if (kind === 'embedded')
      expect(inFiles).toContainEqual(
        expect.objectContaining({ form: 'plain', file: expect.stringMatching(/^database\/base/) }),
      )
    else expect(inFiles).toEqual([])
    expect(short(judge('canary', seen))).toBe('fails plaintext-found')
  })

  test('encoding is not encryption', async () => {
    const coded: Keys = {
      current: 1,
      seal: (plain) => Buffer.from(Buffer.from(plain).toString('base64')),
      open: (sealed) => Buffer.from(Buffer.from(sealed).toString(), 'base64'),
    }
    const seen = await observe({ keys: coded })
    if (kind === 'embedded') expect(seen.canary.map(({ form }) => form)).toContain('base64')
    expect(judge('canary', seen).verdict).toBe('fails')
  })

  test('a canary in any file of the data folder or of a backup place is found', async () => {
    const places = ['note.txt', 'backups/nachweis.bin', 'backups-second-place/deep/er/x.sql']
    for (const place of places)
      await mkdir(join(platform.environment.dataDir, place, '..'), { recursive: true })
    // A fault that writes what it should only seal.
    const leaking: Keys = {
      ...platform.keys,
      seal(plain, context) {
        for (const [at, place] of places.entries()) {
          const leak = at === 1 ? Buffer.from(Buffer.from(plain).toString(), 'utf16le') : plain
          writeFileSync(
            join(platform.environment.dataDir, place),
            Buffer.concat([Buffer.alloc(100_000 * at, 7), leak]),
          )
        }
        return platform.keys.seal(plain, context)
      },
    }
    const seen = await observe({ keys: leaking })
    expect(seen.canary.map(({ where, form, file }) => [where, form, file])).toEqual(
      expect.arrayContaining([
        ['data-folder', 'plain', 'note.txt'],
        ['backup-place', 'utf-16', 'nachweis.bin'],
        ['backup-place', 'plain', 'deep/er/x.sql'],
      ]),
    )
    for (const place of places) await rm(join(platform.environment.dataDir, place))
  })

  test('keys in the database, in a file or readable by others fail', async () => {
    const master = JSON.parse(await readFile(join(keyFolder, 'master-keys.json'), 'utf8')).keys['1'] as string
    await platform.database.transaction((tx) =>
      sql`insert into claims.observation values ('x', ${`{"key":"${Buffer.from(master, 'base64').toString('hex')}"}`}, now())`.execute(
        tx,
      ),
    )
    const inDatabase = await observe()
    expect(inDatabase.keys.hits).toContainEqual({
      secret: 'master-keys.json',
      form: 'hex',
      where: 'dump',
      file: null,
    })
    expect(short(judge('key-files', inDatabase))).toBe('fails key-found')
    await platform.database.transaction((tx) => sql`delete from claims.observation`.execute(tx))

    await writeFile(
      join(platform.environment.dataDir, 'copy.json'),
      await readFile(join(keyFolder, 'local-certificate.json')),
    )
    const inFile = await observe()
    expect(inFile.keys.hits).toContainEqual(
      expect.objectContaining({ secret: 'local-certificate.json', where: 'data-folder', file: 'copy.json' }),
    )
    await rm(join(platform.environment.dataDir, 'copy.json'))

    await chmod(join(keyFolder, 'operator-key'), 0o640)
    await chmod(keyFolder, 0o750)
    const loose = await observe()
    expect(loose.keys.loose).toEqual([
      { path: 'keys', mode: '750' },
      { path: 'operator-key', mode: '640' },
    ])
    await chmod(join(keyFolder, 'operator-key'), 0o600)
    await chmod(keyFolder, 0o700)
    if (kind === 'postgres') expect(short(judge('key-files', loose))).toBe('fails readable-by-others')
  })

  test('a search that does not find its control, or not everything, concludes nothing', async () => {
    const seen = await observe()
    const blind = { ...seen, control: { inFiles: false, inDump: false } }
    expect(short(judge('canary', blind))).toBe('unknown search-blind')
    expect(short(judge('canary', { ...seen, control: { ...seen.control, inFiles: false } }))).toBe(
      kind === 'embedded' ? 'unknown search-blind' : 'holds no-plaintext',
    )
    expect(short(judge('canary', { ...seen, files: { ...seen.files, checked: seen.files.total - 1 } }))).toBe(
      'unknown not-all-searched',
    )
    expect(short(judge('canary', seen, { algorithm: 'AES-128-GCM' }))).toBe('fails other-algorithm')
  })

  test('sockets and the lock file do not disturb the search', async () => {
    const socket = createServer().listen(join(platform.environment.dataDir, 's'))
    await writeFile(join(platform.environment.dataDir, 'lock.sqlite'), '')
    const seen = await observe()
    expect(seen.files.checked).toBe(seen.files.total)
    socket.close()
  })
})
