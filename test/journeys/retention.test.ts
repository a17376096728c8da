import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Page } from 'playwright-core'
import { totpCode } from '../../server/src/engine/identity/probe/sign-in.ts'
import { desktop, wrongWith } from '../harness/console-browser.ts'
import { speak } from '../harness/event-portal.ts'
import { openRetentionPortal, saveSearch, type RetentionPortal } from '../harness/retention-portal.ts'

const person = 'Frieda.Fort@kunde.example'
const security = 'Sicherheitsereignisse · Sicherheit'
const erasedMs = 60_000
// The word of the open tab is bold, and wider by this after the list was moved.
const aboutPx = 2
const narrow = { viewport: { width: 390, height: 844 }, hasTouch: true } as const

let portal: RetentionPortal
beforeAll(async () => {
  portal = await openRetentionPortal()
  await portal.send(person)
}, 180_000)
afterAll(() => portal?.close())

const press = (page: Page, name: string | RegExp) => page.getByRole('button', { name }).first().click()
const inDialog = (page: Page) => page.getByRole('dialog').or(page.getByRole('alertdialog'))
const tab = (page: Page, name: string) => page.getByRole('tab', { name }).click()

async function choose(page: Page, field: string, option: string | RegExp): Promise<void> {
  await page.getByRole('button', { name: new RegExp(field) }).click()
  await page.getByRole('option', { name: option }).click()
}

test('somebody holds the events of a customer, sees them held, and changes the end', async () => {
  await speak(portal.owner, 'de')
  await portal.browser.visit('/retention', { as: portal.owner }, async (page) => {
    await tab(page, 'Sperren')
    await page.getByText('Keine Sperren').waitFor()
    await press(page, 'Sperre anlegen')
    const dialog = inDialog(page)
    await dialog.getByRole('textbox', { name: 'Grund' }).fill('Verfahren 12 O 3/26')
    await dialog.getByRole('button', { name: 'Umfang prüfen' }).click()
    await dialog.getByText('Grenzen Sie ein, was die Sperre hält').waitFor()
    await choose(page, 'Art der Daten', security)
    await choose(page, 'Kunde', 'Kanzlei Sommer')
    await dialog.getByRole('button', { name: 'Umfang prüfen' }).click()
    await dialog.getByText('Die Sperre hält 20 Ereignisse').waitFor()
    await dialog.getByRole('button', { name: 'Sperre anlegen' }).click()
    await page.getByText('Die Sperre steht.').waitFor()
    const row = page.getByRole('row', { name: /Verfahren 12 O 3\/26/ })
    expect(await row.innerText()).toContain(`${security}, Kanzlei Sommer`)
    expect(await row.innerText()).toContain('Olga Ohnesorg')
    const before = await row.getByText(/Steht bis/).innerText()
    await press(page, /^Aktionen/)
    await page.getByRole('menuitem', { name: 'Ende ändern' }).click()
    await choose(page, 'Sie endet jetzt', 'in zwei Jahren')
    await dialog.getByRole('textbox', { name: 'Begründung' }).fill('Berufung')
    await dialog.getByRole('button', { name: 'Ende ändern' }).click()
    await page.getByText('Das Ende der Sperre ist geändert.').waitFor()
    expect(await row.getByText(/Steht bis/).innerText()).not.toBe(before)
    await tab(page, 'Fristen')
    const card = page.getByRole('article', { name: security })
    await card.getByText('Eine Sperre hält Ereignisse dieser Art').waitFor()
    expect(await card.innerText()).toContain('20 Ereignisse')
  })
})

test('a person is found and held; once the hold is released they are erased, with step-up and proof', async () => {
  await saveSearch(portal.owner, `actor:"${person}"`)
  await portal.browser.visit(
    '/retention?tab=erasures',
    { as: portal.owner, complaints: /403/ },
    async (page) => {
      const look = async () => {
        await choose(page, 'Wessen Ereignisse', 'Kanzlei Sommer')
        await page.getByRole('textbox', { name: 'Name in den Ereignissen' }).fill(person.toLowerCase())
        await press(page, 'Suchen und zählen')
        const row = page.getByRole('row', { name: new RegExp(security) })
        await row.waitFor()
        return (await row.innerText()).split(/\s+/).slice(-3)
      }
      expect(await look()).toEqual(['0', '10', '0'])
      await page.getByRole('link', { name: 'Sperren ansehen' }).click()
      await press(page, /^Aktionen/)
      await page.getByRole('menuitem', { name: 'Aufheben' }).click()
      await inDialog(page).getByRole('textbox', { name: 'Begründung' }).fill('Verglichen')
      await inDialog(page).getByRole('button', { name: 'Sperre aufheben' }).click()
      await page.getByText(/Aufgehoben am/).waitFor()
      await tab(page, 'Personen löschen')
      expect(await look()).toEqual(['10', '0', '0'])
      await page.getByRole('textbox', { name: 'Begründung' }).fill('Antrag nach Art. 17 DSGVO')
      await portal.ageSessions()
      await press(page, 'Endgültig löschen …')
      await inDialog(page).getByRole('button', { name: 'Endgültig löschen' }).click()
      await enterCode(page)
      await page.waitForURL(/\/retention\/erasures\/[0-9a-f-]{36}$/)
      await page.getByText('Fertig', { exact: true }).waitFor({ timeout: erasedMs })
      const main = await page.locator('main').innerText()
      expect(main).toContain('eine gespeicherte Suche gelöscht')
      expect(main).toContain('Was das Gesetz aufzubewahren verlangt')
      expect(main.toLowerCase()).not.toContain('frieda')
      await press(page, 'Jetzt nachprüfen')
      const steps = page.locator('.proof-steps li')
      await steps.nth(2).waitFor()
      expect(await page.locator('.proof-steps .not-ok').count()).toBe(0)
      expect(await steps.first().innerText()).toMatch(
        /Die Rechnung geht auf: \d+ Blätter = \d+ gespeicherte Ereignisse \+ 0 .* \+ 10 von Personen/,
      )
      await page.getByRole('link', { name: 'Aufbewahrung' }).last().click()
      await tab(page, 'Personen löschen')
      const past = page.getByRole('row', { name: /Kanzlei Sommer/ })
      await past.getByText('Fertig').waitFor()
      expect(await past.innerText()).toMatch(/Fertig\s+10\s+4/)
      await tab(page, 'Löschläufe')
      expect(await page.getByRole('row', { name: /Person gelöscht/ }).innerText()).toContain('10')
    },
  )
})

/** Shows once more who is there, with the code of the authenticator app. */
async function enterCode(page: Page): Promise<void> {
  const secret = portal.owner.enrolled?.totpSecret ?? ''
  await page.getByRole('textbox', { name: /Code/ }).fill(await totpCode(secret, Date.now()))
  await page.waitForURL(/\/retention\/erasures\//)
  // The session has another cookie from then on.
  const kept = portal.owner.caller.cookies as Map<string, string>
  for (const { name, value } of await page.context().cookies()) kept.set(name, value)
}

test('a period is shortened only after its consequence was seen, lengthened only with a reason', async () => {
  await portal.store(40, 50)
  await portal.browser.visit('/retention', { as: portal.owner }, async (page) => {
    const card = page.getByRole('article', { name: security })
    await card.getByText('Das älteste ist 50 Tage alt; bis zur Frist bleiben').waitFor()
    await press(page, `Frist ändern ${security}`)
    const dialog = inDialog(page)
    const days = dialog.getByRole('textbox', { name: 'Tage ab Empfang' })
    const next = dialog.getByRole('button', { name: 'Folgen ansehen' })
    await days.fill('400')
    await next.click()
    await dialog.getByText('Warum diese Ereignisse länger bleiben müssen').waitFor()
    expect(await dialog.getByRole('button', { name: /verlängern/ }).count()).toBe(0)
    await days.fill('30')
    await next.click()
    await dialog.getByText('Der nächste Lauf löscht 40 Ereignisse').waitFor()
    await dialog.getByText('Von 90 auf 30 Tage').waitFor()
    await dialog.getByRole('button', { name: 'Zurück' }).click()
    expect(await card.innerText()).toContain('90 Tage')
    await days.fill('30')
    await next.click()
    await dialog.getByRole('button', { name: 'Auf 30 Tage verkürzen' }).click()
    await page.getByText('Die Frist ist jetzt 30 Tage.').waitFor()
    await card.getByText('20 Tage über der Frist. Es geht mit dem nächsten Lauf.').waitFor()
    expect(await card.innerText()).toMatch(/Geändert von Olga Ohnesorg am .*; die Vorgabe ist 90 Tage\./)
  })
})

test('a customer neither finds nor opens any of it', async () => {
  await portal.browser.visit('/account', { as: portal.admin, complaints: /404|403/ }, async (page) => {
    expect(await page.getByRole('link', { name: 'Aufbewahrung' }).count()).toBe(0)
    await page.goto(new URL('/console/retention', page.url()).href, { waitUntil: 'networkidle' })
    const main = await page.locator('main').innerText()
    expect(main).toContain('Ihre Rolle erlaubt Ihnen diese Seite nicht')
    expect(main).not.toContain('Sicherheitsereignisse')
  })
})

test('on a phone the open tab is in view, the last one too', async () => {
  await portal.browser.visit('/retention?tab=runs', { as: portal.owner, ...narrow }, async (page) => {
    const list = page.getByRole('tablist')
    const isShown = async (name: string) => {
      const [own, all] = [await page.getByRole('tab', { name }).boundingBox(), await list.boundingBox()]
      return own && all && own.x > all.x - aboutPx && own.x + own.width < all.x + all.width + aboutPx
    }
    expect([await isShown('Fristen'), await isShown('Löschläufe')]).toEqual([false, true])
    await page.goto(page.url().replace('?tab=runs', ''))
    await list.waitFor()
    expect([await isShown('Fristen'), await isShown('Löschläufe')]).toEqual([true, false])
    await page.getByRole('tab', { name: 'Fristen' }).press('End')
    await page.waitForURL(/tab=runs/)
    expect([await isShown('Fristen'), await isShown('Löschläufe')]).toEqual([false, true])
  })
})

describe.each([
  ['light', 'de', desktop],
  ['dark', 'en', narrow],
  ['light', 'en', narrow],
  ['dark', 'de', desktop],
] as const)('%s, %s', (colorScheme, language, size) => {
  test('no screen has an accessibility violation or scrolls sideways', async () => {
    await speak(portal.owner, language)
    const { body } = await portal.owner.caller.call('GET', '/api/v1/events/erasures')
    const [erasure] = body['erasures'] as { id: string }[]
    const paths = [
      '/retention',
      '/retention?change=4',
      '/retention?tab=holds',
      '/retention?tab=holds&create=yes',
      '/retention?tab=erasures',
      '/retention?tab=runs',
      `/retention/erasures/${erasure?.id}`,
    ]
    await portal.browser.visit('/account', { as: portal.owner, colorScheme, ...size }, async (page) => {
      expect(await wrongWith(page, paths)).toEqual([])
      expect(await page.evaluate('document.documentElement.lang')).toBe(language)
    })
  }, 120_000)
})
