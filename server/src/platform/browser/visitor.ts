// The child process of visit-page.ts. It ends by itself at the limit, so that it never outlives a server that died.
import { text } from 'node:stream/consumers'
import { chromium, type Browser, type Response } from 'playwright-core'
import { Collector } from './collector.ts'
import { quietArguments } from './quiet-arguments.ts'
import {
  cut,
  isThirdParty,
  pagesToFollow,
  visitOrderSchema,
  VisitError,
  type Visit,
  type VisitOrder,
  type VisitorAnswer,
} from './visit.ts'

const settleMs = 400

const order = visitOrderSchema.parse(JSON.parse(await text(process.stdin)))
// Ending the process makes Playwright kill the browser.
setTimeout(
  () => end({ refused: 'time-limit', detail: `not finished after ${order.visitMs} ms` }),
  order.visitMs,
)
end(await outcome(order))

async function outcome(order: VisitOrder): Promise<VisitorAnswer> {
  try {
    return { visit: await visit(order) }
  } catch (error) {
    if (error instanceof VisitError && error.code !== 'visitor-failed')
      return { refused: error.code, detail: cut(error.message) }
    throw error
  }
}

function end(answer: VisitorAnswer): void {
  process.stdout.write(JSON.stringify(answer) + '\n', () => process.exit(0))
}

async function visit(order: VisitOrder): Promise<Visit> {
  const browser = await start(order)
  try {
    return await visitWith(browser, order)
  } finally {
    await browser.close()
  }
}

async function start({ chromium: executablePath, visitMs }: VisitOrder): Promise<Browser> {
  // Chromium refuses its sandbox to root.
  const args = [...quietArguments, ...(process.getuid?.() === 0 ? ['--no-sandbox'] : [])]
  try {
    return await chromium.launch({ executablePath, args, headless: true, timeout: visitMs })
  } catch {
    throw new VisitError('browser-not-started', 'the browser did not start')
  }
}

async function visitWith(browser: Browser, order: VisitOrder): Promise<Visit> {
  const context = await browser.newContext({
    ignoreHTTPSErrors: order.acceptCertificates,
    acceptDownloads: false,
    serviceWorkers: 'allow',
  })
  const page = await context.newPage()
  const own = [new URL(order.url).host, ...order.ownHosts]
  const collector = new Collector(context, page, own)
  await collector.listen()
  const goto = (url: string) => page.goto(url, { waitUntil: 'load', timeout: order.visitMs })
  const look = async (url: string, answer: Response) => {
    // Scripts often wait for the load before they store or fetch.
    await page.waitForTimeout(settleMs)
    await collector.look(url, answer.status())
  }
  const first = await goto(order.url).catch((error: unknown) => {
    const reason = netError(error) ?? 'no answer'
    // An error status without a body is an answer all the same.
    throw new VisitError(
      reason === 'net::ERR_HTTP_RESPONSE_CODE_FAILURE' ? 'page-refused' : 'page-not-reached',
      reason,
    )
  })
  if (!first?.ok()) throw new VisitError('page-refused', `status ${first?.status() ?? 'none'}`)
  if (isThirdParty(first.url(), own))
    throw new VisitError('page-refused', `it leads to ${new URL(first.url()).host}`)
  await look(order.url, first)
  const links = await page
    .locator('a[href]')
    .evaluateAll((found) => found.map((link) => (link as unknown as { href: string }).href))
  for (const next of pagesToFollow(first.url(), links, order.followMax)) {
    const answer = await goto(next).catch(notReached)
    if (answer) await look(next, answer)
    else collector.unreached++
  }
  return collector.visit(`Chromium ${browser.version()}`)
}

/** A link to something that does not answer is counted; anything else ends the visit. */
function notReached(error: unknown): null {
  if (netError(error) === null) throw error
  return null
}

function netError(error: unknown): string | null {
  return /net::ERR_[A-Z_]+/.exec(String(error))?.[0] ?? null
}
