import { beforeAll, expect, it } from 'vitest'
import { describeEachDatabase } from '../../../../../test/harness/databases.ts'
import { addPerson } from '../../../../../test/harness/people.ts'
import { testPlatform, type TestPlatform } from '../../../../../test/harness/platform.ts'
import { identityReader } from '../tables.ts'
import { makeRecoveryCodes, takeRecoveryCode } from './recovery-codes.ts'

describeEachDatabase('recovery codes', (open) => {
  let platform: TestPlatform
  const make = (person: string) => platform.database.transaction((tx) => makeRecoveryCodes(tx, person))
  const use = (person: string, typed: string) =>
    platform.database.transaction((tx) => takeRecoveryCode(tx, person, typed, platform.clock.now()))
  const withCodes = async () => {
    const { id } = await addPerson(platform)
    const codes = await make(id)
    return { id, codes, code: codes[0] as string }
  }

  beforeAll(async () => {
    const identity = { name: 'identity', migrations: new URL('../migrations/', import.meta.url) }
    platform = await testPlatform(await open([identity]))
  })

  it('are ten different ones of 120 random bits, of which only hashes are kept', async () => {
    const { id, codes } = await withCodes()
    expect(new Set(codes).size).toBe(10)
    for (const code of codes) expect(code).toMatch(/^([0-9A-HJKMNP-TV-Z]{4}-){5}[0-9A-HJKMNP-TV-Z]{4}$/)
    const rows = await identityReader(platform.database.reader)
      .selectFrom('identity.recovery_code')
      .selectAll()
      .where('person_id', '=', id)
      .execute()
    expect(rows.map(({ hash, used_at: used }) => [hash.length, used])).toEqual(codes.map(() => [32, null]))
    // Every place of a code takes every letter: no bits are lost on the way to text.
    const many = (await Promise.all(Array.from({ length: 60 }, () => make(id)))).flat()
    for (let place = 0; place < 29; place++)
      expect(new Set(many.map((code) => code[place])).size).toBe(place % 5 === 4 ? 1 : 32)
  })

  it('work once each, and tell how many are left', async () => {
    const { id, codes } = await withCodes()
    expect(await use(id, codes[0] as string)).toEqual({ left: 9 })
    expect(await use(id, codes[0] as string)).toBeNull()
    expect(await use(id, codes[7] as string)).toEqual({ left: 8 })
  })

  it('work once when many come with one at the same moment', async () => {
    const { id, code } = await withCodes()
    const uses = await Promise.all(Array.from({ length: 12 }, () => use(id, code)))
    expect(uses.filter((each) => each !== null)).toEqual([{ left: 9 }])
  })

  it.each([
    ['lower case', (code: string) => code.toLowerCase()],
    ['no dashes', (code: string) => code.replaceAll('-', '')],
    ['spaces and lines', (code: string) => ` ${code.replaceAll('-', ' \n')}\t`],
    ['long dashes', (code: string) => code.replaceAll('-', '–')],
    ['letters that look alike', (code: string) => code.replaceAll('0', 'o').replaceAll('1', 'l')],
  ])('are read however they are typed: %s', async (_, typed) => {
    const { id, codes } = await withCodes()
    for (const code of codes) expect(await use(id, typed(code))).not.toBeNull()
  })

  it('are void once new ones were made, and are worth nothing for others', async () => {
    const [mine, theirs] = [await withCodes(), await withCodes()]
    expect(await use(mine.id, theirs.code)).toBeNull()
    const renewed = await make(mine.id)
    expect(await use(mine.id, mine.code)).toBeNull()
    expect(await use(mine.id, renewed[9] as string)).toEqual({ left: 9 })
  })

  it('are compared by hashes that hold for one person: a row moved to another is worth nothing', async () => {
    const [mine, theirs] = [await withCodes(), await withCodes()]
    await platform.database.transaction(async (tx) => {
      const reader = identityReader(tx)
      await reader.deleteFrom('identity.recovery_code').where('person_id', '=', mine.id).execute()
      await reader
        .updateTable('identity.recovery_code')
        .set({ person_id: mine.id })
        .where('person_id', '=', theirs.id)
        .execute()
    })
    expect(await use(mine.id, theirs.code)).toBeNull()
  })

  it('refuse what is no code without a fault', async () => {
    const { id, code } = await withCodes()
    for (const hostile of [
      '',
      '-',
      'U'.repeat(24),
      code.slice(1),
      `${code}0`,
      `${code}\0`,
      '٠'.repeat(24),
      '0'.repeat(1_000_000),
    ])
      expect(await use(id, hostile)).toBeNull()
    expect(await use(id, code)).not.toBeNull()
  })
})
