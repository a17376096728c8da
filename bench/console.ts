/**
 * What the console computes for something that a hand does, in ms of the page's main thread (other work on the machine is not
 * counted), until the answer is on the screen: in the shell, and in the search among 20,000 events. Each several times.
 */
import type { Page } from 'playwright-core'
import { cookiesOf, launchChromium } from '../test/harness/chromium.ts'
import { sourceToken } from '../test/harness/event-source.ts'
import { withoutBrowser } from '../test/harness/operate.ts'
import { startServer } from '../test/harness/server.ts'
import { setUpOwner } from '../test/harness/signed-in.ts'
import { benchPostgres, given, show } from './surroundings.ts'

const rounds = given(5)
const [events, together] = [20_000, 2_000]

const postgres = await benchPostgres()
const server = await startServer({ databaseUrl: postgres.url, environment: withoutBrowser })
const owner = await setUpOwner(server)
const token = await sourceToken(owner)
for (let from = 0; from < events; from += together) await send(from)
const origin = `http://localhost:${server.ports.http}`
const browser = await launchChromium()
const costs = new Map<string, number[]>()
for (let round = 0; round < rounds; round++) await walk()
for (const [what, all] of costs)
  show(what, `${Math.min(...all).toFixed(0)} to ${Math.max(...all).toFixed(0)} ms`)
await browser.close()
await server.stop()
await postgres.stop()

async function walk(): Promise<void> {
  const context = await browser.newContext({ locale: 'de-DE', viewport: { width: 1280, height: 900 } })
  await context.addCookies(cookiesOf(owner, origin))
  const page = await context.newPage()
  const cost = async (what: string, act: () => Promise<unknown>) => {
    costs.set(what, [...(costs.get(what) ?? []), await costMs(page, act)])
  }
  await page.goto(`${origin}/console/`)
  await page.locator('.tally-total').waitFor()
  await page.waitForLoadState('networkidle')
  await cost('open a chapter', () => page.getByRole('button', { name: 'Daten' }).click())
  await cost('open a screen', async () => {
    await page.getByRole('link', { name: 'Datensicherung' }).first().click()
    await page.getByRole('heading', { level: 1, name: 'Datensicherung' }).waitFor()
  })
  await cost('open the palette', () => page.keyboard.press('Control+k'))
  await page.getByRole('searchbox').waitFor()
  for (const letter of 'verschl') await cost('type into it', () => page.keyboard.press(letter))
  await cost('close it', () => page.keyboard.press('Escape'))
  await cost('open a menu', () => page.getByRole('button', { name: /^Mein Konto/ }).click())
  await page.goto(`${origin}/console/events`)
  const field = page.getByRole('combobox').first()
  await page.waitForLoadState('networkidle')
  await field.click()
  for (const letter of 'action:lo') await cost('events: type a search', () => page.keyboard.press(letter))
  await page.keyboard.press('Escape')
  await cost('events: search', async () => {
    await page.getByRole('button', { name: 'Suchen', exact: true }).click()
    await page.waitForLoadState('networkidle')
  })
  await context.close()
}

/** From the press until the second frame after it. */
async function costMs(page: Page, act: () => Promise<unknown>): Promise<number> {
  const session = await page.context().newCDPSession(page)
  await session.send('Performance.enable', { timeDomain: 'threadTicks' })
  const task = async () => {
    const { metrics } = await session.send('Performance.getMetrics')
    return (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? 0) * 1000
  }
  const before = await task()
  await act()
  await page.evaluate('new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))')
  const cost = (await task()) - before
  await session.detach()
  return cost
}

async function send(from: number): Promise<void> {
  const lines = Array.from({ length: together }, (_, n) =>
    JSON.stringify({
      actor: `person-${(from + n) % 500}`,
      action: n % 3 === 0 ? 'login' : 'call.start',
      outcome: n % 9 === 0 ? 'failure' : 'success',
      ip: `192.0.2.${n % 250}`,
    }),
  )
  const answer = await fetch(`${server.baseUrl}/api/v1/events`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/x-ndjson' },
    body: lines.join('\n'),
  })
  if (!answer.ok) throw new Error(await answer.text())
}
