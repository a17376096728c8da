import fc from 'fast-check'
import { beforeAll, beforeEach, expect, test } from 'vitest'
import { describeEachDatabase } from '../../../../../test/harness/databases.ts'
import { hour, minute } from '../../../kernel/clock.ts'
import type { Database } from '../../../platform/database/database.ts'
import { identityReader, identityWriter } from '../tables.ts'
import { delayAfter, remaining, throttleKeepMs, throttleLimits } from './throttle-limits.ts'
import {
  checkThrottle,
  clearFailures,
  recordFailure,
  removeOldThrottles,
  throttleKeys,
  type ThrottleKeys,
} from './throttle.ts'

const start = Date.UTC(2026, 0, 1)
const email = 'anna@kunde.example'
const attacker = throttleKeys({ email, address: '198.51.100.9', device: null })
const home = throttleKeys({ email, address: '192.0.2.7', device: 'd1' })
const from = (address: string, name = email) => throttleKeys({ email: name, address, device: null })

describeEachDatabase('throttle', (open) => {
  let database: Database
  const fail = (keys: ThrottleKeys, now: number) => database.transaction((tx) => recordFailure(tx, keys, now))
  const wait = (keys: ThrottleKeys, now: number) => checkThrottle(database.reader, keys, now)
  const rows = () =>
    identityReader(database.reader).selectFrom('identity.throttle').selectAll().orderBy('key').execute()
  const row = async ({ account }: ThrottleKeys) =>
    (await rows()).find(({ key }) => account.key.equals(Buffer.from(key)))
  const times = async (count: number, keys: ThrottleKeys, now: number) => {
    for (let done = 0; done < count; done++) await fail(keys, now)
  }

  beforeAll(async () => {
    database = await open([{ name: 'identity', migrations: new URL('../migrations/', import.meta.url) }])
  })
  beforeEach(() => database.transaction((tx) => identityWriter(tx).deleteFrom('identity.throttle').execute()))

  test('counts and delays are what the pure functions say, whatever the times', async () => {
    const gaps = fc.oneof(fc.integer({ min: -5 * hour, max: 5 * minute }), fc.nat(30 * hour))
    await fc.assert(
      fc.asyncProperty(
        fc.array(gaps, { minLength: 1, maxLength: 40 }),
        fc.boolean(),
        async (steps, known) => {
          await database.transaction((tx) => identityWriter(tx).deleteFrom('identity.throttle').execute())
          const keys = known ? home : attacker
          const limits = throttleLimits[keys.account.kind]
          let [now, last, count] = [start, Number.NEGATIVE_INFINITY, 0]
          for (const gap of steps) {
            now += gap
            await fail(keys, now)
            count = Math.min(limits.failuresMax, 1 + remaining(count, now - last, limits))
            last = Math.max(last, now)
            const delay = delayAfter(count, limits)
            expect(await row(keys)).toMatchObject({ failures: count, blocked_until: new Date(now + delay) })
          }
        },
      ),
      { numRuns: 15 },
    )
  })

  test('after five failures the account waits on unknown devices, wherever they are, and the wait runs out', async () => {
    await times(4, attacker, start)
    expect(await wait(attacker, start)).toBeNull()
    await times(1, attacker, start)
    expect(await wait(attacker, start)).toBe(1)
    expect(await wait(from('203.0.113.5'), start)).toBe(1)
    expect(await wait(attacker, start + 1000)).toBeNull()
    await times(3, from('203.0.113.5'), start)
    expect(await wait(attacker, start)).toBe(8)
  })

  test('a known device of the victim is not slowed, from the very address of the attack either', async () => {
    await times(100, attacker, start)
    expect(await wait(attacker, start)).toBe(900)
    expect(await wait(home, start)).toBeNull()
    expect(await wait(throttleKeys({ email, address: '198.51.100.9', device: 'd1' }), start)).toBeNull()
  })

  test('a known device that guesses itself is slowed, and slows nobody else', async () => {
    await times(12, home, start)
    expect(await wait(home, start)).toBe(4)
    expect(await wait(from('192.0.2.7'), start)).toBeNull()
    expect(await wait(throttleKeys({ email, address: '192.0.2.7', device: 'd2' }), start)).toBeNull()
  })

  test('one address that goes through many accounts is slowed for all of them, in all of its /64', async () => {
    for (let account = 0; account < 30; account++)
      await fail(from('2001:db8::1', `p${account}@b.example`), start)
    expect(await wait(from('2001:db8::2', 'new@b.example'), start)).toBe(1)
    expect(await wait(from('2001:db8:0:1::2', 'new@b.example'), start)).toBeNull()
  })

  test('getting in forgets the account, not the address', async () => {
    await times(35, attacker, start)
    await database.transaction((tx) => clearFailures(tx, attacker.account))
    expect(await wait(from('203.0.113.5'), start)).toBeNull()
    expect(await wait(from('198.51.100.9', 'other@b.example'), start)).toBe(32)
  })

  test('failures at the same time are all counted', async () => {
    await Promise.all(Array.from({ length: 15 }, () => fail(attacker, start)))
    expect(await row(attacker)).toMatchObject({ failures: 15 })
  })

  test('two transactions with the same counters in crossed order do not wait for each other for ever', async () => {
    const crossed = Array.from({ length: 20 }, (_, at) =>
      from(`192.0.2.${at % 2}`, `p${(at >> 1) % 2}@b.example`),
    )
    await Promise.all(crossed.map((keys) => fail(keys, start)))
    expect((await rows()).map(({ failures }) => failures)).toEqual([10, 10, 10, 10])
  })

  test('the table holds digests only', async () => {
    await fail(attacker, start)
    const bytes = (await rows()).map(({ key }) => Buffer.from(key))
    expect(bytes.map((key) => key.length)).toEqual([32, 32])
    expect(Buffer.concat(bytes).includes('198.51.100.9')).toBe(false)
  })

  test('what is at nothing is removed, the rest kept, and never more than the limit', async () => {
    await fail(from('192.0.2.1', 'old@b.example'), start)
    await fail(from('192.0.2.2', 'new@b.example'), start + 2)
    const remove = (now: number, max?: number) =>
      database.transaction((tx) => removeOldThrottles(tx, now, max))
    await remove(start + throttleKeepMs)
    expect(await rows()).toHaveLength(4)
    await remove(start + throttleKeepMs + 1)
    expect((await rows()).map((each) => each.last_failure_at.getTime())).toEqual([start + 2, start + 2])
    await fail(from('192.0.2.3', 'newest@b.example'), start + 3)
    await remove(start + 4, 2)
    expect((await rows()).map((each) => each.last_failure_at.getTime())).toEqual([start + 3, start + 3])
  })
})
