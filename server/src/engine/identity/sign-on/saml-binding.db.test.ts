import { beforeAll, expect, it } from 'vitest'
import { describeEachDatabase } from '../../../../../test/harness/databases.ts'
import { testPlatform, type TestPlatform } from '../../../../../test/harness/platform.ts'
import { minute } from '../../../kernel/clock.ts'
import { newId } from '../../../kernel/id.ts'
import { samlStore } from './saml-binding.ts'
import type { SamlStore } from './saml/connection.ts'

const rounds = 5

describeEachDatabase('what SAML counts once, kept in the database', (open) => {
  let platform: TestPlatform
  let store: SamlStore
  const inTenMinutes = () => platform.clock.now() + 10 * minute
  /** How many of ten at the same moment were told yes. */
  const yesOfTen = async (ask: () => Promise<boolean>) =>
    (await Promise.all(Array.from({ length: 10 }, ask))).filter(Boolean).length

  beforeAll(async () => {
    const identity = { name: 'identity', migrations: new URL('../migrations/', import.meta.url) }
    platform = await testPlatform(await open([identity]))
    store = samlStore(platform)
  })

  it('an assertion is used by one of ten that bring it at the same moment, and by none afterwards', async () => {
    const connection = newId(platform.clock.now())
    for (let round = 0; round < rounds; round++) {
      const use = () => store.useAssertion(connection, `_a${round}`, inTenMinutes())
      expect(await yesOfTen(use)).toBe(1)
      expect(await use()).toBe(false)
    }
    const other = newId(platform.clock.now())
    expect(await store.useAssertion(other, '_a0', inTenMinutes())).toBe(true)
  })

  it('a request is taken by one of ten answers at the same moment, and by none afterwards', async () => {
    const connection = newId(platform.clock.now())
    for (let round = 0; round < rounds; round++) {
      const id = `_r${newId(platform.clock.now())}`
      await store.rememberRequest(id, connection, inTenMinutes())
      expect(await store.takeRequest(id, newId(platform.clock.now()))).toBe(false)
      expect(await yesOfTen(() => store.takeRequest(id, connection))).toBe(1)
      expect(await store.takeRequest(id, connection)).toBe(false)
    }
  })

  it('a request is not taken after its time', async () => {
    const connection = newId(platform.clock.now())
    await store.rememberRequest('_late', connection, inTenMinutes())
    platform.clock.advance(10 * minute)
    expect(await store.takeRequest('_late', connection)).toBe(false)
  })
})
