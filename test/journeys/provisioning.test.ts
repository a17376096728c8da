import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openConsoleBrowser, type ConsoleBrowser } from '../harness/console-browser.ts'
import { enterEmail, enterPassword, press, signInWords, untilInside } from '../harness/console-sign-in.ts'
import { withoutBrowser } from '../harness/operate.ts'
import { startServer, type RunningServer } from '../harness/server.ts'
import { acceptInvitation, makeCustomer, setUpOwner, type SignedInPerson } from '../harness/signed-in.ts'
import { requireDone } from '../../server/src/engine/identity/probe/sign-in.ts'

const endedWithinMs = 5_000

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
    create: 'Token für SCIM erzeugen',
    what: 'Wofür',
    make: 'Erzeugen',
    security: 'Anmeldung und Sicherheit',
    refused: 'passen nicht zusammen',
  },
  en: {
    ...signInWords.en,
    create: 'Create a token for SCIM',
    what: 'What for',
    make: 'Create',
    security: 'Sign-in and security',
    refused: 'e-mail address and password do not match',
  },
} as const

type Words = (typeof words)[keyof typeof words]

test.each(['de', 'en'] as const)(
  'in %s: whoever the identity provider switches off is out within seconds, and does not come back in',
  async (language) => {
    const say = words[language]
    const locale = language === 'de' ? 'de-DE' : 'en-GB'
    const domain = `${language}.customer.example`
    const admin = await makeCustomer(server, owner.caller, `Werk ${language}`, `admin@${domain}`)
    await admin.caller.call('PATCH', '/api/v1/me', { language })
    const member = await invite(admin, `mara@${domain}`, language)
    const token = await browser.visit('/sign-on', { locale, as: admin }, (page) => tokenForScim(page, say))

    await browser.visit('/sign-in', { locale, complaints: /401/ }, async (page) => {
      await signIn(page, say, member)
      await untilInside(page, say)
      const switchedOff = Date.now()
      await switchOff(token, member.email)
      await page.getByRole('button', { name: say.account }).click()
      await page.getByRole('menuitem', { name: say.security }).click()
      await page.waitForURL(/\/console\/sign-in/)
      expect(Date.now() - switchedOff).toBeLessThan(endedWithinMs)
      await signIn(page, say, member)
      await page.getByText(say.refused).waitFor()
    })
    expect((await member.caller.call('GET', '/api/v1/me')).status).toBe(401)
  },
  120_000,
)

async function invite(admin: SignedInPerson, email: string, language: 'de' | 'en'): Promise<SignedInPerson> {
  const person = { name: 'Mara Muster', email, roles: ['member'], language }
  await requireDone(admin.caller.call('POST', `/api/v1/organisations/${admin.organisation}/people`, person))
  const member = await acceptInvitation(server, owner.caller, email)
  await member.caller.call('PATCH', '/api/v1/me', { language })
  return member
}

/** Makes a token as the administrator does, and answers it as it is shown. */
async function tokenForScim(page: Page, say: Words): Promise<string> {
  await press(page, say.create)
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('textbox', { name: say.what }).fill('Verzeichnis')
  await dialog.getByRole('button', { name: say.make, exact: true }).click()
  return page.getByText(/^nws_/).innerText()
}

async function signIn(page: Page, say: Words, { email, password }: SignedInPerson): Promise<void> {
  await enterEmail(page, say, email)
  await enterPassword(page, say, password)
}

/** What an identity provider does when somebody leaves: looks the account up by its name and makes it inactive. */
async function switchOff(token: string, email: string): Promise<void> {
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/scim+json' }
  const base = `${server.baseUrl}/scim/v2/Users`
  const found = await fetch(`${base}?filter=${encodeURIComponent(`userName eq "${email}"`)}`, { headers })
  const { Resources: users } = (await found.json()) as { Resources: { id: string }[] }
  expect(users).toHaveLength(1)
  const patched = await fetch(`${base}/${users[0]?.id}`, {
    method: 'PATCH',
    headers,
    body: JSON.stringify({
      schemas: ['urn:ietf:params:scim:api:messages:2.0:PatchOp'],
      Operations: [{ op: 'replace', path: 'active', value: false }],
    }),
  })
  expect(patched.status).toBe(200)
}
