import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { BrowserContextOptions, Page } from 'playwright-core'
import { expect } from 'vitest'
import { cookiesOf, launchChromium } from './chromium.ts'
import type { SignedInPerson } from './signed-in.ts'
import type { RunningServer } from './server.ts'

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

export const phone = { viewport: { width: 375, height: 800 }, hasTouch: true } as const
export const desktop = { viewport: { width: 1280, height: 900 } } as const

export interface VisitOptions extends BrowserContextOptions {
  /** Who is signed in; absent: nobody. */
  readonly as?: SignedInPerson
  /** What the browser may complain about, e.g. a request that is refused on purpose. */
  readonly complaints?: RegExp
}

export interface ConsoleBrowser {
  /** Opens a screen in a fresh browser and gives it to `look`. Fails when the browser complained, the policy above all. */
  visit<T>(path: string, options: VisitOptions, look: (page: Page) => Promise<T>): Promise<T>
  close(): Promise<void>
}

/** Debian's Chromium at the console of a running server. */
export async function openConsoleBrowser(server: Pick<RunningServer, 'ports'>): Promise<ConsoleBrowser> {
  // Cookies with the prefix __Host- need a trustworthy origin, which `localhost` is and its address is not.
  const origin = `http://localhost:${server.ports.http}`
  const browser = await launchChromium()
  return {
    async visit(path, { as, complaints, ...options }, look) {
      const context = await browser.newContext({
        locale: 'de-DE',
        reducedMotion: 'reduce',
        ...desktop,
        ...options,
      })
      try {
        if (as) await context.addCookies(cookiesOf(as, origin))
        const page = await context.newPage()
        const heard: string[] = []
        page.on('console', (message) => heard.push(message.text()))
        page.on('pageerror', (error) => heard.push(error.message))
        await page.goto(`${origin}/console${path}`)
        await page.locator('h1').first().waitFor()
        const seen = await look(page)
        expect(heard.filter((each) => !complaints?.test(each))).toEqual([])
        return seen
      } finally {
        await context.close()
      }
    },
    close: () => browser.close(),
  }
}

/** Rules about the page as a whole, which is out of reach behind an open dialog. */
const pageRules = ['landmark-one-main', 'page-has-heading-one']

/**
 * React Aria says that a button is busy by naming it, for some seconds; when the screen has changed meanwhile, the name
 * is gone.
 */
const announcer = '[data-live-announcer]'

/** What axe finds wrong with the page as it is now, one line a rule. */
export async function violations(page: Page): Promise<string[]> {
  await page.evaluate(axe)
  const hasDialog = (await page.getByRole('dialog').count()) > 0
  const rules = Object.fromEntries(pageRules.map((rule) => [rule, { enabled: !hasDialog }]))
  return page.evaluate(
    `axe.run({ exclude: ${JSON.stringify([announcer])} }, ${JSON.stringify({ runOnly: tags, rules })}).then((result) => result.violations.map((each) =>
      each.id + ': ' + each.nodes.slice(0, 3).map((node) => node.html.slice(0, 160)).join(' | ')))`,
  )
}

/**
 * Looks at one screen after the other in the same window, once `ready` has waited for it and opened what is closed; answers
 * what is wrong with each, one line a finding. By default it waits for the network, which never rests on a live screen.
 */
export async function wrongWith(
  page: Page,
  paths: readonly string[],
  ready: (path: string) => Promise<unknown> = () => page.waitForLoadState('networkidle'),
): Promise<string[]> {
  const found: string[] = []
  for (const path of paths) {
    await page.goto(new URL(`/console${path}`, page.url()).href)
    await page.locator('h1').first().waitFor({ state: 'attached' })
    await ready(path)
    const isWide = await page.evaluate<boolean>('document.documentElement.scrollWidth > innerWidth')
    found.push(...(await violations(page)).map((each) => `${path} ${each}`))
    if (isWide) found.push(`${path} scrolls sideways`)
  }
  return found
}
