import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { desktop, phone, wrongWith } from '../harness/console-browser.ts'
import { eventually, speak } from '../harness/event-portal.ts'
import { customerEvent, openWebhookPortal, pushOf, type WebhookPortal } from '../harness/webhook-portal.ts'

const narrow = { ...phone, viewport: { width: 390, height: 800 } } as const
const dayMs = 86_400_000

let portal: WebhookPortal
beforeAll(async () => {
  portal = await openWebhookPortal()
}, 120_000)
afterAll(() => portal?.close())

describe.each([
  ['light', 'de', desktop],
  ['dark', 'en', narrow],
  ['light', 'en', narrow],
  ['dark', 'de', desktop],
] as const)('%s, %s', (colorScheme, language, size) => {
  test('no screen has an accessibility violation or scrolls sideways', async () => {
    await speak(portal.admin, language)
    portal.answers([503, '<b>später</b> '.repeat(60)])
    const { id } = await portal.makeWebhook(portal.admin, {
      url: `${portal.url}/${'sehr-lange-adresse-'.repeat(12)}`,
      query: 'actor:wanda -action:logout outcome:success session:"s-wanda"',
      kinds: ['claims.status-changed'],
    })
    await portal.send([customerEvent('wanda'), customerEvent('wanda', 'read')])
    const deliveries = `${pushOf(portal.admin)}/${id}/deliveries`
    const list = async () =>
      (await portal.admin.caller.call('GET', deliveries)).body['deliveries'] as {
        id: string
        tries: number
      }[]
    await eventually(async () => (await list()).some(({ tries }) => tries > 0)).toBe(true)
    const tried = (await list()).find(({ tries }) => tries > 0)
    const at = `/webhooks/${id}`
    const from = new Date(Date.now() - dayMs).toISOString()
    const paths = [
      '/webhooks',
      '/webhooks/new',
      at,
      `${at}?tab=deliveries`,
      `${at}?tab=deliveries&state=dead`,
      `${at}?tab=deliveries&delivery=${tried?.id}`,
      `${at}?tab=deliveries&replay=${from}`,
      `${at}?tab=signature`,
      `${at}?tab=settings`,
    ]
    await portal.browser.visit('/account', { as: portal.admin, colorScheme, ...size }, async (page) => {
      const ready = async () => {
        await page.locator('.table, .facts, .form, .empty, .example').first().waitFor()
        await page.waitForLoadState('networkidle')
      }
      expect(await wrongWith(page, paths, ready)).toEqual([])
      expect(await page.evaluate('document.documentElement.lang')).toBe(language)
    })
    await portal.admin.caller.call('DELETE', `${pushOf(portal.admin)}/${id}`)
  }, 240_000)
})
