import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Page } from 'playwright-core'
import {
  customerName,
  eventually,
  openPortal,
  portalEvent,
  rowsOf,
  seesRows,
  speak,
  type Portal,
} from '../harness/event-portal.ts'

const liveMs = 2_000

let portal: Portal
beforeAll(async () => {
  portal = await openPortal()
}, 120_000)
afterAll(() => portal?.close())

const field = (page: Page) => page.getByRole('combobox')
const queryOf = (page: Page) => new URL(page.url()).searchParams.get('q')

async function search(page: Page, q: string): Promise<void> {
  await field(page).fill(q)
  await field(page).press('Enter')
  await page.waitForFunction(`new URL(location.href).searchParams.get('q') === ${JSON.stringify(q)}`)
}

test('live: what is sent appears within 2 s, waits while it is paused, and goes on after the connection was lost', async () => {
  await speak(portal.owner, 'de')
  const complaints = /ERR_EMPTY_RESPONSE|ERR_CONNECTION|ERR_INCOMPLETE|Failed to load/
  await portal.browser.visit(
    '/events?q=actor%3Alivia&live=on',
    { as: portal.owner, complaints },
    async (page) => {
      await page.getByText('Neue Ereignisse erscheinen oben.').waitFor()
      await seesRows(page, 0)
      const sent = performance.now()
      await portal.send([
        portalEvent('livia', 'login', 'success'),
        portalEvent('cron', 'rest', 'success', 120),
      ])
      await rowsOf(page).first().waitFor({ timeout: liveMs })
      expect(performance.now() - sent).toBeLessThan(liveMs)
      expect(await rowsOf(page).innerText()).toContain('livia')
      await page.getByRole('button', { name: 'Anhalten' }).click()
      await portal.send([portalEvent('livia', 'second', 'success')])
      await page.getByText('Angehalten, 1 warten.').waitFor({ timeout: liveMs })
      await seesRows(page, 1)
      await page.getByRole('button', { name: 'Weiterlaufen lassen' }).click()
      await seesRows(page, 2)
      expect(await rowsOf(page).first().innerText()).toContain('second')
      portal.line.cut()
      await page.getByText('Die Verbindung ist unterbrochen').waitFor({ timeout: 20_000 })
      await portal.send([portalEvent('livia', 'third', 'success'), portalEvent('livia', 'fourth', 'success')])
      portal.line.mend()
      await seesRows(page, 4)
      expect(await rowsOf(page).first().innerText()).toContain('fourth')
    },
  )
}, 60_000)

test('live: what came while the connection was lost is there though nothing had come before', async () => {
  await speak(portal.owner, 'de')
  const complaints = /ERR_EMPTY_RESPONSE|ERR_CONNECTION|ERR_INCOMPLETE|Failed to load/
  const path = '/events?q=actor%3Anora&live=on'
  await portal.browser.visit(path, { as: portal.owner, complaints }, async (page) => {
    await page.getByText('Neue Ereignisse erscheinen oben.').waitFor()
    await seesRows(page, 0)
    portal.line.cut()
    await page.getByText('Die Verbindung ist unterbrochen').waitFor({ timeout: 20_000 })
    await portal.send([portalEvent('nora', 'missed', 'success')])
    portal.line.mend()
    await seesRows(page, 1)
    expect(await rowsOf(page).innerText()).toContain('missed')
  })
}, 60_000)

test('an event says all that is known of it, proves itself in the browser, and leads to related ones', async () => {
  await speak(portal.owner, 'de')
  await portal.browser.visit(`/events/${portal.ids.bert}`, { as: portal.owner }, async (page) => {
    await page.getByRole('heading', { level: 1, name: 'login · bert' }).waitFor()
    const tree = page.getByRole('group', { name: 'Was die Quelle gesandt hat' })
    expect(await tree.innerText()).toContain('activity_name: login')
    await page.getByText('actor.user.name', { exact: true }).waitFor()
    await page.getByRole('button', { name: 'Hier im Browser nachprüfen' }).click()
    const steps = page.locator('.proof-steps li')
    await eventually(() => steps.count()).toBe(4)
    expect(await page.locator('.proof-steps .ok').count()).toBe(4)
    expect(await steps.last().innerText()).toContain('Zeichen für Zeichen')
    await page.getByRole('link', { name: 'Alles aus dieser Sitzung' }).click()
    await eventually(() => queryOf(page)).toBe('session:s-bert')
    await eventually(() => rowsOf(page).count()).toBeGreaterThanOrEqual(1)
  })
})

test('a customer’s administrator sees the own events and nothing of others', async () => {
  await speak(portal.admin, 'de')
  const complaints = /404/
  await portal.browser.visit('/events', { as: portal.admin, complaints }, async (page) => {
    await seesRows(page, 1)
    expect(await rowsOf(page).innerText()).toContain('kim')
    expect(await page.getByText('Alle Kunden').count()).toBe(0)
    await search(page, 'actor:bert')
    await page.getByText('Nichts gefunden').waitFor()
    await page.goto(new URL(`/console/events/${portal.ids.bert}`, page.url()).href)
    await page.getByText('Dieses Ereignis gibt es hier nicht').waitFor()
  })
  await speak(portal.owner, 'de')
  await portal.browser.visit('/events?q=actor%3Akim&everywhere=yes', { as: portal.owner }, async (page) => {
    await seesRows(page, 1)
    await eventually(() => rowsOf(page).innerText()).toContain(customerName)
    await page.locator('.event-line').click()
    await page.getByRole('link', { name: /Ganzes Ereignis/ }).click()
    await page.getByRole('heading', { level: 1, name: 'file.read · kim' }).waitFor()
    await page.getByRole('button', { name: 'Hier im Browser nachprüfen' }).click()
    await eventually(() => page.locator('.proof-steps .ok').count()).toBe(4)
  })
})

test('a search is saved under a name, opened from the menu, and deleted again', async () => {
  await speak(portal.admin, 'de')
  await portal.browser.visit(
    '/events?q=outcome%3Asuccess+time%3A7d',
    { as: portal.admin, complaints: /409/ },
    async (page) => {
      const menu = page.getByRole('button', { name: 'Gespeicherte Suchen' })
      const save = async (name: string) => {
        await menu.click()
        await page.getByRole('menuitem', { name: /Diese Suche speichern/ }).click()
        await page.getByRole('textbox', { name: 'Name' }).fill(name)
        await page.getByRole('dialog').getByRole('button', { name: 'Speichern', exact: true }).click()
      }
      await save('Woche')
      await page.getByRole('dialog').waitFor({ state: 'detached' })
      await save('WOCHE')
      await page.locator('.field-problem').getByText('schon gespeichert').waitFor()
      await page.keyboard.press('Escape')
      await search(page, 'nichts')
      await menu.click()
      await page.getByRole('menuitem', { name: 'Woche' }).click()
      await eventually(() => queryOf(page)).toBe('outcome:success time:7d')
      await seesRows(page, 1)
      await menu.click()
      await page.getByRole('menuitem', { name: /verwalten/ }).click()
      await page.getByRole('button', { name: 'Löschen Woche' }).click()
      await page.getByRole('button', { name: 'Wirklich löschen Woche' }).click()
      await page.getByText('Es ist keine mehr gespeichert.').waitFor()
      expect(await page.getByRole('link', { name: 'Woche' }).count()).toBe(0)
    },
  )
})
