import { existsSync, readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { stripTypeScriptTypes } from 'node:module'
import type { AddressInfo } from 'node:net'
import { join, normalize } from 'node:path'
import { chromium, type Browser, type Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Bytes } from '../../packages/proof/src/bytes.ts'
import { newLog } from '../../packages/proof/test/installation.ts'

const chromiumPath = '/usr/bin/chromium'
const skipped = !existsSync(chromiumPath) && !process.env['CI']
if (skipped) console.warn('verify-element: skipped, because there is no Chromium (Debian: chromium)')

const sources = join(import.meta.dirname, '../../packages/proof/src')
const policy = "default-src 'none'; script-src 'self'; connect-src 'self'"

describe.skipIf(skipped)('the button on the page, in Chromium', () => {
  let resources: Map<string, Bytes>
  let id: string
  let browser: Browser
  let port: number
  const server = createServer((request, response) => {
    const path = normalize(request.url ?? '/')
    const script = path.startsWith('/src/')
    const body = script
      ? stripTypeScriptTypes(readFileSync(join(sources, path.slice('/src/'.length)), 'utf8'))
      : resources.get(path)
    response.writeHead(body === undefined ? 404 : 200, {
      'content-type': script ? 'text/javascript' : 'text/html; charset=utf-8',
      'content-security-policy': policy,
    })
    response.end(body)
  })

  beforeAll(async () => {
    resources = await (await newLog()).publish()
    id =
      [...resources.keys()]
        .find((path) => path.startsWith('/evidence/'))
        ?.slice('/evidence/'.length, -'.json'.length) ?? ''
    for (const language of ['de', 'en']) {
      const html = `<!doctype html><html lang="${language}"><title>x</title><script type="module" src="/src/browser/verify-element.ts"></script>
        <details open><summary><span data-claim="tls/versions" data-status="holding">x</span></summary>
        <nachweis-verify data-evidence="${id}"><button type="button">?</button></nachweis-verify></details></html>`
      resources.set(`/${language}/`, new TextEncoder().encode(html))
    }
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    port = (server.address() as AddressInfo).port
    browser = await chromium.launch({
      executablePath: chromiumPath,
      args: ['--no-sandbox', '--host-resolver-rules=MAP plain.test 127.0.0.1'],
    })
  })
  afterAll(async () => {
    await browser?.close()
    server.close()
  })

  async function press(host: string, language: string) {
    const page: Page = await browser.newPage()
    const complaints: string[] = []
    page.on('console', (message) => complaints.push(message.text()))
    page.on('pageerror', (error) => complaints.push(error.message))
    await page.goto(`http://${host}:${port}/${language}/`)
    await page.waitForFunction(() => customElements.get('nachweis-verify') !== undefined)
    await page.click('button')
    await page.waitForSelector('nachweis-verify[data-state=verified], nachweis-verify[data-state=failed]')
    const steps = await page.$$eval('[aria-live=polite] li', (items) =>
      items.map((item) => [item.dataset['ok'], item.textContent]),
    )
    await page.close()
    return { steps, complaints }
  }

  test('proves the evidence in both languages, under a strict content policy', async () => {
    const german = await press('127.0.0.1', 'de')
    expect(german.complaints).toEqual([])
    expect(german.steps.map(([ok]) => ok)).toEqual(['true', 'true', 'true', 'true'])
    expect(german.steps[3]?.[1]).toContain('Der Eintrag handelt von dieser Aussage.')
    expect((await press('127.0.0.1', 'en')).steps[3]?.[1]).toContain('the claim holds')
  })

  test('says what failed and where', async () => {
    const path = `/evidence/${id}.json`
    const honest = resources.get(path) as Bytes
    resources.set(
      path,
      new TextEncoder().encode(new TextDecoder().decode(honest).replace('seen-holds', 'seen-other')),
    )
    const { steps } = await press('127.0.0.1', 'en')
    resources.set(path, honest)
    expect(steps.at(-1)).toEqual([
      'false',
      `The verification failed (${path}, inclusionProof): the inclusion proof does not lead to the root`,
    ])
  })

  test('says that a plain-http page cannot verify signatures', async () => {
    // Loopback counts as secure; the same server under any other name does not.
    const { steps } = await press('plain.test', 'de')
    expect(steps.at(-1)).toEqual([
      'false',
      'Die Signaturen lassen sich hier nicht prüfen: Browser bieten das nur auf https-Seiten.',
    ])
  })
})
