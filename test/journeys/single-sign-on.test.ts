import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import { requireDone } from '../../server/src/engine/identity/probe/sign-in.ts'
import { launchChromium } from '../harness/chromium.ts'
import { enterEmail, enterPassword, signInWords } from '../harness/console-sign-in.ts'
import { startDns, type DnsServer } from '../harness/dns-server.ts'
import { lemonldapUsers, startLemonldap, type Lemonldap } from '../harness/lemonldap.ts'
import { withoutBrowser } from '../harness/operate.ts'
import { freePorts } from '../harness/ports.ts'
import { startServer, type RunningServer } from '../harness/server.ts'
import { browserFor, makeCustomer, setUpOwner, type SignedInPerson } from '../harness/signed-in.ts'
import { signingKey } from '../harness/signing-key.ts'

const domain = 'badwolf.org'
const journeyMs = 240_000
// The portal reads a Basic header up to its first + or / only; these two give neither.
const [clientId, secret] = ['nachweis-42.a_b', 'a-secret_of~this.test']
const { dwho, rtyler } = lemonldapUsers
const words = {
  de: {
    ...signInWords.de,
    company: 'Mit Firmenkonto anmelden',
    required: 'verlangt die Anmeldung über ihren eigenen Identitätsdienst',
  },
  en: {
    ...signInWords.en,
    company: 'Sign in with company account',
    required: 'requires sign-in through its own identity provider',
  },
} as const

// Over plain http Chromium drops the cookies for other sites that the portal would set by default.
const settings = { sameSite: 'Lax' }

interface Place {
  readonly server: RunningServer
  readonly admin: SignedInPerson
  readonly dns: DnsServer
  readonly portalPort: number
}

let browser: Browser
beforeAll(async () => {
  browser = await launchChromium()
})
afterAll(() => browser?.close())

/** An installation with a customer whose administrator is signed in, and a name server for the customer's domain. */
async function open(): Promise<Place> {
  const [portalPort = 0, dnsPort = 0] = await freePorts(2)
  const dns = await startDns(domain, dnsPort)
  onTestFinished(() => dns.stop())
  const configuration = [
    'provider:\n  name: Anbieter GmbH\n  contact: a@b.example',
    `outgoing:\n  privateHosts: ['127.0.0.1:${portalPort}']\n  dnsServers: ['${dns.address}']\n`,
  ].join('\n')
  const server = await startServer({ configuration, environment: withoutBrowser })
  onTestFinished(async () => void (await server.stop()))
  const owner = await setUpOwner(server)
  const admin = await makeCustomer(server, owner.caller, 'Badwolf', `admin@${domain}`)
  return { server, admin, dns, portalPort }
}

const baseOf = ({ admin }: Place) => `/api/v1/organisations/${admin.organisation}/sign-on`

async function proveDomain(place: Place): Promise<void> {
  const { caller } = place.admin
  const base = baseOf(place)
  const added = await requireDone(caller.call('POST', `${base}/domains`, { domain: 'BadWolf.org.' }))
  const { name, value } = added.body['record'] as { name: string; value: string }
  const check = () =>
    requireDone(caller.call('POST', `${base}/domains/${String(added.body['id'])}/check`, {}))
  expect((await check()).body['provenAt']).toBeNull()
  await place.dns.publish(name, `${value}-wrong`)
  expect((await check()).body['provenAt']).toBeNull()
  await place.dns.publish(name, value)
  expect((await check()).body['provenAt']).not.toBeNull()
}

interface Shown {
  readonly id: string
  readonly state: string
  readonly ours: { readonly redirectUri: string; readonly metadataUrl: string }
}

const rules = { name: 'Lemon', defaultRole: 'member', roleMap: [{ group: 'timelords', role: 'admin' }] }

/** Sets a connection up as its administrator does, and the portal with what it must know of us. */
async function connectOidc(place: Place): Promise<{ connection: Shown; portal: Lemonldap }> {
  const { caller } = place.admin
  const described = { kind: 'oidc', issuer: `http://127.0.0.1:${place.portalPort}`, clientId }
  const body = { ...rules, settings: described, clientSecret: secret }
  const made = await requireDone(caller.call('POST', `${baseOf(place)}/connections`, body))
  const connection = made.body as unknown as Shown
  const party = {
    clientId,
    clientSecret: secret,
    redirectUris: [connection.ours.redirectUri],
    options: { RequirePKCE: 1 },
  }
  const portal = await startLemonldap({ port: place.portalPort, relyingParties: [party], settings })
  onTestFinished(() => portal.stop())
  const issuer = portal.oidcIssuer
  const found = await requireDone(caller.call('POST', `${baseOf(place)}/discover`, { issuer }))
  expect(found.body['issuer']).toBe(issuer)
  return { connection, portal }
}

async function connectSaml(place: Place): Promise<{ connection: Shown; portal: Lemonldap }> {
  const { caller } = place.admin
  const signing = signingKey('lemonldap')
  const portalUrl = `http://127.0.0.1:${place.portalPort}/`
  const first = {
    kind: 'saml',
    entityId: `${portalUrl}saml/metadata`,
    ssoUrl: `${portalUrl}saml/singleSignOn`,
    certificates: [signing.certificate],
  }
  const made = await requireDone(
    caller.call('POST', `${baseOf(place)}/connections`, { ...rules, settings: first }),
  )
  const connection = made.body as unknown as Shown
  const metadata = await (await fetch(connection.ours.metadataUrl)).text()
  const portal = await startLemonldap({
    port: place.portalPort,
    settings,
    signing,
    serviceProviders: [{ metadata }],
  })
  onTestFinished(() => portal.stop())
  const xml = await (await fetch(portal.samlMetadataUrl)).text()
  const read = await requireDone(caller.call('POST', `${baseOf(place)}/metadata`, { xml }))
  const attributes = { email: ['mail'], name: ['cn'], groups: ['groups'] }
  const described = { ...read.body, attributes }
  const path = `${baseOf(place)}/connections/${connection.id}`
  await requireDone(caller.call('PUT', path, { ...rules, settings: described }))
  return { connection, portal }
}

const pageFor = async (language: 'de' | 'en'): Promise<Page> => {
  const context = await browser.newContext({ locale: language === 'de' ? 'de-DE' : 'en-GB' })
  onTestFinished(() => context.close())
  return context.newPage()
}
const consoleOf = ({ server }: Place) => `http://localhost:${server.ports.http}/console/`

async function signInAs(page: Page, place: Place, language: 'de' | 'en', email: string, password: string) {
  await page.goto(`${consoleOf(place)}sign-in`)
  await enterEmail(page, words[language], email)
  await enterPassword(page, words[language], password)
}

/** At the portal. */
async function logIn(page: Page, portal: Lemonldap, user: 'dwho' | 'rtyler'): Promise<void> {
  await page.waitForURL((url) => url.href.startsWith(portal.portalUrl))
  await page.locator('input[name=user]').fill(user)
  await page.locator('input[name=password]').fill(user)
  await page.locator('input[name=password]').press('Enter')
}

/** What the console's own calls see in this page. */
const me = (page: Page) =>
  page.evaluate(async () => {
    // oxlint-disable-next-line typescript/no-explicit-any
    const answer = await (globalThis as any).fetch('/api/v1/me')
    return { status: answer.status as number, body: (await answer.json()) as Record<string, never> }
  })

test.each([
  ['de', 'OpenID Connect', connectOidc],
  ['en', 'SAML 2.0', connectSaml],
] as const)(
  'in %s by %s: prove, connect, try, require; a colleague comes in, passwords do not',
  async (language, _, connect) => {
    const place = await open()
    const { caller, email, password } = place.admin
    await proveDomain(place)
    const { connection, portal } = await connect(place)
    const path = `${baseOf(place)}/connections/${connection.id}`
    expect(await caller.call('POST', `${path}/enforce`, { enforced: true })).toMatchObject({
      reason: 'not-tested',
    })

    // The test sign-in needs the administrator's own session when the browser comes back.
    const page = await pageFor(language)
    await signInAs(page, place, language, email, password)
    await page.waitForURL(consoleOf(place))
    await page.evaluate(`location.assign('/api/v1/sign-in/with/${connection.id}?purpose=test')`)
    await logIn(page, portal, 'dwho')
    await page.waitForURL((url) => url.href.startsWith(consoleOf(place)))
    expect(page.url()).toBe(consoleOf(place))
    const shown = await requireDone(caller.call('GET', baseOf(place)))
    expect((shown.body['connections'] as Shown[])[0]).toMatchObject({ state: 'tested' })
    await requireDone(caller.call('POST', `${path}/enforce`, { enforced: true }))
    expect(await me(page)).toMatchObject({ status: 401 })

    const other = await pageFor(language)
    await signInAs(other, place, language, rtyler.email, password)
    await other.getByText(words[language].required).first().waitFor()
    await other.getByRole('link', { name: words[language].company }).click()
    await logIn(other, portal, 'rtyler')
    await other.waitForURL(consoleOf(place))
    await other.getByRole('navigation').first().waitFor()
    expect((await me(other)).body).toMatchObject({
      person: { name: rtyler.name, email: rtyler.email },
      organisation: { id: place.admin.organisation },
      roles: ['member'],
      session: { level: 1, way: 'federated' },
    })
    const cookies = await other.context().cookies(consoleOf(place))
    expect(cookies.find(({ name }) => name === '__Host-nachweis-session')).toMatchObject({
      secure: true,
      httpOnly: true,
      sameSite: 'Strict',
      path: '/',
    })
    expect(cookies.find(({ name }) => name === '__Host-nachweis-attempt')).toBeUndefined()

    // The administrator's right password is refused too, and the way that is left works.
    const refused = await browserFor(place.server).call('POST', '/api/v1/sign-in/password', {
      email,
      password,
    })
    expect(refused).toMatchObject({ status: 403, reason: 'sign-on-required' })
    await page.goto(`${consoleOf(place)}sign-in`)
    await page.evaluate(`location.assign('/api/v1/sign-in/with/${connection.id}')`)
    await page.waitForURL(consoleOf(place))
    expect((await me(page)).body).toMatchObject({ person: { email }, roles: ['admin'] })
    expect(dwho.groups).toContain('timelords')

    const people = `/api/v1/organisations/${place.admin.organisation}/people`
    const listed = (await requireDone(caller.call('GET', people))).body['people'] as {
      id: string
      email: string
    }[]
    const id = listed.find((person) => person.email === rtyler.email)?.id
    await requireDone(caller.call('POST', `${people}/${id}/deactivate`, {}))
    expect(await me(other)).toMatchObject({ status: 401 })
  },
  journeyMs,
)
