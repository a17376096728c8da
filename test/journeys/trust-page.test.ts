import { readFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import { createRequire } from 'node:module'
import type { AddressInfo } from 'node:net'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { DisclosedRecord, Evidence } from 'nachweis-verify'
import { claimPage, findClaim } from '../../server/src/trust-page/pages/claim-page.tsx'
import { evidencePage } from '../../server/src/trust-page/pages/evidence-page.tsx'
import { launchChromium } from '../harness/chromium.ts'
import { howItWorksPage } from '../../server/src/trust-page/pages/how-it-works-page.tsx'
import { notFoundPage } from '../../server/src/trust-page/pages/problem-page.tsx'
import { trustPage } from '../../server/src/trust-page/pages/trust-page.tsx'
import { pageCss } from '../../server/src/trust-page/style/style.ts'
import {
  sampleDocument,
  sampleNow,
  sampleRecords,
} from '../../server/src/trust-page/testing/sample-document.ts'

const policy =
  "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src 'self' data:; " +
  "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const proofFolder = new URL('./', import.meta.resolve('../../packages/proof/dist/index.js'))

const document = sampleDocument()
const evidence = sampleRecords({}).findLast(
  (each): each is DisclosedRecord<Evidence> => each.record.type === 'claims.evidence-recorded',
)

function pages(language: 'de' | 'en'): Record<string, string> {
  const assets = { css: '/assets/page.css', verifier: '/assets/proof/browser/verify-element.js' }
  const input = {
    language,
    assets,
    now: sampleNow + 8000,
    publicUrl: 'https://sicherheit.example',
    provider: document.provider,
  }
  const found = findClaim(document, 'provider/concept')
  if (!found || !evidence) throw new Error('the sample lacks a claim or evidence')
  const inclusion = { treeSize: 128_402, hashes: 17, root: 'q1vNzr3XlJUoNCdkS3n0O4GoDPpWjWBXkq0Yyj9T6UY=' }
  return {
    trust: trustPage({ ...input, document }),
    claim: claimPage({
      ...input,
      document,
      ...found,
      evidence: found.claim.evidence,
      older: '/older',
      feed: '/feed',
    }),
    evidence: evidencePage({ ...input, record: evidence, text: found.claim.text, inclusion }),
    how: howItWorksPage(input),
    missing: notFoundPage(input),
  }
}

/** Pages, styles, the built verifier, and evidence that proves nothing. */
function answer(url: string): [type: string, body: string | null] {
  const [, first = '', name = ''] = url.split('/')
  const module = /^\/assets\/proof\/((?:[a-z0-9-]+\/)?[a-z0-9-]+\.js)$/.exec(url)?.[1]
  if (module !== undefined) return ['text/javascript', readFileSync(new URL(module, proofFolder), 'utf8')]
  if (url === '/assets/page.css') return ['text/css', pageCss]
  if (first === 'evidence') return ['application/json', '{}']
  return ['text/html; charset=utf-8', served[first as 'de' | 'en']?.[name] ?? null]
}

const served = { de: pages('de'), en: pages('en') }
const names = Object.keys(served.de)
let server: Server
let browser: Browser
let origin: string

beforeAll(async () => {
  server = createServer((request, response) => {
    const [type, body] = answer(request.url ?? '')
    response.writeHead(body === null ? 404 : 200, { 'content-type': type, 'content-security-policy': policy })
    response.end(body)
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  browser = await launchChromium()
})

afterAll(async () => {
  await browser?.close()
  server?.close()
})

/** Opens a page, gives it to `look`, and fails when the browser complained about anything, the policy above all. */
async function visit<T>(
  path: string,
  options: BrowserContextOptions,
  look: (page: Page) => Promise<T>,
): Promise<T> {
  const context = await browser.newContext(options)
  try {
    const page = await context.newPage()
    const complaints: string[] = []
    page.on('console', (message) => complaints.push(message.text()))
    page.on('pageerror', (error) => complaints.push(error.message))
    page.on('requestfailed', (request) => complaints.push(`failed: ${request.url()}`))
    await page.goto(origin + path)
    const seen = await look(page)
    expect(complaints).toEqual([])
    return seen
  } finally {
    await context.close()
  }
}

const openAll = (page: Page) =>
  page.evaluate("for (const each of document.querySelectorAll('details')) each.open = true")

async function violations(page: Page): Promise<string[]> {
  await page.evaluate(axe)
  const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']
  return page.evaluate(
    `axe.run(document, { runOnly: ${JSON.stringify(tags)} }).then((result) => result.violations.map((each) =>
      each.id + ': ' + each.nodes.slice(0, 3).map((node) => node.html.slice(0, 160)).join(' | ')))`,
  )
}

describe.each(['de', 'en'] as const)('in %s', (language) => {
  describe.each(['light', 'dark'] as const)('%s', (colorScheme) => {
    test.each(names)('%s has no accessibility violation, closed or open', async (name) => {
      await visit(`/${language}/${name}`, { colorScheme, reducedMotion: 'reduce' }, async (page) => {
        expect(await violations(page)).toEqual([])
        await openAll(page)
        expect(await violations(page)).toEqual([])
      })
    })
  })

  test.each(names)('%s needs no sideways scrolling on a phone', async (name) => {
    for (const width of [320, 375]) {
      await visit(`/${language}/${name}`, { viewport: { width, height: 800 } }, async (page) => {
        await openAll(page)
        expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(width)
      })
    }
  })
})

test('the test itself can fail: weak text is a violation', async () => {
  await visit('/de/trust', { colorScheme: 'light' }, async (page) => {
    await page.evaluate("document.querySelector('.lead').style.color = '#bbb'")
    expect((await violations(page)).join()).toContain('color-contrast')
  })
})

test('paper shows every claim opened, the screen does not', async () => {
  await visit('/de/trust', {}, async (page) => {
    const shown = () =>
      page.evaluate(
        "[...document.querySelectorAll('.claim .open')].filter((each) => each.checkVisibility({ contentVisibilityAuto: true }) && each.offsetHeight > 20).length",
      )
    expect(await shown()).toBe(0)
    await page.emulateMedia({ media: 'print' })
    // The browser restyles the slots of <details> a moment after the medium changes.
    await expect.poll(shown).toBe(80)
  })
})

test('the keyboard reaches the content first and opens a claim', async () => {
  await visit('/de/trust', {}, async (page) => {
    await page.keyboard.press('Tab')
    expect(await page.evaluate('document.activeElement.className')).toBe('skip')
    await page.keyboard.press('Enter')
    expect(await page.evaluate('location.hash')).toBe('#content')
    const summary = page.locator('.claim > summary').first()
    await summary.focus()
    expect(await page.evaluate('getComputedStyle(document.activeElement).outlineStyle')).toBe('solid')
    await page.keyboard.press('Enter')
    expect(await page.locator('.claim[open]').count()).toBe(1)
  })
})

test('without scripts there is no button that does nothing', async () => {
  const buttons = (page: Page) => page.locator('.claim[open] nachweis-verify button:visible').count()
  const open = (page: Page) => page.locator('.claim > summary').first().click()
  await visit('/de/trust', { javaScriptEnabled: false }, async (page) => {
    await open(page)
    expect(await buttons(page)).toBe(0)
  })
  await visit('/de/trust', {}, async (page) => {
    await open(page)
    expect(await buttons(page)).toBe(1)
  })
})

test('a proof that fails is said beside the button, readable for everybody', async () => {
  await visit('/de/evidence', { colorScheme: 'light' }, async (page) => {
    await page.locator('nachweis-verify button').click()
    await page.locator('nachweis-verify[data-state=failed]').waitFor()
    expect(await page.locator('nachweis-verify li[data-ok=false]').count()).toBe(1)
    expect(await violations(page)).toEqual([])
  })
})

test('motion only for those who do not mind', async () => {
  const behaviour = (reducedMotion: 'reduce' | 'no-preference') =>
    visit('/de/trust', { reducedMotion }, (page) =>
      page.evaluate('getComputedStyle(document.documentElement).scrollBehavior'),
    )
  expect(await behaviour('reduce')).toBe('auto')
  expect(await behaviour('no-preference')).toBe('smooth')
})
