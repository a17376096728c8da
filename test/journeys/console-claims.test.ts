import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import type { Page } from 'playwright-core'
import {
  desktop,
  openConsoleBrowser,
  phone,
  violations,
  type ConsoleBrowser,
} from '../harness/console-browser.ts'
import { withoutBrowser } from '../harness/operate.ts'
import { setUpOwner, type SignedInPerson } from '../harness/signed-in.ts'
import { startServer, type RunningServer } from '../harness/server.ts'

const provenMs = 120_000

let server: RunningServer
let browser: ConsoleBrowser
let owner: SignedInPerson

beforeAll(async () => {
  server = await startServer({ environment: withoutBrowser })
  owner = await setUpOwner(server)
  browser = await openConsoleBrowser(server)
  // What the screens show must be there before they are looked at; its turn on schedule may be far.
  const proven = async () => {
    await owner.caller.call('POST', '/api/v1/checks/backups/retention/run', {})
    expect((await claim('backups/retention')).status).toBe('holding')
  }
  await vi.waitFor(proven, { timeout: provenMs, interval: 2_000 })
}, 2 * provenMs)
afterAll(async () => {
  await browser?.close()
  await server?.stop()
})

async function claim(id: string): Promise<{ status: string; text: { de: string }; version: number }> {
  const { body } = await owner.caller.call('GET', `/api/v1/claims/${id}`)
  return body['claim'] as Awaited<ReturnType<typeof claim>>
}

const retention = '/claims/backups/retention'
const heading = (page: Page) => page.locator('h1').first()
const evidence = (page: Page) => page.getByRole('table', { name: 'Nachweise' }).getByRole('row')
const dialog = (page: Page) => page.getByRole('dialog')

describe.each(['light', 'dark'] as const)('%s', (colorScheme) => {
  test.each([
    '/',
    '/measures',
    '/measures?status=unknown&q=sicherung',
    '/measures/backups',
    '/measures/nothing',
    retention,
    '/claims/backups/other-site',
    `${retention}?open=parameters`,
    `${retention}?open=withdraw`,
  ])('%s has no accessibility violation', async (path) => {
    for (const size of [desktop, phone]) {
      await browser.visit(path, { as: owner, colorScheme, ...size }, async (page) => {
        await page.waitForLoadState('networkidle')
        expect(await violations(page)).toEqual([])
      })
    }
  })

  test('neither has an observation', async () => {
    await browser.visit(retention, { as: owner, colorScheme }, async (page) => {
      await evidence(page).nth(1).getByRole('link').click()
      await dialog(page).getByText('Prüfsumme').first().waitFor()
      expect(await violations(page)).toEqual([])
    })
  })
})

test('the overview counts every claim once and leads to those of a status', async () => {
  await browser.visit('/', { as: owner }, async (page) => {
    const total = await page.locator('.tally-total').innerText()
    const counts = await page.locator('.tally-legend').innerText()
    const [holding = 0, all = 0] = [...total.matchAll(/\d+/g)].map(Number)
    expect([...counts.matchAll(/\d+/g)].map(Number).reduce((a, b) => a + b)).toBe(all)
    expect(holding).toBeGreaterThan(0)
    await page
      .locator('.tally-legend')
      .getByRole('link', { name: /ohne Nachweis/ })
      .click()
    await page.getByRole('radio', { name: /Ohne Nachweis/, checked: true }).waitFor()
    expect(page.url()).toContain('/measures?status=unknown')
  })
})

test('a check runs on demand, its evidence is listed, and what it saw opens by a link', async () => {
  const address = await browser.visit(retention, { as: owner }, async (page) => {
    await evidence(page).nth(1).waitFor()
    const before = await evidence(page).count()
    await page.getByRole('button', { name: 'Jetzt prüfen' }).click()
    await page.getByText('Geprüft: ein Nachweis ist im Protokoll').waitFor()
    await expect.poll(() => evidence(page).count()).toBe(before + 1)
    await evidence(page).nth(1).getByRole('link').click()
    await dialog(page).getByText('hasIdentity').waitFor()
    const address = page.url()
    await page.goBack()
    await dialog(page).waitFor({ state: 'detached' })
    return address
  })
  await browser.visit(address.replace(/^.*\/console/, ''), { as: owner }, async (page) => {
    await dialog(page).getByText('hasIdentity').waitFor()
    expect(
      await dialog(page)
        .getByText(/^sha256:[0-9a-f]{64}$/)
        .count(),
    ).toBe(1)
  })
})

test('a value changes with a preview, in sentence and file alike, and what is wrong is refused', async () => {
  const version = (await claim('backups/retention')).version
  await browser.visit(retention, { as: owner, complaints: /400/ }, async (page) => {
    await page.getByRole('button', { name: 'Werte ändern' }).click()
    const days = dialog(page).getByLabel('Tage')
    const save = dialog(page).getByRole('button', { name: 'Ändern und veröffentlichen' })
    expect(await save.isDisabled()).toBe(true)
    await days.fill('viele')
    await days.press('Enter')
    await dialog(page).getByText('Bitte eine Zahl über 0.').waitFor()
    await days.fill('90')
    await dialog(page).getByText('Sicherungen werden 90 Tage aufbewahrt').waitFor()
    await dialog(page).getByText('Backups are kept for 90 days').waitFor()
    await save.click()
    await page.getByText('Geändert und veröffentlicht.').waitFor()
    await expect.poll(() => heading(page).innerText()).toContain('90 Tage')
  })
  expect((await claim('backups/retention')).version).toBe(version + 1)
  const file = await readFile(join(server.dataDir, 'nachweis.yaml'), 'utf8')
  expect(file).toContain('backups/retention:\n    days: 90')
  expect(file).toContain('# Was dieser Anbieter verspricht')
})

test('a claim is withdrawn in public with a reason, and promised again', async () => {
  await browser.visit(retention, { as: owner }, async (page) => {
    await page.getByRole('button', { name: 'Weitere Aktionen' }).click()
    await page.getByRole('menuitem', { name: 'Aussage zurückziehen' }).click()
    await dialog(page).getByRole('button', { name: 'Öffentlich zurückziehen' }).click()
    await dialog(page).getByText('Bitte ausfüllen.').waitFor()
    await dialog(page).getByLabel('Öffentliche Begründung').fill('Wir ziehen um.')
    await dialog(page).getByRole('button', { name: 'Öffentlich zurückziehen' }).click()
    await page.getByText('Die Aussage ist zurückgezogen.').waitFor()
    await page.getByText('Wir ziehen um.').waitFor()
    const publicPage = async () => (await fetch(`${server.baseUrl}/de/aussage/backups/retention`)).text()
    await expect.poll(publicPage, { timeout: 20_000 }).toContain('Wir ziehen um')
    await page.getByRole('button', { name: 'Weitere Aktionen' }).click()
    await page.getByRole('menuitem', { name: 'Wieder versprechen' }).click()
    await dialog(page).getByRole('button', { name: 'Wieder versprechen' }).click()
    await page.getByText('Die Aussage ist wieder ein Versprechen.').waitFor()
    await dialog(page).waitFor({ state: 'detached' })
    await page.getByText('Wir ziehen um.').waitFor({ state: 'detached' })
  })
})

test('in English nothing is left in German', async () => {
  const german = /\b(der|die|das|und|nicht|wird|werden|Prüfung|Maßnahme|Aussage)\b/
  for (const path of ['/', '/measures', '/measures/backups', retention]) {
    await browser.visit(path, { as: owner }, async (page) => {
      await page.getByRole('button', { name: 'English' }).click()
      await page.waitForLoadState('networkidle')
      expect((await page.locator('body').innerText()).match(german)?.[0]).toBeUndefined()
      await page.getByRole('button', { name: 'Deutsch' }).click()
    })
  }
})
