import { beforeAll, beforeEach, expect, it } from 'vitest'
import { describeEachDatabase } from '../../../../../test/harness/databases.ts'
import { testPlatform, type TestPlatform } from '../../../../../test/harness/platform.ts'
import { rightPassword, signInApp, type SignInBrowser } from '../../../../../test/harness/sign-in-app.ts'
import { townModules } from '../../../../../test/harness/town-modules.ts'
import { day, minute } from '../../../kernel/clock.ts'
import { attemptCookie, sessionCookie } from '../sessions/cookies.ts'
import { identityWriter } from '../tables.ts'

describeEachDatabase('sign-in', (open) => {
  let platform: TestPlatform
  let app: ReturnType<typeof signInApp>
  let networks = 0
  let browser: SignInBrowser
  const me = async (from: SignInBrowser) => (await from.call('GET', '/me')).status
  const withApp = async () => {
    const person = await app.settle()
    const owner = app.openBrowser(`198.51.100.${++networks}`)
    await app.enter(owner, person.email)
    return { ...person, owner, ...(await app.addApp(owner)) }
  }

  beforeAll(async () => {
    platform = await testPlatform(await open(townModules))
    app = signInApp(platform)
  })
  beforeEach(() => {
    browser = app.openBrowser(`192.0.2.${++networks}`)
  })

  it('opens a session for the right password, and none for a wrong one', async () => {
    const { email } = await app.settle()
    expect(await app.enter(browser, email, 'Regen-Wolke-Himmel-4712')).toMatchObject({
      status: 401,
      reason: 'sign-in-refused',
    })
    expect(await me(browser)).toBe(401)
    expect((await app.enter(browser, email)).body).toEqual({ next: 'done' })
    expect(await me(browser)).toBe(200)
  })

  it('takes a password as it was typed: not in another case, not cut off, not with a space', async () => {
    const { email } = await app.settle()
    const near = [rightPassword.toLowerCase(), rightPassword.slice(0, -1), `${rightPassword} `]
    for (const password of near) expect((await app.enter(browser, email, password)).status).toBe(401)
  })

  it('says the same of an unknown address, a wrong password and a deactivated account', async () => {
    const [active, deactivated] = [await app.settle(), await app.settle()]
    await platform.database.transaction((tx) =>
      identityWriter(tx)
        .updateTable('identity.person')
        .set({ state: 'deactivated' })
        .where('id', '=', deactivated.id)
        .execute(),
    )
    const answers = [
      await app.enter(browser, active.email, 'not the password'),
      await app.enter(browser, 'nobody@people.example', 'not the password'),
      await app.enter(browser, deactivated.email),
    ]
    for (const answer of answers) expect(answer).toEqual(answers[0])
    expect(answers[0]).toMatchObject({ status: 401, reason: 'sign-in-refused' })
  })

  it('never adopts a session that the browser brings along, and ends the one before', async () => {
    const [victim, thief] = [await app.settle(), await app.settle()]
    await app.enter(browser, thief.email)
    const planted = browser.copy()
    const before = browser.jar.get(sessionCookie)
    await app.enter(browser, victim.email)
    expect(browser.jar.get(sessionCookie)).not.toBe(before)
    expect([await me(browser), await me(planted)]).toEqual([200, 401])
  })

  it('gives every session a secret of 256 bits of its own', async () => {
    const { email } = await app.settle()
    const secrets = []
    for (let round = 0; round < 3; round++) {
      await app.enter(browser, email)
      secrets.push(browser.jar.get(sessionCookie))
    }
    expect(new Set(secrets).size).toBe(3)
    for (const secret of secrets) expect(Buffer.from(String(secret), 'base64url')).toHaveLength(32)
  })

  it('opens nothing before the second step where an app is set up', async () => {
    const { email, secret } = await withApp()
    expect((await app.enter(browser, email)).body).toEqual({ next: 'second-factor' })
    expect(browser.jar.has(sessionCookie)).toBe(false)
    expect(await me(browser)).toBe(401)
    const code = await app.code(secret)
    expect((await browser.call('POST', '/sign-in/totp', { code })).body).toEqual({ next: 'done' })
    expect((await browser.call('GET', '/me')).body).toMatchObject({
      session: { level: 2, way: 'password+totp' },
    })
  })

  it('takes the second step only from the browser that began, within a quarter of an hour', async () => {
    const { email, secret } = await withApp()
    await app.enter(browser, email)
    const other = app.openBrowser('192.0.2.250')
    const code = await app.code(secret)
    expect((await other.call('POST', '/sign-in/totp', { code })).reason).toBe('attempt-over')
    platform.clock.advance(15 * minute)
    const late = await browser.call('POST', '/sign-in/totp', { code: await app.code(secret) })
    expect(late).toMatchObject({ status: 401, reason: 'attempt-over' })
  })

  it('takes five tries at a code, then the sign-in begins anew', async () => {
    const { email, secret } = await withApp()
    await app.enter(browser, email)
    const reasons = []
    for (let tried = 0; tried < 5; tried++) {
      reasons.push((await browser.call('POST', '/sign-in/totp', { code: '000000' })).reason)
      platform.clock.advance(20 * 1000)
    }
    expect(reasons.slice(0, 5)).toEqual(Array.from({ length: 5 }, () => 'code-refused'))
    const code = await app.code(secret)
    expect((await browser.call('POST', '/sign-in/totp', { code })).reason).toBe('attempt-over')
  })

  it('takes a code of the app once, and a recovery code once, over separate sign-ins', async () => {
    const { email, secret, recoveryCodes } = await withApp()
    const code = await app.code(secret)
    const [recovery = ''] = recoveryCodes
    const tries = [
      ['totp', code, 'done'],
      ['totp', code, 'code-refused'],
      ['recovery-code', recovery, 'done'],
      ['recovery-code', recovery, 'code-refused'],
    ] as const
    for (const [way, given, outcome] of tries) {
      await app.enter(browser, email)
      const { body, reason } = await browser.call('POST', `/sign-in/${way}`, { code: given })
      expect(body['next'] ?? reason).toBe(outcome)
    }
  })

  it('does not take the code of somebody else', async () => {
    const [mine, theirs] = [await withApp(), await withApp()]
    await app.enter(browser, theirs.email)
    const code = await app.code(mine.secret)
    expect((await browser.call('POST', '/sign-in/totp', { code })).reason).toBe('code-refused')
  })

  it('makes guessers wait and says how long, while a browser that the account knows gets in', async () => {
    const { email } = await app.settle()
    const home = app.openBrowser('203.0.113.1')
    await app.enter(home, email)
    for (let guess = 0; guess < 7; guess++) {
      await app.enter(browser, email, `guess number ${guess}`)
      platform.clock.advance(guess < 5 ? 0 : 2 ** (guess - 4) * 1000)
    }
    await app.enter(browser, email, 'one more guess')
    // Right or wrong, from here or elsewhere: nobody learns whether a guess would have fitted.
    for (const from of [browser, app.openBrowser('203.0.113.99')]) {
      const held = await app.enter(from, email)
      expect(held).toMatchObject({ status: 429, reason: 'slow-down' })
      expect(held.retryAfterS).toBeGreaterThan(0)
    }
    expect((await app.enter(home, email)).body).toEqual({ next: 'done' })
  })

  it('asks nobody for a new password however old it is', async () => {
    const { email } = await app.settle()
    platform.clock.advance(3650 * day)
    expect((await app.enter(browser, email)).body).toEqual({ next: 'done' })
  })

  it('has no account before somebody makes one', async () => {
    const empty = await testPlatform(await open(townModules))
    const none = await empty.database.transaction((tx) =>
      identityWriter(tx).selectFrom('identity.person').selectAll().execute(),
    )
    expect(none).toEqual([])
  })

  it('takes a sign-in under way for one purpose only', async () => {
    const { email } = await withApp()
    await app.enter(browser, email)
    const attempt = browser.jar.get(attemptCookie) ?? ''
    const thief = app.openBrowser('192.0.2.251', new Map([[sessionCookie, attempt]]))
    expect(await me(thief)).toBe(401)
  })
})
