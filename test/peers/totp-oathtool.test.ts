import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { beforeAll, expect, test } from 'vitest'
import { beginTotp, confirmTotp, verifyTotp } from '../../server/src/engine/identity/factors/totp.ts'
import { openDatabase } from '../../server/src/platform/database/database.ts'
import { migrate } from '../../server/src/platform/database/migrate.ts'
import { scratchDatabase } from '../harness/databases.ts'
import { addPerson } from '../harness/people.ts'
import { testPlatform, type TestPlatform } from '../harness/platform.ts'

const run = promisify(execFile)
const stepMs = 30_000
const migrations = new URL('../../server/src/engine/identity/migrations/', import.meta.url)

/** What an authenticator app shows at a time: SHA-1, six digits, 30 seconds, its defaults. */
async function oathtool(secret: string, at: number): Promise<string> {
  const now = `${new Date(at).toISOString().slice(0, 19).replace('T', ' ')} UTC`
  const { stdout } = await run('oathtool', ['--totp', '--base32', '--now', now, secret])
  return stdout.trim()
}

let platform: TestPlatform
beforeAll(async () => {
  const scratch = await scratchDatabase('embedded')
  const database = await openDatabase(scratch)
  await migrate(database, [{ name: 'identity', migrations }])
  platform = await testPlatform(database)
  return async () => {
    await database.close()
    await scratch.drop()
  }
})

test('the codes of an independent program confirm an app and sign in, at any time and once each', async () => {
  const person = await addPerson(platform)
  const { transaction } = platform.database
  const times = [
    '2009-02-13T23:31:29Z',
    '2026-03-29T00:59:59Z',
    '2026-10-25T01:00:00Z',
    '2033-05-18T03:33:20Z',
  ]
  for (const time of times) {
    const now = Date.parse(time)
    const offer = await transaction((tx) => beginTotp(tx, platform, person, time, now))
    const first = await oathtool(offer.secret, now)
    expect(first).toMatch(/^\d{6}$/)
    const confirmed = await transaction((tx) => confirmTotp(tx, platform, person.id, offer.id, first, now))
    expect(confirmed).toEqual({ label: time })
    const later = now + 3 * stepMs
    const verify = async (code: string) =>
      transaction((tx) => verifyTotp(tx, platform, person.id, code, later))
    const present = await oathtool(offer.secret, later)
    const outside = [
      await oathtool(offer.secret, later - 2 * stepMs),
      await oathtool(offer.secret, later + 2 * stepMs),
    ]
    const taken = []
    for (const code of [...outside, present, present]) taken.push(await verify(code))
    expect([time, ...taken]).toEqual([time, false, false, true, false])
  }
})
