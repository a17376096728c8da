import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openConsoleBrowser, phone, violations, type ConsoleBrowser } from '../harness/console-browser.ts'
import { enterEmail, enterPassword, press, signInWords, untilInside } from '../harness/console-sign-in.ts'
import { withoutBrowser } from '../harness/operate.ts'
import { addPasskeyDevice, type PasskeyDevice } from '../harness/passkey-browser.ts'
import { startServer, type RunningServer } from '../harness/server.ts'
import { goodPassword, mailedLink, setUpOwner, type SignedInPerson } from '../harness/signed-in.ts'

const journeyMs = 120_000

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

const words = {
  de: {
    ...signInWords.de,
    invite: 'Einladen',
    byPasskey: 'Nur mit Passkey',
    accept: 'Einladung annehmen',
    setUp: 'Passkey einrichten',
    make: 'Passkey anlegen',
    kept: 'Ich habe die Codes sicher aufbewahrt.',
    signOut: 'Abmelden',
    signInByPasskey: 'Mit Passkey anmelden',
    lost: 'Passwort vergessen oder Passkey verloren?',
    send: 'Link schicken',
    sent: 'Sehen Sie in Ihr Postfach',
    newPassword: 'Neues Passwort',
    set: 'Passwort setzen',
    toSignIn: 'Zur Anmeldung',
    useCode: 'Wiederherstellungscode verwenden',
    code: 'Wiederherstellungscode',
    confirm: 'Bestätigen',
    never: 'noch nie',
    remove: 'Entfernen',
    removed: 'Der Faktor ist entfernt.',
    add: 'Passkey hinzufügen',
    added: 'Der Passkey ist eingerichtet.',
    left: '9 Codes sind noch gültig.',
  },
  en: {
    ...signInWords.en,
    invite: 'Invite',
    byPasskey: 'By passkey alone',
    accept: 'Accept the invitation',
    setUp: 'Set up a passkey',
    make: 'Make the passkey',
    kept: 'I have kept the codes in a safe place.',
    signOut: 'Sign out',
    signInByPasskey: 'Sign in with a passkey',
    lost: 'Forgotten your password, or lost your passkey?',
    send: 'Send the link',
    sent: 'Look into your mailbox',
    newPassword: 'New password',
    set: 'Set the password',
    toSignIn: 'To the sign-in',
    useCode: 'Use a recovery code',
    code: 'Recovery code',
    confirm: 'Confirm',
    never: 'never yet',
    remove: 'Remove',
    removed: 'The factor is removed.',
    add: 'Add a passkey',
    added: 'The passkey is set up.',
    left: '9 codes are still valid.',
  },
} as const

type Words = (typeof words)[keyof typeof words]

describe.each([
  ['de', 'light', {}],
  ['en', 'dark', phone],
] as const)('in %s, %s', (language, colorScheme, size) => {
  const say = words[language]
  const email = `berta-${language}@provider.example`
  const options = { locale: language === 'de' ? 'de-DE' : 'en-GB', colorScheme, ...size }

  test(
    'invited, in by passkey, passkey lost, in again by mail and recovery code, with a new passkey',
    async () => {
      await owner.caller.call('PATCH', '/api/v1/me', { language })
      await browser.visit('/people?invite=yes', { ...options, as: owner }, async (page) => {
        const dialog = page.getByRole('dialog')
        await dialog.getByRole('textbox', { name: 'Name' }).fill('Berta Beispiel')
        await dialog.getByRole('textbox', { name: say.email }).fill(email)
        await dialog.getByRole('button', { name: say.invite, exact: true }).click()
        await page.getByText(email).first().waitFor()
      })
      const invitation = await mailedLink(owner.caller, email, 'invitation')
      // Nobody is signed in at first; and a link for a new password does not tell whose it is.
      const complaints = /401|forms should have .* username fields/
      await browser.visit(`/invitation/${invitation}`, { ...options, complaints }, async (page) => {
        const device = await addPasskeyDevice(page)
        const [code = ''] = await accept(page, say)
        await signOut(page, say, device)
        await signInByPasskey(page, say, email, device)
        await signOut(page, say, device)
        await device.lose()
        const newDevice = await addPasskeyDevice(page)
        await setPassword(page, say, email)
        await comeBack(page, say, email, code)
        await replacePasskey(page, say)
        expect(await violations(page)).toEqual([])
        await signOut(page, say, newDevice)
        await signInByPasskey(page, say, email, newDevice)
      })
    },
    journeyMs,
  )
})

/** Accepts the invitation with a passkey as the only step; answers the recovery codes. */
async function accept(page: Page, say: Words): Promise<string[]> {
  await page.getByRole('radio', { name: say.byPasskey }).check({ force: true })
  await press(page, say.accept)
  await press(page, say.setUp)
  await press(page, say.make)
  await page.getByText(say.kept).waitFor()
  const codes = (await page.locator('.copy-value').innerText()).split('\n')
  await page.getByText(say.kept).click()
  await press(page, say.goOn)
  await untilInside(page, say)
  return codes
}

/** Signs out. Nobody touches the device meanwhile: the sign-in screen offers its passkeys at once. */
async function signOut(page: Page, say: Words, device: PasskeyDevice): Promise<void> {
  await device.attend(false)
  await page.getByRole('button', { name: say.account }).click()
  await page.getByRole('menuitem', { name: say.signOut }).click()
  await page.getByRole('button', { name: say.signInByPasskey }).waitFor()
}

async function signInByPasskey(page: Page, say: Words, email: string, device: PasskeyDevice): Promise<void> {
  await enterEmail(page, say, email)
  await page.getByRole('link', { name: say.lost }).waitFor()
  await device.attend(true)
  await press(page, say.signInByPasskey)
  await untilInside(page, say)
}

async function setPassword(page: Page, say: Words, email: string): Promise<void> {
  await enterEmail(page, say, email)
  await page.getByRole('link', { name: say.lost }).click()
  await page.getByLabel(say.email).fill(email)
  await press(page, say.send)
  await page.getByRole('heading', { name: say.sent }).waitFor()
  const link = await mailedLink(owner.caller, email, 'reset-password')
  await page.goto(new URL(`/console/reset-password/${link}`, page.url()).href)
  await page.getByLabel(say.newPassword, { exact: true }).fill(goodPassword)
  await press(page, say.set)
  await page.getByRole('link', { name: say.toSignIn }).click()
}

/** The password alone is not enough: the second step takes a recovery code, and takes it once. */
async function comeBack(page: Page, say: Words, email: string, code: string): Promise<void> {
  await enterEmail(page, say, email)
  await enterPassword(page, say, goodPassword)
  await press(page, say.useCode)
  await page.getByLabel(say.code, { exact: true }).fill(code)
  await press(page, say.confirm)
  await untilInside(page, say)
}

async function replacePasskey(page: Page, say: Words): Promise<void> {
  await page.goto(new URL('/console/account/security', page.url()).href)
  await page.getByText(say.left).waitFor()
  await press(page, say.add)
  await press(page, say.make)
  await page.getByText(say.added).waitFor()
  const never = page.getByRole('row', { name: say.never })
  await never.waitFor()
  const lost = page.getByRole('row').filter({ hasNotText: say.never }).filter({ hasText: 'Passkey,' })
  await lost.getByRole('button').click()
  await page.getByRole('menuitem', { name: say.remove }).click()
  await page.getByRole('dialog').getByRole('button', { name: say.remove, exact: true }).click()
  await page.getByText(say.removed).waitFor()
  await lost.waitFor({ state: 'detached' })
  expect(await never.count()).toBe(1)
}
