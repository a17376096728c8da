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

let server: RunningServer
let browser: ConsoleBrowser
let owner: SignedInPerson
let admin: SignedInPerson

beforeAll(async () => {
  server = await startServer({ environment: withoutBrowser })
  owner = await setUpOwner(server)
  admin = await makeCustomer(server, owner.caller, 'Kanzlei Sommer', 'admin@kunde.example')
  browser = await openConsoleBrowser(server)
})
afterAll(async () => {
  await browser?.close()
  await server?.stop()
})

const press = (page: Page, name: string | RegExp) => page.getByRole('button', { name }).first().click()

/** Chooses the language in which somebody is spoken to. */
const speak = (person: SignedInPerson, language: 'de' | 'en') =>
  person.caller.call('PATCH', '/api/v1/me', { language })

const ofOwner = () => [
  '/people?invite=yes',
  '/people',
  `/people/${owner.personId}`,
  '/customers?create=yes',
  '/customers',
  `/customers/${admin.organisation}?tab=rules`,
  `/customers/${admin.organisation}?tab=sign-on`,
  '/outbox',
]
const ofAdmin = () => [
  '/sign-in-rules',
  '/sign-on',
  '/sign-on/new',
  '/sign-on/new?protocol=saml',
  '/service-tokens',
  '/service-tokens?create=yes',
  '/activity',
]

describe.each([
  ['light', 'de', desktop],
  ['dark', 'en', phone],
] as const)('%s, %s', (colorScheme, language, size) => {
  test.each([
    ['staff', () => owner, ofOwner],
    ['administrators of a customer', () => admin, ofAdmin],
  ])('no screen for %s has an accessibility violation or scrolls sideways', async (_, who, paths) => {
    await speak(who(), language)
    await browser.visit('/account', { as: who(), colorScheme, ...size }, async (page) => {
      expect(await wrongWith(page, paths())).toEqual([])
      expect(await page.evaluate('document.documentElement.lang')).toBe(language)
    })
  })
})

describe.each([
  {
    language: 'de',
    create: 'Kunde anlegen',
    fields: ['Name der Organisation', 'Name der ersten Administration', 'E-Mail-Adresse'],
    send: 'Anlegen und einladen',
    invite: 'Person einladen',
    inviteNow: 'Einladen',
    invited: 'Eingeladen',
  },
  {
    language: 'en',
    create: 'Create a customer',
    fields: ['Name of the organisation', 'Name of the first administrator', 'E-mail address'],
    send: 'Create and invite',
    invite: 'Invite a person',
    inviteNow: 'Invite',
    invited: 'Invited',
  },
] as const)('in $language', (words) => {
  test('staff create a customer and invite somebody; an address in use is said at its field', async () => {
    await speak(owner, words.language)
    const complaints = /409/
    await browser.visit('/customers', { as: owner, complaints }, async (page) => {
      await press(page, words.create)
      const dialog = page.getByRole('dialog')
      const [name, person, email] = words.fields
      await dialog.getByRole('textbox', { name }).fill(`Werk ${words.language}`)
      await dialog.getByRole('textbox', { name: person }).fill('Vera Vorn')
      await dialog.getByRole('textbox', { name: email }).fill(`vera@${words.language}.example`)
      await dialog.getByRole('button', { name: words.send }).click()
      await page.waitForURL(/\/customers\/[0-9a-f-]{36}$/)
      await page.getByRole('heading', { level: 1, name: `Werk ${words.language}` }).waitFor()
      await press(page, words.invite)
      await dialog.getByRole('textbox', { name: 'Name' }).fill('Nora Neu')
      const address = dialog.getByRole('textbox', { name: email })
      const send = dialog.getByRole('button', { name: words.inviteNow, exact: true })
      await address.fill(`VERA@${words.language}.example`)
      await send.click()
      await dialog.locator('.field-problem').waitFor()
      expect(await address.getAttribute('aria-invalid')).toBe('true')
      await address.fill(`nora@${words.language}.example`)
      await send.click()
      const row = page.getByRole('row', { name: /Nora Neu/ })
      await row.waitFor()
      expect(await row.innerText()).toContain(words.invited)
    })
  })
})

test('an administrator begins to prove a domain and sets a connection up as a draft', async () => {
  await speak(admin, 'de')
  await browser.visit('/sign-on', { as: admin }, async (page) => {
    await page.getByRole('textbox', { name: 'Weitere Domain' }).fill('kunde.example')
    await press(page, 'Domain nachweisen')
    await page.getByText('_nachweis-challenge.kunde.example').waitFor()
    await page.getByRole('link', { name: 'Identitätsanbieter eintragen' }).click()
    await page.getByRole('textbox', { name: 'Name der Verbindung' }).fill('Firmenkonto')
    await page.getByRole('textbox', { name: /Issuer/ }).fill('https://login.example/v2.0')
    await page.getByRole('textbox', { name: 'Client-ID' }).fill('nachweis')
    await press(page, 'Gruppe hinzufügen')
    await page.getByRole('textbox', { name: 'Gruppe 1' }).fill('it-admins')
    await press(page, 'Als Entwurf speichern')
    await page.waitForURL(/\/sign-on\/[0-9a-f-]{36}$/)
    await page.getByRole('heading', { level: 1, name: 'Firmenkonto' }).waitFor()
    expect(await page.getByText('/callback').innerText()).toMatch(
      /\/api\/v1\/sign-in\/oidc\/[0-9a-f-]{36}\/callback$/,
    )
    const test = page.getByRole('link', { name: 'Jetzt probeweise anmelden' })
    expect(await test.getAttribute('href')).toMatch(
      /purpose=test&to=\/console\/sign-on\/[0-9a-f-]{36}\/tested$/,
    )
    expect(await page.getByRole('button', { name: 'Zur Pflicht machen' }).count()).toBe(0)
    // Anew: what was said meanwhile is gone.
    expect(await wrongWith(page, [new URL(page.url()).pathname.replace('/console', '')])).toEqual([])
  })
  await speak(admin, 'en')
  await browser.visit('/sign-on', { as: admin }, async (page) => {
    const row = page.getByRole('row', { name: /Firmenkonto/ })
    expect(await row.innerText()).toMatch(/OpenID Connect\s+Draft\s+not yet/)
  })
})

test('the last administrator is not demoted: the refusal of the server stands at the roles', async () => {
  await speak(admin, 'de')
  await browser.visit(`/people/${admin.personId}`, { as: admin, complaints: /409/ }, async (page) => {
    await press(page, 'Ändern')
    await page.getByRole('menuitem', { name: 'Rollen ändern' }).click()
    await page.getByRole('checkbox', { name: 'Administration' }).press('Space')
    await page.getByRole('checkbox', { name: 'Mitglied' }).press('Space')
    await press(page, 'Rollen speichern')
    const problem = page.locator('.field-problem')
    await problem.waitFor()
    expect(await problem.innerText()).toContain('letzte aktive Administrator')
  })
})

test('a token for SCIM is shown once, with nothing but that scope', async () => {
  await speak(admin, 'en')
  await browser.visit('/sign-on', { as: admin }, async (page) => {
    await press(page, 'Create a token for SCIM')
    await page.getByRole('textbox', { name: 'What for' }).fill('Keycloak')
    await page.getByRole('dialog').getByRole('button', { name: 'Create', exact: true }).click()
    await page.getByText(/^nws_/).waitFor()
    await press(page, 'I have put it away')
    expect(await page.getByText(/^nws_/).count()).toBe(0)
  })
  const { body } = await admin.caller.call('GET', `/api/v1/organisations/${admin.organisation}/tokens`)
  expect(body['tokens']).toMatchObject([{ name: 'Keycloak', kind: 'service', scopes: ['scim:provision'] }])
})
