import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Page } from 'playwright-core'
import { eventually, openPortal, rowsOf, seesRows, speak, type Portal } from '../harness/event-portal.ts'

/** From the edge of the query's field to its text, in px. */
const textIndent = 41

let portal: Portal
beforeAll(async () => {
  portal = await openPortal()
}, 120_000)
afterAll(() => portal?.close())

const field = (page: Page) => page.getByRole('combobox')
const queryOf = (page: Page) => new URL(page.url()).searchParams.get('q')

async function search(page: Page, q: string): Promise<void> {
  await field(page).fill(q)
  await field(page).press('Enter')
  await page.waitForFunction(`new URL(location.href).searchParams.get('q') === ${JSON.stringify(q)}`)
}

describe.each([
  {
    language: 'de',
    failed: 'fehlgeschlagen',
    more: 'Weitere laden',
    without: 'Ohne anna',
    suggestions: 'Vorschläge',
  },
  {
    language: 'en',
    failed: 'failed',
    more: 'Load more',
    without: 'Without anna',
    suggestions: 'Suggestions',
  },
] as const)('in $language', ({ language, failed, more, without, suggestions }) => {
  test('an actor is found by typing with suggestions; the address leads others there, the back button back', async () => {
    await speak(portal.owner, language)
    const link = await portal.browser.visit('/events', { as: portal.owner }, async (page) => {
      await seesRows(page, 50)
      await page.getByRole('button', { name: more }).click()
      await seesRows(page, 62)
      await field(page).pressSequentially('act')
      const list = page.getByRole('listbox', { name: suggestions })
      await list.getByRole('option', { name: /^actor:/ }).waitFor()
      await field(page).press('ArrowDown')
      await field(page).press('Enter')
      expect(await field(page).inputValue()).toBe('actor:')
      await field(page).pressSequentially('ber')
      await list.getByRole('option', { name: /^bert/ }).waitFor()
      await field(page).press('ArrowDown')
      await field(page).press('Enter')
      expect(await field(page).inputValue()).toBe('actor:bert ')
      await field(page).press('Escape')
      await field(page).press('Enter')
      await seesRows(page, 1)
      expect(await rowsOf(page).innerText()).toContain(failed)
      return page.url()
    })
    const permalink = new URL(link)
    expect(permalink.searchParams.get('q')).toBe('actor:bert')
    const path = permalink.pathname.replace('/console', '') + permalink.search
    await portal.browser.visit(path, { as: portal.owner }, async (page) => {
      await seesRows(page, 1)
      await search(page, 'actor:anna')
      await eventually(() => rowsOf(page).first().innerText()).toContain('anna')
      await page.goBack()
      expect(queryOf(page)).toBe('actor:bert')
      await eventually(() => rowsOf(page).first().innerText()).toContain('bert')
      expect(await field(page).inputValue()).toBe('actor:bert')
    })
  })

  test('a value beside the list is searched, left out, and taken back', async () => {
    await speak(portal.owner, language)
    await portal.browser.visit('/events?q=action%3Alogin', { as: portal.owner }, async (page) => {
      await seesRows(page, 2)
      const anna = page.getByRole('button', { name: /^anna/ })
      await anna.click()
      await eventually(() => queryOf(page)).toBe('action:login actor:anna')
      await seesRows(page, 1)
      expect(await anna.getAttribute('aria-pressed')).toBe('true')
      await anna.click()
      await eventually(() => queryOf(page)).toBe('action:login')
      await seesRows(page, 2)
      await page.getByRole('button', { name: without }).click()
      await eventually(() => queryOf(page)).toBe('action:login -actor:anna')
      await seesRows(page, 1)
      expect(await rowsOf(page).innerText()).toContain('bert')
    })
  })
})

test('what is wrong with a query is said under its place while it is typed, and nothing is asked of the server', async () => {
  await speak(portal.owner, 'de')
  await portal.browser.visit('/events', { as: portal.owner }, async (page) => {
    await field(page).fill('login outcme:success')
    await page.getByText('Meinten Sie „outcome“?').waitFor()
    const mark = page.locator('.query-place mark')
    expect(await mark.innerText()).toBe('outcme')
    const [under, box] = [await mark.boundingBox(), await field(page).boundingBox()]
    if (!under || !box) throw new Error('the place is not to be seen')
    const letter = under.width / 'outcme'.length
    // The text of the field begins behind its magnifying glass.
    const expected = box.x + textIndent + 'login '.length * letter
    expect(Math.abs(under.x - expected)).toBeLessThan(letter / 2)
    expect(await field(page).getAttribute('aria-invalid')).toBe('true')
    await field(page).fill('login outcme:success time:2days')
    await page.getByRole('button', { name: 'Stattdessen time:2d' }).click()
    await page.getByRole('button', { name: 'Stattdessen outcome' }).click()
    expect(await field(page).inputValue()).toBe('login outcome:success time:2d')
    await page.locator('.query-place').waitFor({ state: 'detached' })
    expect(await field(page).getAttribute('aria-invalid')).toBe(null)
  })
})

test('the histogram narrows the time with keys alone', async () => {
  await speak(portal.owner, 'de')
  await portal.browser.visit('/events?q=actor%3Acron', { as: portal.owner }, async (page) => {
    await seesRows(page, 50)
    const sum = page.locator('.histogram-sum')
    await eventually(() => sum.innerText()).toBe('60 Ereignisse, davon 6 fehlgeschlagen')
    const bars = page.getByRole('listbox', { name: 'Ereignisse im Verlauf der Zeit' })
    await bars.focus()
    await bars.press('End')
    for (let n = 0; n < 4; n++) await bars.press('Shift+ArrowLeft')
    const marked = page.getByRole('option', { selected: true })
    expect(await marked.count()).toBe(5)
    const said = Number(/: (\d+) Ereignisse?/.exec(await sum.innerText())?.[1])
    expect(said).toBeGreaterThan(0)
    expect(said).toBeLessThan(60)
    await bars.press('Enter')
    await eventually(() => queryOf(page)).toMatch(/^actor:cron time:\S+Z\.\.\S+Z$/)
    await eventually(() => sum.innerText()).toMatch(new RegExp(`^${said} Ereignisse`))
    await seesRows(page, said)
  })
})
