import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Page } from 'playwright-core'
import { desktop, phone, violations } from '../harness/console-browser.ts'
import { openPortal, speak, type Portal } from '../harness/event-portal.ts'

let portal: Portal
beforeAll(async () => {
  portal = await openPortal()
}, 120_000)
afterAll(() => portal?.close())

const screensOfOwner = () => [
  '/events',
  '/events?everywhere=yes',
  '/events?q=aktor%3Aanna',
  '/events?q=actor%3Anobody+time%3A24h',
  '/events?dialog=save',
  '/events?dialog=export',
  '/events?live=on',
  `/events/${portal.ids.bert}`,
  `/events/${portal.ids.kim}?organisation=${portal.admin.organisation}`,
]

/** What is wrong with each screen, with what can be opened on it opened. */
async function wrongWith(page: Page, paths: readonly string[]): Promise<string[]> {
  const found: string[] = []
  for (const path of paths) {
    await page.goto(new URL(`/console${path}`, page.url()).href)
    await page.locator('h1').first().waitFor()
    await page.locator('.event-row, .empty, .facts').first().waitFor()
    if (!path.includes('dialog')) {
      const row = page.locator('.event-line').first()
      if ((await row.count()) > 0) await row.click()
      for (const closed of await page.locator('.histogram summary, .beside:not([open]) summary').all())
        await closed.click()
    }
    // Else the bar at the top covers what was scrolled under it.
    await page.evaluate('scrollTo(0, 0)')
    await page.waitForTimeout(400)
    const isWide = await page.evaluate<boolean>('document.documentElement.scrollWidth > innerWidth')
    found.push(...(await violations(page)).map((each) => `${path} ${each}`))
    if (isWide) found.push(`${path} scrolls sideways`)
  }
  return found
}

describe.each([
  ['light', 'de', desktop],
  ['dark', 'en', phone],
  ['light', 'en', phone],
  ['dark', 'de', desktop],
] as const)('%s, %s', (colorScheme, language, size) => {
  test.each([
    ['staff', () => portal.owner, screensOfOwner],
    ['a customer', () => portal.admin, () => ['/events', `/events/${portal.ids.kim}`]],
  ])(
    'no screen for %s has an accessibility violation or scrolls sideways',
    async (_, who, paths) => {
      await speak(who(), language)
      await portal.browser.visit('/account', { as: who(), colorScheme, ...size }, async (page) => {
        expect(await wrongWith(page, paths())).toEqual([])
        expect(await page.evaluate('document.documentElement.lang')).toBe(language)
      })
    },
    120_000,
  )
})
