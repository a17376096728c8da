import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { describe, expect, onTestFinished, test } from 'vitest'
import { openConsoleBrowser, phone, violations } from '../harness/console-browser.ts'
import { oathtool } from '../harness/oathtool.ts'
import { get, until, verify, withoutBrowser } from '../harness/operate.ts'
import { startServer, type RunningServer } from '../harness/server.ts'
import { firstLink } from '../harness/signed-in.ts'

const journeyMs = 180_000
const codes = /^(?:[0-9A-HJKMNP-TV-Z]{4}-){5}[0-9A-HJKMNP-TV-Z]{4}$/
const password = 'vier Ziegen lesen Zeitung'

const words = {
  de: {
    organisation: 'Anbieter',
    name: 'Ihr Name',
    email: 'Ihre E-Mail-Adresse',
    password: 'Passwort',
    create: 'Konto anlegen',
    tooShort: 'nötig sind mindestens 12',
    app: 'App einrichten',
    code: 'Code der App',
    kept: 'Ich habe die Codes sicher aufbewahrt.',
    file: 'Als Textdatei sichern',
    goOn: 'Weiter',
    contact: 'Kontakt für Sicherheitslücken',
    preview: 'Vorschau',
    close: 'Schließen',
    save: 'Speichern und weiter',
    endpoints: 'Adressen mit TLS',
    newTeam: 'Weiteres Team',
    add: 'Hinzufügen',
    all: 'Alle Kapitel an „Plattform“',
    staffName: 'Name',
    staffEmail: 'E-Mail-Adresse',
    invite: 'Einladen',
    invited: 'Sicherheit · eingeladen',
    published: 'Ihre Seite ist veröffentlicht',
    look: 'Seite ansehen',
    over: 'Dieser Link gilt nicht mehr',
    example: 'Beispiel Telefonie GmbH',
    team: 'Plattform',
  },
  en: {
    organisation: 'Provider',
    name: 'Your name',
    email: 'Your e-mail address',
    password: 'Password',
    create: 'Create the account',
    tooShort: 'at least 12 are needed',
    app: 'Set up an app',
    code: 'Code of the app',
    kept: 'I have kept the codes in a safe place.',
    file: 'Keep as a text file',
    goOn: 'Continue',
    contact: 'Contact for weaknesses',
    preview: 'Preview',
    close: 'Close',
    save: 'Save and continue',
    endpoints: 'Addresses with TLS',
    newTeam: 'Another team',
    add: 'Add',
    all: 'All chapters to “Plattform”',
    staffName: 'Name',
    staffEmail: 'E-mail address',
    invite: 'Invite',
    invited: 'Security · invited',
    published: 'Your page is published',
    look: 'Look at the page',
    over: 'This link no longer works',
    example: 'Beispiel Telefonie GmbH',
    team: 'Plattform',
  },
} as const

describe.each([
  ['de', 'light', {}],
  ['en', 'dark', phone],
] as const)('in %s, %s', (language, colorScheme, size) => {
  const say = words[language]
  const options = { locale: language === 'de' ? 'de-DE' : 'en-GB', colorScheme, ...size }
  const sound = async (page: Page) => {
    expect(await violations(page)).toEqual([])
    expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true)
  }

  test(
    'the first start leads from the printed link to a published page',
    async () => {
      const server = await startServer({ environment: withoutBrowser })
      onTestFinished(async () => void (await server.stop()))
      const browser = await openConsoleBrowser(server)
      onTestFinished(() => browser.close())
      const setup = `/setup/${firstLink(server)}`
      const keptAside = await browser.visit(setup, { ...options, complaints: /400/ }, async (page) => {
        await sound(page)
        await becomeOwner(page, say)
        await sound(page)
        const recoveryCodes = await setUpApp(page, say, sound)
        await declare(page, say, sound, server)
        await sound(page)
        await page.getByRole('link', { name: say.look, exact: true }).click()
        await page.waitForURL(new RegExp(`/${language}/$`))
        const published = await page.locator('body').innerText()
        expect(published).toContain('Muster Telefonie AG')
        expect(published).not.toContain(say.example)
        expect(published).toContain(say.team)
        const kept = await page.evaluate('JSON.stringify({ ...localStorage, ...sessionStorage })')
        return { recoveryCodes, kept: String(kept) }
      })
      await browser.visit(setup, { ...options, complaints: /410/ }, async (page) => {
        expect(await page.locator('h1').innerText()).toBe(say.over)
      })
      const yaml = await readFile(join(server.dataDir, 'nachweis.yaml'), 'utf8')
      expect(yaml).toContain('name: Muster Telefonie AG')
      expect(yaml).toContain('# Was dieser Anbieter verspricht und woran es geprüft wird.')
      expect(JSON.parse((await get(server, '/readyz'))?.text ?? '')).toMatchObject({ warnings: [] })
      await until('the log bears all of it', async () => (await verify(server, null)).problems.length === 0)
      for (const secret of [password, firstLink(server), ...keptAside.recoveryCodes]) {
        expect(keptAside.kept).not.toContain(secret)
        expect(server.output().replaceAll(/\/console\/setup\/\S+/g, '')).not.toContain(secret)
      }
    },
    journeyMs,
  )
})

type Words = (typeof words)[keyof typeof words]
type Look = (page: Page) => Promise<void>
const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click()

async function becomeOwner(page: Page, say: Words): Promise<void> {
  await page.getByLabel(say.organisation).fill('Muster Telefonie AG')
  await page.getByLabel(say.name).fill('Anna Muster')
  await page.getByLabel(say.email).fill('anna@muster.example')
  const field = page.getByRole('textbox', { name: say.password })
  await field.fill('zu kurz')
  await press(page, say.create)
  await page.getByText(say.tooShort).waitFor()
  await field.fill(password)
  await press(page, say.create)
  await page.getByRole('button', { name: say.app }).waitFor()
}

/** An authenticator app, a wrong code first; answers the recovery codes, kept as a file too. */
async function setUpApp(page: Page, say: Words, sound: Look): Promise<string[]> {
  await press(page, say.app)
  await page.locator('img.qr').waitFor()
  await sound(page)
  const secret = await page.locator('.copy-value').innerText()
  const drawn = await page.locator('img.qr').getAttribute('src')
  expect(drawn).toMatch(/^data:image\/svg\+xml;base64,/)
  const code = page.getByLabel(say.code)
  const right = await oathtool(secret, Date.now())
  await code.fill(String((Number(right) + 1) % 1_000_000).padStart(6, '0'))
  await page.getByRole('alert').waitFor()
  await code.fill(await oathtool(secret, Date.now()))
  await page.getByText(say.kept).waitFor()
  await sound(page)
  const shown = (await page.locator('.copy-value').innerText()).split('\n')
  expect(shown.filter((each) => codes.test(each))).toHaveLength(10)
  const goOn = page.getByRole('button', { name: say.goOn, exact: true })
  expect(await goOn.isDisabled()).toBe(true)
  const [file] = await Promise.all([page.waitForEvent('download'), press(page, say.file)])
  const text = await readFile(await file.path(), 'utf8')
  expect(file.suggestedFilename()).toMatch(/\.txt$/)
  for (const each of shown) expect(text).toContain(each)
  await page.getByText(say.kept).click()
  await goOn.click()
  return shown
}

/** The steps of the set-up: provider, what is checked, teams, staff, done. */
async function declare(page: Page, say: Words, sound: Look, server: RunningServer): Promise<void> {
  await page.getByLabel(say.contact).fill('sicherheit@muster.example')
  await press(page, say.preview)
  await page.getByText('contact: sicherheit@muster.example').waitFor()
  await page.getByRole('dialog').getByRole('button', { name: say.close, exact: true }).last().click()
  await press(page, say.save)
  await page.getByLabel(say.endpoints).fill(`localhost:${server.ports.https}`)
  await sound(page)
  await press(page, say.save)
  await page.getByLabel(say.newTeam).fill('Plattform')
  await press(page, say.add)
  await press(page, say.all)
  await sound(page)
  await press(page, say.save)
  await page.getByLabel(say.staffName, { exact: true }).fill('Bert Beispiel')
  await page.getByLabel(say.staffEmail).fill('bert@muster.example')
  await press(page, say.invite)
  await page.getByText(say.invited).waitFor()
  await sound(page)
  await press(page, say.goOn)
  await page.getByRole('heading', { name: say.published }).waitFor()
}
