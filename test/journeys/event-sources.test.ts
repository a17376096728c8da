import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Page } from 'playwright-core'
import {
  desktop,
  openConsoleBrowser,
  phone,
  wrongWith,
  type ConsoleBrowser,
} from '../harness/console-browser.ts'
import { withoutBrowser } from '../harness/operate.ts'
import { makeCustomer, setUpOwner, type SignedInPerson } from '../harness/signed-in.ts'
import { startServer, type RunningServer } from '../harness/server.ts'

const heardWithinMs = 20_000
const exampleMs = 20_000

let server: RunningServer
let browser: ConsoleBrowser
let owner: SignedInPerson
let customer: SignedInPerson

beforeAll(async () => {
  server = await startServer({ environment: withoutBrowser })
  owner = await setUpOwner(server)
  customer = await makeCustomer(server, owner.caller, 'Kanzlei Sommer', 'admin@kunde.example')
  browser = await openConsoleBrowser(server)
})
afterAll(async () => {
  await browser?.close()
  await server?.stop()
})

const press = (page: Page, name: string | RegExp) => page.getByRole('button', { name }).first().click()
const sourcesOf = ({ organisation }: SignedInPerson) => `/api/v1/organisations/${organisation}/event-sources`

async function send(token: string, events: readonly object[]): Promise<{ stored: number }> {
  const response = await fetch(`${server.baseUrl}/api/v1/events`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/x-ndjson' },
    body: events.map((each) => JSON.stringify(each)).join('\n'),
  })
  expect(response.status).toBe(200)
  return (await response.json()) as { stored: number }
}

/** A source with a token, made without looking. */
async function makeSource(name: string, settings: object = {}) {
  const made = await owner.caller.call('POST', sourcesOf(owner), { name, settings })
  const id = String(made.body['id'])
  const token = await owner.caller.call('POST', `${sourcesOf(owner)}/${id}/tokens`, {
    name: 'Test',
    days: null,
  })
  return { id, token: String(token.body['secret']) }
}

const now = () => new Date().toISOString()

test('somebody creates a source, sends with its token, and sees and changes how it is understood', async () => {
  await owner.caller.call('PATCH', '/api/v1/me', { language: 'de' })
  const look = { as: owner, permissions: ['clipboard-read', 'clipboard-write'] }
  await browser.visit('/sources', look, async (page) => {
    await page.getByText('Noch sendet nichts').waitFor()
    await press(page, 'Quelle anlegen')
    await page.getByRole('dialog').getByRole('textbox', { name: 'Name' }).fill('Kundenportal')
    await page.getByRole('dialog').getByRole('button', { name: 'Anlegen' }).click()
    await page.waitForURL(/\/sources\/[0-9a-f-]{36}\?tab=set-up$/)
    const token = await createToken(page)

    for (const way of ['curl', 'cloudevents'])
      expect(await runExample(page, way, token)).toMatchObject({ stored: 1 })

    await send(token, [
      { time: now(), wer: 'anna', action: 'login', outcome: 'success', kunde: 'Kanzlei Sommer' },
      { time: now(), wer: 'bert', action: 'login', outcome: 'denied', kunde: 'Niemand AG' },
    ])
    await page.getByRole('tab', { name: 'Überblick' }).click()
    await page.locator('.source-state', { hasText: 'Empfängt' }).waitFor({ timeout: heardWithinMs })

    await page.getByRole('tab', { name: 'Zuordnung' }).click()
    await map(page, 'Akteur', 'wer')
    await page.locator('ins', { hasText: 'anna' }).waitFor()
    await map(page, 'Kunde', 'kunde')
    await page.getByText('Würde abgewiesen.').waitFor()
    await page.locator('ins', { hasText: 'Kanzlei Sommer' }).waitFor()
    await press(page, 'kunde entfernen')
    await page.getByText('Würde abgewiesen.').waitFor({ state: 'detached' })
    await press(page, 'Zuordnung speichern')
    await page.getByText('Gespeichert. Es gilt in wenigen Sekunden.').waitFor()
    await page.getByText('Alles wird so verstanden wie bisher.').waitFor()
    await send(token, [{ time: now(), wer: 'carla', action: 'logout' }])
    const preview = `${sourcesOf(owner)}/${idIn(page)}/preview`
    const { body } = await owner.caller.call('POST', preview, { limit: 1 })
    expect(body['events']).toMatchObject([
      { before: { fields: { actor: { value: 'carla', path: 'wer' }, action: { value: 'logout' } } } },
    ])
  })
})

/** Does in a shell what the example on the screen says, with the token put in; the answer. */
async function runExample(page: Page, way: string, token: string): Promise<unknown> {
  const at = new URL(page.url())
  at.searchParams.set('way', way)
  await page.goto(at.href)
  const shown = await page.locator('.example code').innerText()
  const { stdout } = await promisify(execFile)('bash', ['-c', shown.replace('nwe_…', token)], {
    env: { PATH: '/usr/bin:/bin', NACHWEIS_TOKEN: token },
    timeout: exampleMs,
  })
  return JSON.parse(stdout)
}

const idIn = (page: Page) => /sources\/([0-9a-f-]{36})/.exec(page.url())?.[1] ?? ''

/** Has a token made, copies it with the button, and closes the dialog. */
async function createToken(page: Page): Promise<string> {
  await press(page, 'Token erzeugen')
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('textbox', { name: 'Wofür' }).fill('Webserver')
  await dialog.getByRole('button', { name: 'Erzeugen' }).click()
  await dialog.getByRole('button', { name: 'Kopieren' }).click()
  await dialog.getByRole('button', { name: 'Kopiert' }).waitFor()
  const token = await page.evaluate<string>('navigator.clipboard.readText()')
  expect(token).toMatch(/^nwe_[A-Za-z0-9_-]{51}$/)
  await dialog.getByRole('button', { name: 'Ich habe es hinterlegt' }).click()
  await page.getByRole('row', { name: /Webserver/ }).waitFor()
  expect(await page.content()).not.toContain(token)
  return token
}

/** Types a path into a field of the mapping and adds it by the keyboard. */
async function map(page: Page, field: string, path: string): Promise<void> {
  const input = page.getByRole('combobox', { name: `Feld für ${field}`, exact: true })
  await input.fill(path)
  await input.press('Enter')
  await page.getByRole('button', { name: `${path} entfernen` }).waitFor()
}

test('a path is taken from a real event, and a pasted sample is previewed without being stored', async () => {
  const { id, token } = await makeSource('Anlage')
  await send(token, [{ time: now(), request: { user: 'dora' }, action: 'call' }])
  await browser.visit(`/sources/${id}?tab=mapping`, { as: owner }, async (page) => {
    await page.getByText('Alle Felder des Ereignisses').click()
    await press(page, 'Verwenden als: request.user')
    await page.getByRole('menuitem', { name: 'Als Akteur verwenden' }).click()
    await page.locator('ins', { hasText: 'dora' }).waitFor()
    await press(page, 'Verwerfen')
    await page.locator('ins').waitFor({ state: 'detached' })
    await page.getByRole('radio', { name: 'Eingefügtes Beispiel' }).click()
    await page.getByRole('textbox', { name: 'Eingefügtes Beispiel' }).fill('{"actor":"emil","action":"x"}')
    await page.getByRole('cell', { name: /^emil/ }).waitFor()
  })
  const { body } = await owner.caller.call('GET', `${sourcesOf(owner)}/${id}`)
  expect(body['settings']).toMatchObject({ mapping: { actor: [] } })
})

test('a source is paused, goes on, and is deleted once its token is revoked', async () => {
  const { id } = await makeSource('Alt')
  await browser.visit(`/sources/${id}?tab=set-up`, { as: owner, complaints: /409/ }, async (page) => {
    const choose = async (action: string) => {
      await press(page, 'Aktionen: Alt')
      await page.getByRole('menuitem', { name: action }).click()
    }
    await choose('Anhalten')
    await page.getByRole('dialog').getByRole('button', { name: 'Anhalten' }).click()
    await page.locator('.source-state', { hasText: 'Angehalten' }).waitFor()
    await choose('Weiterlaufen lassen')
    await page.locator('.source-state', { hasText: 'Noch nie gehört' }).waitFor()
    await choose('Quelle löschen')
    const dialog = page.getByRole('alertdialog').or(page.getByRole('dialog'))
    await dialog.getByRole('button', { name: 'Quelle löschen' }).click()
    await page.getByText('Widerrufen Sie zuerst alle.').waitFor()
    await dialog.getByRole('button', { name: 'Abbrechen' }).click()
    await press(page, 'Aktionen: Test')
    await page.getByRole('menuitem', { name: 'Widerrufen' }).click()
    await dialog.getByRole('button', { name: 'Widerrufen' }).click()
    await page.getByText('Noch kein Token').waitFor()
    await choose('Quelle löschen')
    await dialog.getByRole('button', { name: 'Quelle löschen' }).click()
    await page.waitForURL(/\/console\/sources$/)
    await page.getByText('Die Quelle ist gelöscht.').waitFor()
  })
  const { body } = await owner.caller.call('GET', `${sourcesOf(owner)}?search=Alt`)
  expect(body['sources']).toEqual([])
})

test('a customer neither finds nor opens the sources', async () => {
  const { id } = await makeSource('Geheim')
  await browser.visit('/account', { as: customer, complaints: /404|403/ }, async (page) => {
    expect(await page.getByRole('link', { name: 'Quellen' }).count()).toBe(0)
    for (const path of ['/sources', `/sources/${id}`]) {
      await page.goto(new URL(`/console${path}`, page.url()).href, { waitUntil: 'networkidle' })
      expect(await page.locator('main').innerText()).not.toContain('Geheim')
    }
  })
})

describe.each([
  ['light', 'de', desktop],
  ['dark', 'en', phone],
  ['light', 'en', phone],
  ['dark', 'de', desktop],
] as const)('%s, %s', (colorScheme, language, size) => {
  test('no screen has an accessibility violation or scrolls sideways', async () => {
    await owner.caller.call('PATCH', '/api/v1/me', { language })
    const { id, token } = await makeSource(`Firewall ${colorScheme} ${language}`, {
      sequence: { path: 'nr' },
      heartbeatS: 60,
      customer: customer.organisation,
    })
    await send(token, [
      { time: now(), nr: 1, actor: 'anna', action: 'login', src_endpoint: { ip: '192.0.2.7' } },
      { time: now(), nr: 4, note: 'ohne Akteur' },
      { time: '9999-01-01T00:00:00Z', nr: 5, actor: 'bert', customer: 'Niemand' },
    ])
    const at = `/sources/${id}`
    const paths = [
      '/sources',
      '/sources?create=yes',
      at,
      ...[
        'set-up',
        'set-up&token=create',
        'set-up&way=rsyslog',
        'mapping',
        'mapping&from=sample',
        'settings',
      ].map((tab) => `${at}?tab=${tab}`),
    ]
    await browser.visit('/account', { as: owner, colorScheme, ...size }, async (page) => {
      expect(await wrongWith(page, paths)).toEqual([])
      expect(await page.evaluate('document.documentElement.lang')).toBe(language)
    })
  })
})
