import type { Page } from 'playwright-core'

/** What stands on the sign-in screens of the console. */
export const signInWords = {
  de: {
    email: 'E-Mail-Adresse',
    goOn: 'Weiter',
    password: 'Passwort',
    signIn: 'Anmelden',
    account: /^Mein Konto/,
  },
  en: {
    email: 'E-mail address',
    goOn: 'Continue',
    password: 'Password',
    signIn: 'Sign in',
    account: /^My account/,
  },
} as const

type Words = (typeof signInWords)[keyof typeof signInWords]

/** Presses the button of exactly this name. */
export const press = (page: Page, name: string): Promise<void> =>
  page.getByRole('button', { name, exact: true }).click()

/** The first step of the sign-in screen. */
export async function enterEmail(page: Page, say: Words, email: string): Promise<void> {
  await page.getByLabel(say.email).fill(email)
  await press(page, say.goOn)
}

/** The second step, by password; what comes next is up to the gate. */
export async function enterPassword(page: Page, say: Words, password: string): Promise<void> {
  await page.getByLabel(say.password, { exact: true }).fill(password)
  await press(page, say.signIn)
}

/** Waits until somebody is inside: the menu of the own name is there. */
export const untilInside = (page: Page, say: Words): Promise<void> =>
  page.getByRole('button', { name: say.account }).waitFor()
