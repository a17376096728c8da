import { afterAll, beforeAll, expect, test } from 'vitest'
import { openConsoleBrowser, phone, violations, type ConsoleBrowser } from '../harness/console-browser.ts'
import { withoutBrowser } from '../harness/operate.ts'
import { setUpOwner, type SignedInPerson } from '../harness/signed-in.ts'
import { startServer, type RunningServer } from '../harness/server.ts'

let server: RunningServer
let browser: ConsoleBrowser
let owner: SignedInPerson

beforeAll(async () => {
  server = await startServer({ environment: withoutBrowser })
  owner = await setUpOwner(server)
  browser = await openConsoleBrowser(server)
})
afterAll(async () => {
  await browser?.close()
  await server?.stop()
})

test.each(['/api', '/api/search-events', '/api/create-push-endpoint', '/api/nothing'])(
  '%s has no accessibility violation',
  async (path) => {
    for (const look of [{ colorScheme: 'light' }, { colorScheme: 'dark', ...phone }] as const)
      await browser.visit(path, { as: owner, ...look }, async (page) => {
        expect(await violations(page)).toEqual([])
        expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true)
      })
  },
)

test('an operation of the interface is tried with the own session, and its refusal is shown', async () => {
  await browser.visit('/api', { as: owner, complaints: /400/ }, async (page) => {
    await page.getByRole('searchbox').fill('search-events')
    await page.getByRole('link', { name: /Events that match/ }).click()
    await page.getByLabel('limit').fill('5')
    await page.getByRole('button', { name: 'Senden' }).click()
    await page.getByText(/^Antwort 200 nach/).waitFor()
    await page.getByText('"events": []').waitFor()
    await page.getByLabel('limit').fill('5000')
    await page.getByRole('button', { name: 'Senden' }).click()
    await page.getByText(/^Antwort 400 nach/).waitFor()
    expect(await page.locator('.copy-value').innerText()).toMatch(
      /^curl -H "Authorization: Bearer \$TOKEN" 'http/,
    )
  })
})
