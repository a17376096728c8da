import { setTimeout as sleep } from 'node:timers/promises'
import { generateSync } from 'otplib'
import { beforeAll, expect, it } from 'vitest'
import { describeEachDatabase } from '../../../../../test/harness/databases.ts'
import { addPerson, type AddedPerson } from '../../../../../test/harness/people.ts'
import { testPlatform, type TestPlatform } from '../../../../../test/harness/platform.ts'
import type { Writer } from '../../../platform/database/database.ts'
import { identityReader, identityWriter } from '../tables.ts'
import { factorsOf, listFactors } from './list.ts'
import { beginTotp, confirmTotp, totpUnconfirmedMs, verifyTotp, type TotpOffer } from './totp.ts'

const stepMs = 30_000
/** Long enough for another transaction to read what this one has not written yet. */
const overlapMs = 300

describeEachDatabase('authenticator apps', (open) => {
  let platform: TestPlatform
  const transaction = <T>(work: (tx: Writer) => Promise<T>) => platform.database.transaction(work)
  const begin = (person: AddedPerson, label = 'Telefon') =>
    transaction((tx) => beginTotp(tx, platform, person, label, platform.clock.now()))
  const code = (offer: TotpOffer, at = platform.clock.now()) =>
    generateSync({ secret: offer.secret, epoch: Math.floor(at / 1000) })
  const confirm = (person: AddedPerson, offer: TotpOffer, given = code(offer)) =>
    transaction((tx) => confirmTotp(tx, platform, person.id, offer.id, given, platform.clock.now()))
  const verify = (person: AddedPerson, given: string, now = platform.clock.now()) =>
    transaction((tx) => verifyTotp(tx, platform, person.id, given, now))
  const usedLongAgo = (offer: TotpOffer) =>
    transaction((tx) =>
      identityWriter(tx)
        .updateTable('identity.totp')
        .set({ last_step: 1 })
        .where('id', '=', offer.id)
        .execute(),
    )
  /** A person with a confirmed app, ten steps ago. */
  const withApp = async () => {
    const person = await addPerson(platform)
    const offer = await begin(person)
    expect(await confirm(person, offer)).toEqual({ label: 'Telefon' })
    platform.clock.advance(10 * stepMs)
    return { person, offer }
  }

  beforeAll(async () => {
    const identity = { name: 'identity', migrations: new URL('../migrations/', import.meta.url) }
    platform = await testPlatform(await open([identity]), {
      provider: { name: 'A: B & C', contact: 'a@b.example' },
    })
  })

  it('offers a secret that apps understand and that stands nowhere in the clear', async () => {
    const person = await addPerson(platform)
    const offer = await begin(person)
    expect(offer.secret).toMatch(/^[A-Z2-7]{32}$/)
    const uri = new URL(offer.uri)
    expect([uri.protocol, uri.host, decodeURIComponent(uri.pathname)]).toEqual([
      'otpauth:',
      'totp',
      `/A  B & C:${person.email}`,
    ])
    expect(Object.fromEntries(uri.searchParams)).toEqual({ secret: offer.secret, issuer: 'A  B & C' })
    const svg = Buffer.from(offer.qr.replace('data:image/svg+xml;base64,', ''), 'base64').toString()
    expect(svg).toMatch(/^<svg [^>]*xmlns="http:\/\/www.w3.org\/2000\/svg"/)
    const row = await identityReader(platform.database.reader)
      .selectFrom('identity.totp')
      .selectAll()
      .where('id', '=', offer.id)
      .executeTakeFirstOrThrow()
    expect(Buffer.from(row.sealed_secret).includes(offer.secret)).toBe(false)
  })

  it('offers another secret every time, to the same person too', async () => {
    const [person, other] = [await addPerson(platform), await addPerson(platform)]
    const offers = [await begin(person), await begin(person), await begin(other)]
    expect(new Set(offers.map(({ secret }) => secret)).size).toBe(3)
    const digits = Array.from({ length: 32 }, (_, at) => new Set(offers.map(({ secret }) => secret[at])).size)
    // A secret that is partly fixed would show as letters that never change; by chance three agree in 1 of 1,024 places.
    expect(digits.filter((different) => different === 1).length).toBeLessThan(6)
  })

  it('counts for nothing until a code is confirmed by its owner, in time', async () => {
    const [person, other] = [await addPerson(platform), await addPerson(platform)]
    const offer = await begin(person)
    expect(await verify(person, code(offer))).toBe(false)
    expect(await factorsOf(platform.database.reader, person.id)).toMatchObject({ totp: 0, hasSecond: false })
    expect(await listFactors(platform.database.reader, person.id)).toEqual({ totp: [], passkeys: [] })
    expect(await confirm(other, offer)).toBeNull()
    expect(await confirm(person, offer, code(offer, platform.clock.now() + 5 * stepMs))).toBeNull()
    platform.clock.advance(totpUnconfirmedMs)
    expect(await confirm(person, offer)).toBeNull()
    const fresh = await begin(person)
    platform.clock.advance(totpUnconfirmedMs - 1)
    expect(await confirm(person, offer)).toBeNull()
    expect(await confirm(person, fresh)).toEqual({ label: 'Telefon' })
    expect(await factorsOf(platform.database.reader, person.id)).toMatchObject({ totp: 1, hasSecond: true })
    expect(await confirm(person, fresh, code(fresh, platform.clock.now() + stepMs))).toBeNull()
  })

  it('takes the code of the present step, the one before and the one after, and no other', async () => {
    const now = Math.ceil(platform.clock.now() / stepMs) * stepMs
    const taken = []
    for (const at of [now, now + stepMs - 1]) {
      for (const step of [-3, -2, -1, 0, 1, 2, 3]) {
        const person = await addPerson(platform)
        const app = await begin(person)
        await confirm(person, app)
        await usedLongAgo(app)
        if (await verify(person, code(app, now + step * stepMs), at)) taken.push(`${at - now} ms: ${step}`)
      }
    }
    const last = stepMs - 1
    expect(taken).toEqual([
      '0 ms: -1',
      '0 ms: 0',
      '0 ms: 1',
      `${last} ms: -1`,
      `${last} ms: 0`,
      `${last} ms: 1`,
    ])
  })

  it('takes a code once: not the one that confirmed the app, none again, and none from before', async () => {
    const person = await addPerson(platform)
    const offer = await begin(person)
    const first = code(offer)
    await confirm(person, offer, first)
    expect(await verify(person, first)).toBe(false)
    platform.clock.advance(2 * stepMs)
    const [before, present] = [code(offer, platform.clock.now() - stepMs), code(offer)]
    expect(await verify(person, present)).toBe(true)
    expect(await verify(person, present)).toBe(false)
    expect(await verify(person, before)).toBe(false)
  })

  it('takes a code once, also when many come at the same moment', async () => {
    const { person, offer } = await withApp()
    const tries = await Promise.all(Array.from({ length: 12 }, () => verify(person, code(offer))))
    expect(tries.filter(Boolean)).toHaveLength(1)
  })

  it('takes a code once when a second sign-in looks at it before the first is finished', async () => {
    const { person, offer } = await withApp()
    const present = code(offer)
    const { promise: second, resolve: begun } = Promise.withResolvers<boolean>()
    const first = await transaction(async (tx) => {
      const fits = await verifyTotp(tx, platform, person.id, present, platform.clock.now())
      begun(verify(person, present))
      await sleep(overlapMs)
      return fits
    })
    expect([first, await second]).toEqual([true, false])
  })

  it('gives the code back when the sign-in around it comes to nothing', async () => {
    const { person, offer } = await withApp()
    const present = code(offer)
    const broken = transaction(async (tx) => {
      expect(await verifyTotp(tx, platform, person.id, present, platform.clock.now())).toBe(true)
      throw new Error('the sign-in fails')
    })
    await expect(broken).rejects.toThrow('the sign-in fails')
    expect(await verify(person, present)).toBe(true)
  })

  it("refuses somebody else's code, and finds the right one of several apps", async () => {
    const [mine, theirs] = [await withApp(), await withApp()]
    expect(await verify(mine.person, code(theirs.offer))).toBe(false)
    const second = await begin(mine.person, 'Tablet')
    await confirm(mine.person, second)
    platform.clock.advance(2 * stepMs)
    expect(await verify(mine.person, code(second))).toBe(true)
    expect(await verify(mine.person, code(mine.offer))).toBe(true)
  })

  it('reads a code as people type it, and refuses everything else without a fault', async () => {
    const { person, offer } = await withApp()
    const present = code(offer)
    const arabic = present.replaceAll(/\d/g, (digit) => String.fromCharCode(0x660 + Number(digit)))
    for (const hostile of [
      '',
      ' ',
      'abcdef',
      '12345',
      '1234567',
      arabic,
      `${present}\0`,
      '1'.repeat(1_000_000),
      '1e5000',
      '-12345',
    ])
      expect([hostile.slice(0, 20), await verify(person, hostile)]).toEqual([hostile.slice(0, 20), false])
    expect(await verify(person, ` ${present.slice(0, 3)} ${present.slice(3)} `)).toBe(true)
  })

  it('refuses and does not fail when the clock was set back', async () => {
    const { person, offer } = await withApp()
    const now = platform.clock.now()
    expect(await verify(person, code(offer))).toBe(true)
    expect(await verify(person, code(offer, now - 20 * stepMs), now - 20 * stepMs)).toBe(false)
    expect(await verify(person, code(offer, now + stepMs), now + stepMs)).toBe(true)
  })

  it('does not open a secret that was moved to another row', async () => {
    const [mine, theirs] = [await withApp(), await withApp()]
    const { sealed_secret: sealed } = await identityReader(platform.database.reader)
      .selectFrom('identity.totp')
      .select('sealed_secret')
      .where('id', '=', theirs.offer.id)
      .executeTakeFirstOrThrow()
    await transaction((tx) =>
      identityWriter(tx)
        .updateTable('identity.totp')
        .set({ sealed_secret: sealed })
        .where('id', '=', mine.offer.id)
        .execute(),
    )
    await expect(verify(mine.person, code(theirs.offer))).rejects.toThrow()
  })

  it('has room for five apps', async () => {
    const { person } = await withApp()
    for (let more = 0; more < 4; more++) await confirm(person, await begin(person))
    await expect(begin(person)).rejects.toMatchObject({ reason: 'too-many-factors' })
  })
})
