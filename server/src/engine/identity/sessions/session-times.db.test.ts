import { beforeAll, beforeEach, expect, it } from 'vitest'
import { describeEachDatabase } from '../../../../../test/harness/databases.ts'
import { testPlatform, type TestPlatform } from '../../../../../test/harness/platform.ts'
import { rightPassword, signInApp, type SignInBrowser } from '../../../../../test/harness/sign-in-app.ts'
import { townModules } from '../../../../../test/harness/town-modules.ts'
import { hour, minute } from '../../../kernel/clock.ts'
import { secretHash } from '../secret.ts'
import { identityReader, identityWriter } from '../tables.ts'

describeEachDatabase('a session', (open) => {
  let platform: TestPlatform
  let app: ReturnType<typeof signInApp>
  let networks = 0
  let browser: SignInBrowser
  const me = async (from = browser) => (await from.call('GET', '/me')).status
  const change = (personId: string, columns: object) =>
    platform.database.transaction((tx) =>
      identityWriter(tx).updateTable('identity.person').set(columns).where('id', '=', personId).execute(),
    )

  beforeAll(async () => {
    platform = await testPlatform(await open(townModules))
    app = signInApp(platform)
  })
  beforeEach(() => {
    browser = app.openBrowser(`192.0.2.${++networks}`)
  })

  it('ends after eight hours without use, and not while it is used', async () => {
    await app.enter(browser, (await app.settle()).email)
    for (let used = 0; used < 3; used++) {
      platform.clock.advance(7 * hour)
      expect(await me()).toBe(200)
    }
    platform.clock.advance(8 * hour)
    expect(await me()).toBe(401)
  })

  it('ends after seven days, however busy', async () => {
    await app.enter(browser, (await app.settle()).email)
    for (let used = 1; used * 6 < 7 * 24; used++) {
      platform.clock.advance(6 * hour)
      expect(await me()).toBe(200)
    }
    platform.clock.advance(6 * hour)
    expect(await me()).toBe(401)
  })

  it('is worth nothing after sign-out, to whoever copied its cookie', async () => {
    await app.enter(browser, (await app.settle()).email)
    const copy = browser.copy()
    expect((await browser.call('POST', '/sign-out', {})).status).toBe(200)
    expect([await me(), await me(copy)]).toEqual([401, 401])
  })

  it('has a new cookie after a step-up, and the old one is worth nothing', async () => {
    await app.enter(browser, (await app.settle()).email)
    const copy = browser.copy()
    await browser.call('POST', '/step-up/password', { password: rightPassword })
    expect([await me(), await me(copy)]).toEqual([200, 401])
  })

  it('is not renewed by a password where there is a second factor', async () => {
    await app.enter(browser, (await app.settle()).email)
    const { secret } = await app.addApp(browser)
    platform.clock.advance(11 * minute)
    const begin = () => browser.call('POST', '/me/factors/totp', { label: 'Noch eines' })
    expect((await browser.call('POST', '/step-up/password', { password: rightPassword })).status).toBe(401)
    expect((await begin()).reason).toBe('step-up-required')
    const code = await app.code(secret)
    expect((await browser.call('POST', '/step-up/totp', { code })).status).toBe(200)
    expect((await begin()).status).toBe(200)
  })

  it('and others are ended by their owner only after a fresh proof', async () => {
    const { email } = await app.settle()
    const other = app.openBrowser('198.51.100.9')
    for (const each of [other, browser]) await app.enter(each, email)
    const { body } = await other.call('GET', '/me')
    const { id } = body['session'] as { id: string }
    platform.clock.advance(11 * minute)
    const ending = [
      () => browser.call('DELETE', `/me/sessions/${id}`),
      () => browser.call('DELETE', '/me/sessions'),
    ]
    for (const end of ending) expect((await end()).reason).toBe('step-up-required')
    await browser.call('POST', '/step-up/password', { password: rightPassword })
    for (const end of ending) expect((await end()).status).toBe(200)
    expect([await me(), await me(other)]).toEqual([200, 401])
  })

  it('acts with the roles and the state that its person has now', async () => {
    const { id, email, organisationId } = await app.settle({ roles: ['admin'] })
    await app.enter(browser, email)
    const people = async () => (await browser.call('GET', `/organisations/${organisationId}/people`)).status
    expect(await people()).toBe(200)
    await change(id, { roles: ['member'] })
    expect(await people()).toBe(403)
    await change(id, { state: 'deactivated' })
    expect(await me()).toBe(401)
  })

  it('is nothing that a client can make: an invented secret, a hash or another cookie opens none', async () => {
    const { email } = await app.settle()
    await app.enter(browser, email)
    const real = browser.jar.get('__Host-nachweis-session') ?? ''
    expect(await me()).toBe(200)
    const { hash, id } = await identityReader(platform.database.reader)
      .selectFrom('identity.session')
      .select(['hash', 'id'])
      .where('hash', '=', secretHash(real))
      .executeTakeFirstOrThrow()
    const stored = Buffer.from(hash)
    const known = [
      id,
      stored.toString('base64url'),
      stored.toString('hex'),
      `${real.slice(0, -1)}_`,
      `${real}A`,
    ]
    for (const secret of ['', 'x', 'A'.repeat(43), 'A'.repeat(5000), ...known]) {
      browser.jar.set('__Host-nachweis-session', secret)
      expect(await me()).toBe(401)
    }
  })
})
