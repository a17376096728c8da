import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { Page } from 'playwright-core'
import { requireDone } from '../../server/src/engine/identity/probe/sign-in.ts'
import { eventually, portalEvent, speak } from '../harness/event-portal.ts'
import {
  customerEvent,
  openWebhookPortal,
  pushOf,
  verifies,
  type WebhookPortal,
} from '../harness/webhook-portal.ts'

/** A try after some failures may be half a minute away. */
const retriedMs = 60_000

let portal: WebhookPortal
beforeAll(async () => {
  portal = await openWebhookPortal()
}, 120_000)
afterAll(() => portal?.close())
// A test begins without webhooks, the second time too.
beforeEach(async () => {
  for (const of of [portal.admin, portal.owner]) {
    const { body } = await requireDone(of.caller.call('GET', pushOf(of)))
    for (const { id } of body['endpoints'] as { id: string }[])
      await requireDone(of.caller.call('DELETE', `${pushOf(of)}/${id}`))
  }
})

const press = (page: Page, name: string | RegExp) => page.getByRole('button', { name }).first().click()
const tab = (page: Page, name: string) => page.getByRole('tab', { name }).click()
const state = (page: Page, name: string) => page.locator('.page-head .source-state', { hasText: name })

async function choose(page: Page, row: RegExp | string, action: string): Promise<void> {
  await press(page, row)
  await page.getByRole('menuitem', { name: action, exact: true }).click()
}

/** Fills the form as somebody does who knows only what it says; answers the secret. */
async function createByForm(page: Page): Promise<string> {
  await page.getByText('Noch kein Webhook').waitFor()
  await page.getByRole('link', { name: 'Webhook anlegen' }).click()
  await page.getByRole('textbox', { name: 'Bezeichnung' }).fill('Leitstand')
  await page.getByRole('textbox', { name: 'Adresse des Empfängers' }).fill('leitstand')
  await page.getByText('Nur Ereignisse, auf die eine Suche passt').click()
  const query = page.getByRole('combobox', { name: 'Suche' })
  await query.pressSequentially('action:fi')
  await page.getByRole('option', { name: /^file\.read/ }).waitFor()
  await query.press('ArrowDown')
  await query.press('Enter')
  expect(await query.inputValue()).toBe('action:file.read ')
  await query.press('Escape')
  await press(page, 'Anlegen')
  await page.getByText('Das ist keine vollständige Adresse.').waitFor()
  await page.getByRole('textbox', { name: 'Adresse des Empfängers' }).fill(portal.url)
  await press(page, 'Anlegen')
  const dialog = page.getByRole('dialog', { name: 'So prüft der Empfänger die Signatur' })
  await dialog.getByRole('group', { name: 'Geheimnis' }).getByRole('button', { name: 'Kopieren' }).click()
  const secret = await page.evaluate<string>('navigator.clipboard.readText()')
  expect(secret).toMatch(/^whsec_/)
  await dialog.getByText('Ed25519').first().click()
  await dialog
    .getByText(/^whpk_/)
    .first()
    .waitFor()
  await dialog.getByRole('button', { name: 'Weiter zum Test' }).click()
  await page.waitForURL(/\/webhooks\/[0-9a-f-]{36}$/)
  expect(await page.content()).not.toContain(secret)
  return secret
}

test('somebody makes a webhook, tests it, sees events arrive, fail, come again, and sends them once more', async () => {
  await speak(portal.admin, 'de')
  const look = { as: portal.admin, permissions: ['clipboard-read', 'clipboard-write'] }
  await portal.browser.visit('/webhooks', look, async (page) => {
    const secret = await createByForm(page)
    await state(page, 'Pausiert').waitFor()
    portal.verifiesBy('whsec_ZmFsc2NoZmFsc2NoZmFsc2NoZmFsc2No')
    await press(page, 'Test senden')
    await page.getByText(/^Zugang verweigert \(401\), nach [\d.]+ ms$/).waitFor()
    await page.getByText('falsche Signatur').waitFor()
    portal.verifiesBy(secret)
    // By key: the answer above may still move it.
    await page.getByRole('button', { name: 'Noch einen Test senden' }).press('Enter')
    await page.getByText(/^Angenommen: 200, nach [\d.]+ ms$/).waitFor()
    await page.getByText('danke').waitFor()
    await press(page, 'Einschalten')
    await state(page, 'Läuft').waitFor()

    portal.forget()
    await portal.send([customerEvent('nora'), customerEvent('otto', 'login'), customerEvent('paul')])
    await eventually(portal.actors).toEqual(['nora', 'paul'])
    await tab(page, 'Zustellungen')
    await eventually(() => page.getByRole('row', { name: /Zugestellt 200/ }).count()).toBe(2)
    await goesDown(page, secret)
    await sendAgain(page)
    expect(await page.content()).not.toContain(secret)
  })
}, 240_000)

/** The receiver is away, and comes back. */
async function goesDown(page: Page, secret: string): Promise<void> {
  await portal.goAway()
  await portal.send([customerEvent('quentin'), customerEvent('rosa')])
  await state(page, 'Versucht es erneut').waitFor({ timeout: retriedMs })
  await page.getByText('2 Zustellungen warten.').waitFor()
  const failing = page.getByRole('row', { name: /Wartet Nicht erreichbar/ })
  await expect.poll(() => failing.innerText(), { timeout: retriedMs }).toMatch(/ms\s+[2-9]\s/)
  await page.getByRole('row', { name: /Wartet – – 0 der Reihe nach/ }).waitFor()
  await tab(page, 'Überblick')
  await page.getByText('Nicht erreichbar', { exact: true }).waitFor()
  await portal.comeBack()
  portal.verifiesBy(secret)
  await expect.poll(portal.actors, { timeout: retriedMs }).toEqual(['quentin', 'rosa'])
  await state(page, 'Läuft').waitFor()
  await tab(page, 'Zustellungen')
  await eventually(() => page.getByRole('row', { name: /Zugestellt 200/ }).count()).toBe(4)
}

/** One delivery, those that were given up, and all. */
async function sendAgain(page: Page): Promise<void> {
  const [quentin] = portal.arrived()
  await choose(page, `Aktionen: ${quentin?.headers['webhook-id']}`, 'Erneut senden')
  await eventually(portal.actors).toEqual(['quentin', 'rosa', 'quentin'])
  expect(portal.arrived()[2]?.headers['webhook-id']).toBe(quentin?.headers['webhook-id'])

  portal.answers([422, 'unverständlich'])
  await portal.send([customerEvent('sven')])
  await page.getByRole('row', { name: /Wartet Vom Empfänger abgelehnt \(422\)/ }).waitFor()
  const stuck = portal.arrived().at(-1)?.headers['webhook-id']
  await choose(page, `Aktionen: ${stuck}`, 'Aufgeben')
  await page.getByRole('radio', { name: 'Aufgegeben' }).click()
  await page.getByRole('row', { name: /Aufgegeben Vom Empfänger abgelehnt/ }).waitFor()
  await page.getByRole('rowheader').getByRole('link').first().click()
  const dialog = page.getByRole('dialog')
  await dialog.getByText('unverständlich').first().waitFor()
  await page.keyboard.press('Escape')

  portal.answers([200])
  portal.forget()
  await press(page, 'Erneut senden ab …')
  await dialog.getByRole('button', { name: 'Erneut senden' }).click()
  await page.getByText('Eine Zustellung ist eingereiht.').waitFor()
  await eventually(portal.actors).toEqual(['sven'])
  await page.getByRole('radio', { name: 'Alle' }).click()
  await press(page, 'Erneut senden ab …')
  await dialog.getByText('Alle, auch Zugestellte').click()
  await dialog.getByRole('button', { name: 'Erneut senden' }).click()
  await page.getByText('5 Zustellungen sind eingereiht.').waitFor()
  await eventually(portal.actors).toEqual(['sven', 'nora', 'paul', 'quentin', 'rosa', 'sven'])
}

test('keys are renewed with an overlap, a webhook is changed, paused, and deleted', async () => {
  await speak(portal.owner, 'en')
  const { id, secret: old } = await portal.makeWebhook(portal.owner, { query: 'actor:tina' })
  const look = { as: portal.owner, permissions: ['clipboard-read', 'clipboard-write'] }
  await portal.browser.visit(`/webhooks/${id}?tab=signature`, look, async (page) => {
    await press(page, 'Renew the keys')
    await page.getByRole('dialog').getByRole('button', { name: 'Renew the keys' }).click()
    await page.getByRole('group', { name: 'Secret' }).getByRole('button', { name: 'Copy' }).click()
    const fresh = await page.evaluate<string>('navigator.clipboard.readText()')
    await press(page, 'I have put them away')
    portal.forget()
    portal.answers([200])
    await portal.send([portalEvent('tina', 'login', 'success')])
    await eventually(portal.actors).toEqual(['tina'])
    const [{ body, headers } = { body: '', headers: {} }] = portal.arrived()
    expect([old, fresh].map((each) => verifies(each, body, headers))).toEqual([true, true])

    await tab(page, 'Settings')
    await page.getByRole('textbox', { name: 'Description' }).fill('Control room')
    await page.getByRole('combobox', { name: 'Search' }).fill('outcme:success')
    await press(page, 'Save')
    await page.getByText('What is wrong with it stands under its field.').waitFor()
    await page.getByRole('combobox', { name: 'Search' }).fill('actor:ulla')
    await press(page, 'Save')
    await page.getByRole('heading', { level: 1, name: 'Control room' }).waitFor()
    await choose(page, 'Actions: Control room', 'Pause')
    await page.getByRole('dialog').getByRole('button', { name: 'Pause' }).click()
    await state(page, 'Paused').waitFor()
    await portal.send([portalEvent('ulla', 'login', 'success')])
    await choose(page, 'Actions: Control room', 'Switch on')
    await state(page, 'Working').waitFor()
    await eventually(portal.actors).toEqual(['tina', 'ulla'])
    await choose(page, 'Actions: Control room', 'Delete the webhook')
    await page.getByRole('dialog').getByRole('button', { name: 'Delete the webhook' }).click()
    await page.getByText('No webhook yet').waitFor()
    expect((await portal.owner.caller.call('GET', pushOf(portal.owner))).body['endpoints']).toEqual([])
  })
}, 120_000)

test('the mail that says that delivery has stopped leads to its screen, and there it goes on', async () => {
  await speak(portal.admin, 'de')
  portal.answers([410])
  const { id } = await portal.makeWebhook(portal.admin, { query: 'actor:vera', description: 'Abrechnung' })
  await portal.send([customerEvent('vera')])
  const path = `/webhooks/${id}`
  await expect.poll(() => mailed(portal.admin.email), { timeout: retriedMs }).toContain(`/console${path}`)
  await portal.browser.visit(path, { as: portal.admin }, async (page) => {
    await state(page, 'Angehalten').waitFor()
    await page.getByText('Gibt es nicht mehr (410)').waitFor()
    portal.answers([200])
    portal.forget()
    await press(page, 'Test senden')
    await press(page, 'Einschalten')
    await state(page, 'Läuft').waitFor()
    await eventually(() => portal.actors().at(-1)).toBe('vera')
  })
})

/** What was mailed to somebody, as the outbox shows it. */
async function mailed(recipient: string): Promise<string> {
  const { caller } = portal.owner
  const { body } = await requireDone(caller.call('GET', '/api/v1/notifications/mails'))
  const mails = (body['mails'] as { id: string; recipient: string; template: string }[]).filter(
    (mail) => mail.recipient === recipient && mail.template === 'events/push-stopped',
  )
  const opened = mails.map(({ id }) => caller.call('POST', `/api/v1/notifications/mails/${id}/open`, {}))
  return JSON.stringify(await Promise.all(opened.map(async (each) => (await each).body)))
}

test('addresses in private networks are refused, and it is said why, before and after names are asked for', async () => {
  await speak(portal.owner, 'de')
  const look = { as: portal.owner, complaints: /400/ }
  await portal.browser.visit('/webhooks/new', look, async (page) => {
    const url = page.getByRole('textbox', { name: 'Adresse des Empfängers' })
    await page.getByRole('textbox', { name: 'Bezeichnung' }).fill('Innen')
    for (const address of ['https://169.254.169.254/latest', 'http://hooks.example/', 'https://[::1]/']) {
      await url.fill(address)
      await press(page, 'Anlegen')
      await page.getByText('Zugestellt wird nur an öffentliche https-Adressen').waitFor()
      expect(await url.getAttribute('aria-invalid')).toBe('true')
    }
    await url.fill('https://localhost/hook')
    await press(page, 'Anlegen')
    await press(page, 'Weiter zum Test')
    await press(page, 'Test senden')
    await page.getByText(/^Privates Netz, nach [\d.]+ ms$/).waitFor()
    await page.getByText(/outgoing\.privateHosts/).waitFor()
  })
})

test('nobody sees the webhooks of another organisation', async () => {
  await speak(portal.owner, 'de')
  const { id } = await portal.makeWebhook(portal.admin, { description: 'Geheim' })
  await portal.browser.visit('/webhooks', { as: portal.owner, complaints: /404/ }, async (page) => {
    await page.goto(new URL(`/console/webhooks/${id}`, page.url()).href)
    await page.getByText('Diese Adresse für Zustellungen gibt es nicht (mehr).').waitFor()
    expect(await page.locator('main').innerText()).not.toContain('Geheim')
  })
})
