import { sql } from 'kysely'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import { withThrowaway, type Throwaway } from '../../server/src/engine/identity/index.ts'
import { openDatabase } from '../../server/src/platform/database/database.ts'
import { migrate } from '../../server/src/platform/database/migrate.ts'
import { scratchDatabase } from '../harness/databases.ts'
import { formBrowser, type FormBrowser, type Page } from '../harness/form-browser.ts'
import { openInstallation, type Installation } from '../harness/installation.ts'
import { openidClient, startOpenidProvider } from '../harness/openid-provider.ts'
import { samlpAttributes, samlpUser, startSamlp } from '../harness/samlp-server.ts'
import { signingKey } from '../harness/signing-key.ts'

let installation: Installation
let origin: string
const cleanups: (() => Promise<unknown>)[] = []
beforeAll(async () => {
  const scratch = await scratchDatabase('embedded')
  cleanups.push(scratch.drop)
  installation = await openInstallation(async (modules = []) => {
    const database = await openDatabase(scratch)
    cleanups.push(() => database.close())
    await migrate(database, modules)
    return database
  })
  cleanups.push(() => installation.close())
  origin = installation.platform.addresses().http.replace('127.0.0.1', 'localhost')
})
afterAll(async () => {
  for (const cleanup of cleanups.toReversed()) await cleanup()
})

const rules = {
  roleMap: [{ group: 'earthlings', role: 'admin' }],
  defaultRole: 'member',
  justInTime: true,
  vouchesForSecondFactor: false,
} as const

/** The provider wants to know our addresses, and the connection its: one of them is told afterwards. */
const point = (id: string, change: object) =>
  sql`update identity.connection set settings = jsonb_set(settings, '{protocol}', settings -> 'protocol' || ${JSON.stringify(change)}::jsonb)
    where id = ${id}`.execute(installation.database.reader)

/** Fills the provider's pages in until it leads back, and goes on from our page as without a refresh: by its link. */
async function signIn(
  browser: FormBrowser,
  connection: string,
  typed: Record<string, string>,
): Promise<Page> {
  let page = await browser.open(`${origin}/api/v1/sign-in/with/${connection}`)
  for (let turn = 0; turn < 4 && !page.url.startsWith(origin); turn++) {
    const [form] = page.forms
    if (!form) throw new Error(`no form at ${page.url}: ${page.body.slice(0, 300)}`)
    page = await browser.submit(form, Object.keys(typed).some((name) => name in form.fields) ? typed : {})
  }
  const link = /href="([^"]+)"/.exec(page.body)?.[1] ?? ''
  expect(link).toMatch(/^\/api\/v1\/sign-in\/posted\//)
  return browser.open(origin + link)
}

const me = async (browser: FormBrowser) =>
  JSON.parse((await browser.open(`${origin}/api/v1/me`)).body) as object

const withCompany = (work: (company: Throwaway) => Promise<void>) =>
  withThrowaway(installation.platform, 'customer', work)

test("npm's oidc-provider opens an account just in time, and the same the next time", () =>
  withCompany(async (company) => {
    const scopes = ['openid', 'email', 'profile']
    const settings = {
      kind: 'oidc',
      issuer: 'http://127.0.0.1:1',
      clientId: openidClient.id,
      scopes,
    } as const
    const id = await company.addConnection(
      {
        ...rules,
        name: 'npm',
        settings: { ...settings, groupsClaim: 'groups' },
        clientSecret: openidClient.secret,
      },
      'enforced',
    )
    const redirectUri = `${origin}/api/v1/sign-in/oidc/${id}/callback`
    const email = `anna@${company.domain}`
    const provider = await startOpenidProvider({ redirectUri, claims: { email } })
    onTestFinished(() => provider.stop())
    await point(id, { issuer: provider.issuer })
    installation.platform.probeHosts.add(new URL(provider.issuer).host)
    const browser = formBrowser()
    const typed = { login: 'anna', password: 'x' }
    expect((await signIn(browser, id, typed)).url).toBe(`${origin}/console/`)
    const first = await me(browser)
    expect(first).toMatchObject({ person: { name: 'Anna Beispiel', email }, roles: ['member'] })
    const again = formBrowser()
    await signIn(again, id, typed)
    expect(await me(again)).toMatchObject({ person: (first as { person: object }).person })
  }))

test("npm's samlp opens an account just in time, with the role of its group", () =>
  withCompany(async (company) => {
    const signing = signingKey('samlp')
    const settings = {
      kind: 'saml',
      entityId: 'urn:samlp:test',
      ssoUrl: 'http://127.0.0.1:1/sso',
      certificates: [signing.certificate],
      attributes: samlpAttributes,
    } as const
    const { certificates, attributes, ...rest } = settings
    const given = {
      ...rest,
      certificates: [...certificates],
      attributes: {
        email: [...attributes.email],
        name: [...attributes.name],
        groups: [...attributes.groups],
      },
    }
    const id = await company.addConnection({ ...rules, name: 'npm', settings: given }, 'enforced')
    await sql`update identity.domain set domain = 'badwolf.org' where domain = ${company.domain}`.execute(
      installation.database.reader,
    )
    const provider = await startSamlp(`${origin}/api/v1/sign-in/saml/${id}/acs`, signing)
    onTestFinished(() => provider.stop())
    await point(id, { ssoUrl: provider.metadataUrl.replace('/metadata', '/sso') })
    const browser = formBrowser()
    const page = await signIn(browser, id, { user: 'rtyler', password: 'secret' })
    expect(page.url).toBe(`${origin}/console/`)
    const email = samlpUser.emails[0]?.value
    expect(await me(browser)).toMatchObject({ person: { email }, roles: ['admin'] })
  }))
