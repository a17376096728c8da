import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import type { Locator, Page } from 'playwright-core'
import {
  desktop,
  openConsoleBrowser,
  phone,
  violations,
  type ConsoleBrowser,
} from '../harness/console-browser.ts'
import { withoutBrowser } from '../harness/operate.ts'
import { makeCustomer, setUpOwner, type SignedInPerson } from '../harness/signed-in.ts'
import { startServer, type RunningServer } from '../harness/server.ts'

const firstLoadBytesMax = 250_000

let server: RunningServer
let browser: ConsoleBrowser
let owner: SignedInPerson
let customer: SignedInPerson

beforeAll(async () => {
  server = await startServer({ environment: withoutBrowser })
  owner = await setUpOwner(server)
  customer = await makeCustomer(server, owner.caller, 'Kanzlei Sommer', 'admin@kunde.example')
  browser = await openConsoleBrowser(server)
})
afterAll(async () => {
  await browser?.close()
  await server?.stop()
})

const heading = (page: Page) => page.locator('h1').first().innerText()
const focused = (page: Page) => page.evaluate<string>('document.activeElement.tagName')

/** Dialogs and menus are opened by hand: by their screen and what is pressed. */
const opened: Record<string, (page: Page) => Promise<void>> = {
  palette: async (page) => {
    await page.keyboard.press('Control+k')
    await page.getByRole('searchbox').fill('sicherung')
    await page.getByRole('menuitem').first().waitFor()
  },
  help: async (page) => {
    await page.keyboard.press('Control+/')
    await page.getByRole('dialog').waitFor()
  },
  notices: async (page) => page.getByRole('button', { name: /^(Hinweise|Notices)/ }).click(),
  person: async (page) => page.getByRole('button', { name: /^(Mein Konto|My account)/ }).click(),
}

describe.each(['light', 'dark'] as const)('%s', (colorScheme) => {
  test.each(Object.keys(opened))('%s has no accessibility violation', async (name) => {
    for (const size of [desktop, phone]) {
      await browser.visit('/', { as: owner, colorScheme, ...size }, async (page) => {
        await opened[name]?.(page)
        expect(await violations(page)).toEqual([])
      })
    }
  })

  test.each(['/', '/nowhere', '/measures'])('%s has none, for a customer’s people', async (path) => {
    await browser.visit(path, { as: customer, colorScheme }, async (page) => {
      expect(await violations(page)).toEqual([])
    })
  })

  test('the drawer has none', async () => {
    await browser.visit('/', { as: owner, colorScheme, ...phone }, async (page) => {
      await page.getByRole('button', { name: 'Bereiche' }).click()
      await page.getByRole('dialog').waitFor()
      expect(await violations(page)).toEqual([])
    })
  })
})

test('the test itself can fail: a button without a name is a violation', async () => {
  await browser.visit('/', { as: owner }, async (page) => {
    await page.evaluate(
      `for (const each of document.querySelectorAll('.top-tools button')) {
        each.replaceChildren()
        each.removeAttribute('aria-label')
      }`,
    )
    expect((await violations(page)).join()).toContain('button-name')
  })
})

/** What the browser fetches of the console until `stands` is there: addresses with bytes on the wire, headers too. */
async function fetched(page: Page, stands: Locator): Promise<[url: string, bytes: number][]> {
  const session = await page.context().newCDPSession(page)
  await session.send('Network.enable')
  await session.send('Network.setCacheDisabled', { cacheDisabled: true })
  const names = new Map<string, string>()
  const sizes: [string, number][] = []
  session.on('Network.responseReceived', ({ requestId, response }) => names.set(requestId, response.url))
  session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) =>
    sizes.push([names.get(requestId) ?? '', encodedDataLength]),
  )
  await page.reload()
  await stands.waitFor()
  return sizes.filter(([url]) => /\.(js|css)$/.test(url))
}

test.each([
  ['/sign-in', 'main input', () => ({})],
  ['/', '.tally-total', () => ({ as: owner })],
])(
  'what %s loads first is small, under names that never change their content',
  async (path, stands, options) => {
    await browser.visit(path, options(), async (page) => {
      const files = await fetched(page, page.locator(stands).first())
      const bytes = files.reduce((sum, [, size]) => sum + size, 0)
      expect(bytes).toBeGreaterThan(100_000)
      expect(bytes).toBeLessThan(firstLoadBytesMax)
      for (const [url] of files) expect(url).toMatch(/\/console\/assets\/[\w-]+-[\w-]{8}\.(js|css)$/)
    })
  },
)

test('the page has neither script nor style of its own', async () => {
  const html = await (await fetch(`${server.baseUrl}/console/`)).text()
  expect(html).toContain('<script type="module"')
  expect(html).not.toMatch(/<style|style=|<script(?![^>]* src=)| on\w+=/)
})

test('whoever is not signed in signs in first, and the deep link is kept', async () => {
  const complaints = /401/
  await browser.visit('/claims/backups/retention?evidence=1', { complaints }, async (page) => {
    await page.waitForURL(/\/console\/sign-in\?to=/)
    expect(new URL(page.url()).searchParams.get('to')).toBe('/claims/backups/retention?evidence=1')
  })
})

test('the keyboard reaches the content first', async () => {
  await browser.visit('/', { as: owner }, async (page) => {
    await page.keyboard.press('Tab')
    expect(await page.evaluate('document.activeElement.className')).toBe('skip')
    await page.keyboard.press('Enter')
    expect(await page.evaluate('document.activeElement.id')).toBe('content')
  })
})

test('search and go: letters, Enter, the heading has the focus; the back button leads back', async () => {
  await browser.visit('/', { as: owner }, async (page) => {
    await page.keyboard.press('Control+k')
    await page.getByRole('searchbox').waitFor()
    await page.keyboard.type('datensich')
    await page.getByRole('menuitem', { name: 'Datensicherung' }).first().waitFor()
    await page.keyboard.press('Enter')
    await page.waitForURL(/\/console\/measures\/backups$/)
    await expect.poll(() => focused(page)).toBe('H1')
    expect([await heading(page), await page.title()]).toEqual(['Datensicherung', 'Datensicherung – Nachweis'])
    await page.goBack()
    await expect.poll(() => heading(page)).toBe('Übersicht')
    expect(await page.title()).toBe('Übersicht – Nachweis')
  })
})

test('a dialog gives the focus back to where it was', async () => {
  await browser.visit('/', { as: owner }, async (page) => {
    const button = page.getByRole('button', { name: 'Hilfe' })
    await button.focus()
    await page.keyboard.press('Enter')
    await page.getByRole('dialog').waitFor()
    await page.keyboard.press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    await expect.poll(() => page.evaluate('document.activeElement.textContent')).toBe('Hilfe')
  })
})

test('the language changes at once and stays with the person; the theme stays with the device', async () => {
  onTestFinished(async () => {
    await owner.caller.call('PATCH', '/api/v1/me', { language: 'de' })
  })
  await browser.visit('/', { as: owner, colorScheme: 'light' }, async (page) => {
    await page.getByRole('button', { name: 'English' }).click()
    expect([await heading(page), await page.evaluate('document.documentElement.lang')]).toEqual([
      'Overview',
      'en',
    ])
    await page.getByRole('button', { name: /^My account/ }).click()
    await page.getByRole('menuitemradio', { name: 'Dark' }).click()
    const ground = () => page.evaluate<string>('getComputedStyle(document.body).backgroundColor')
    await expect.poll(ground).toBe('rgb(20, 21, 23)')
    await page.reload()
    await page.locator('h1').waitFor()
    expect([await heading(page), await ground()]).toEqual(['Overview', 'rgb(20, 21, 23)'])
  })
  await browser.visit('/', { as: owner, colorScheme: 'light' }, async (page) => {
    await expect.poll(() => heading(page)).toBe('Overview')
  })
})

test('a customer’s people see what to do next and nothing of the provider’s work', async () => {
  await browser.visit('/', { as: customer }, async (page) => {
    expect(await page.getByRole('navigation', { name: 'Bereiche' }).innerText()).not.toContain('Maßnahmen')
    await page.getByText('Was als Nächstes ansteht').waitFor()
  })
  await browser.visit('/measures', { as: customer }, async (page) => {
    await page.getByText('Ihre Rolle erlaubt Ihnen diese Seite nicht').waitFor()
    expect(await page.getByRole('link', { name: 'Datensicherung' }).count()).toBe(0)
  })
})

test('a server that cannot be reached is said, and trying again helps', async () => {
  const complaints = /ERR_INTERNET_DISCONNECTED|Failed to load resource/
  await browser.visit('/', { as: owner, complaints }, async (page) => {
    await page.getByText(/Aussagen gelten/).waitFor()
    // The screen's own file first: what is tried here is the interface.
    await page.getByRole('link', { name: 'Alle Maßnahmen' }).click()
    await page.getByRole('link', { name: 'Datensicherung' }).click()
    await page.getByRole('link', { name: /30 Tage aufbewahrt/ }).click()
    await page.getByText('Woher wir das wissen').waitFor()
    await page.context().setOffline(true)
    await page.goBack()
    await page.getByRole('link', { name: /mindestens alle 24 Stunden vollständig/ }).click()
    await page.getByText('Der Server ist nicht erreichbar').waitFor({ timeout: 15_000 })
    await page.context().setOffline(false)
    await page.getByRole('button', { name: 'Noch einmal versuchen' }).click()
    await page.getByText('Woher wir das wissen').waitFor()
    expect(await page.getByText('Der Server ist nicht erreichbar').count()).toBe(0)
  })
})

test.each([320, 375])('nothing needs sideways scrolling at %d px', async (width) => {
  for (const path of ['/', '/measures', '/measures/backups', '/claims/backups/retention', '/nowhere']) {
    await browser.visit(path, { as: owner, viewport: { width, height: 800 } }, async (page) => {
      await page.waitForLoadState('networkidle')
      expect([path, await page.evaluate('document.documentElement.scrollWidth')]).toEqual([path, width])
    })
  }
})

test('targets of a finger are 44 px high', async () => {
  await browser.visit('/claims/backups/retention', { as: owner, ...phone }, async (page) => {
    await page.waitForLoadState('networkidle')
    const small = await page.evaluate<string[]>(
      `[...document.querySelectorAll('button, [role=button], .button, .crumb-link, summary, input')]
        .filter((each) => each.checkVisibility() && each.getBoundingClientRect().height < 44)
        .map((each) => each.outerHTML.slice(0, 120))`,
    )
    expect(small).toEqual([])
  })
})
