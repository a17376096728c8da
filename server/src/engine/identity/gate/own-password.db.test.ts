import { beforeAll, beforeEach, expect, it } from 'vitest'
import { describeEachDatabase } from '../../../../../test/harness/databases.ts'
import { testPlatform, type TestPlatform } from '../../../../../test/harness/platform.ts'
import { rightPassword, signInApp, type SignInBrowser } from '../../../../../test/harness/sign-in-app.ts'
import { openTown, type Town } from '../../../../../test/harness/town.ts'
import { townModules } from '../../../../../test/harness/town-modules.ts'
import { hour, minute } from '../../../kernel/clock.ts'
import { sessionCookie } from '../sessions/cookies.ts'

const freshPassword = 'Kiesel-Anker-Morgen-1907'

describeEachDatabase('the own password', (open) => {
  let platform: TestPlatform
  let town: Town
  let app: ReturnType<typeof signInApp>
  let networks = 0
  let browser: SignInBrowser
  const me = async (from: SignInBrowser) => (await from.call('GET', '/me')).status
  const ask = (email: string) => browser.call('POST', '/password-reset', { email })
  const redeem = (secret: string, password = freshPassword) =>
    browser.call('POST', '/password-reset/redeem', { secret, password })
  const linkOf = async (email: string) => {
    const [mail] = (await town.mailsTo(email)).filter(
      ({ template }) => template === 'identity/password-reset',
    )
    return town.secretIn(mail?.text ?? '', 'reset-password')
  }

  beforeAll(async () => {
    platform = await testPlatform(await open(townModules))
    town = await openTown(platform)
    app = signInApp(platform)
  })
  beforeEach(() => {
    browser = app.openBrowser(`192.0.2.${++networks}`)
  })

  it('is reset by a link that opens nothing, ends every session, and leaves the second factor to be asked for', async () => {
    const { email } = await app.settle()
    const home = app.openBrowser('198.51.100.1')
    await app.enter(home, email)
    const { secret } = await app.addApp(home)
    await ask(email)
    expect((await redeem(await linkOf(email))).body).toEqual({})
    expect([browser.jar.has(sessionCookie), await me(browser), await me(home)]).toEqual([false, 401, 401])
    expect((await app.enter(browser, email)).status).toBe(401)
    expect((await app.enter(browser, email, freshPassword)).body).toEqual({ next: 'second-factor' })
    expect(await me(browser)).toBe(401)
    const code = await app.code(secret)
    expect((await browser.call('POST', '/sign-in/totp', { code })).body).toEqual({ next: 'done' })
    expect((await town.mailsTo(email)).map(({ template }) => template)).toContain('identity/password-changed')
  })

  it('is reset by a link that works once, for an hour, and only if it is the newest', async () => {
    const { email } = await app.settle()
    await ask(email)
    const first = await linkOf(email)
    platform.clock.advance(minute)
    await ask(email)
    const second = await linkOf(email)
    expect(Buffer.from(second, 'base64url')).toHaveLength(32)
    expect((await redeem(first)).reason).toBe('link-over')
    expect((await redeem(second)).status).toBe(200)
    expect((await redeem(second, rightPassword)).reason).toBe('link-over')
    platform.clock.advance(minute)
    await ask(email)
    const third = await linkOf(email)
    platform.clock.advance(hour)
    expect((await redeem(third)).reason).toBe('link-over')
  })

  it('is asked to be reset with one answer for everybody, and mailed to its owner alone', async () => {
    const { email } = await app.settle()
    const [known, unknown] = [await ask(email), await ask('nobody@people.example')]
    expect(unknown).toEqual(known)
    expect((await town.mailsTo('nobody@people.example')).length).toBe(0)
  })

  it('changes only for somebody who proved a moment ago to be there; other sessions end', async () => {
    const { email } = await app.settle()
    const other = app.openBrowser('198.51.100.2')
    for (const each of [other, browser]) await app.enter(each, email)
    const thief = browser.copy()
    platform.clock.advance(11 * minute)
    const change = () => browser.call('PUT', '/me/password', { password: freshPassword })
    expect((await change()).reason).toBe('step-up-required')
    const wrong = await browser.call('POST', '/step-up/password', { password: freshPassword })
    expect(wrong.status).toBe(401)
    expect((await browser.call('POST', '/step-up/password', { password: rightPassword })).status).toBe(200)
    expect((await change()).status).toBe(200)
    expect([await me(browser), await me(other), await me(thief)]).toEqual([200, 401, 401])
    const templates = (await town.mailsTo(email)).map(({ template }) => template)
    expect(templates).toContain('identity/password-changed')
  })

  it('is refused by the rules wherever it is set: at a change and by a link', async () => {
    const { email, name } = await app.settle()
    await app.enter(browser, email)
    await ask(email)
    const secret = await linkOf(email)
    const bad = [
      ['short-1', 'password-too-short'],
      ['fourteen-chars', 'password-too-short'],
      ['Passwordpassword2026!', 'password-breached'],
      [`${name} nachweis`, 'password-context'],
    ] as const
    for (const [password, reason] of bad) {
      expect((await browser.call('PUT', '/me/password', { password })).reason).toBe(reason)
      expect((await redeem(secret, password)).reason).toBe(reason)
    }
    expect((await redeem(secret, 'ein langer satz nur aus kleinen buchstaben '.repeat(3))).status).toBe(200)
  })
})
