import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Page } from 'playwright-core'
import { desktop, phone, wrongWith } from '../harness/console-browser.ts'
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

/** Opens what can be opened on a screen of events. */
async function openAll(page: Page, path: string): Promise<void> {
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
        expect(await wrongWith(page, paths(), (path) => openAll(page, path))).toEqual([])
        expect(await page.evaluate('document.documentElement.lang')).toBe(language)
      })
    },
    120_000,
  )
})
