import type { BrowserContext, Frame, Page, Request, Response } from 'playwright-core'
import {
  cookiesMax,
  cut,
  isThirdParty,
  requestsMax,
  storedMax,
  violationsMax,
  VisitError,
  type Visit,
} from './visit.ts'

type Stored = Visit['storage'][number]

/** Watches a browser context from its first request on. */
export class Collector {
  unreached = 0
  readonly #context: BrowserContext
  readonly #page: Page
  readonly #ownHosts: readonly string[]
  readonly #requests = new Map<Request, Visit['requests'][number]>()
  readonly #preconnects = new Map<string, Visit['requests'][number]>()
  readonly #cookies = new Map<string, Visit['cookies'][number]>()
  readonly #storage = new Map<string, Stored>()
  readonly #violations = new Map<string, Visit['violations'][number]>()
  readonly #pages: Visit['pages'] = []
  readonly #reading: Promise<void>[] = []

  constructor(context: BrowserContext, page: Page, ownHosts: readonly string[]) {
    this.#context = context
    this.#page = page
    this.#ownHosts = ownHosts
  }

  /** Starts listening: also what is set and removed again before the page has loaded is seen. */
  async listen(): Promise<void> {
    this.#context.on('request', (request) => this.#request(request))
    this.#context.on('requestfailed', (request) => {
      const noted = this.#requests.get(request)
      if (noted && request.failure()?.errorText === 'csp') noted.blocked = true
    })
    this.#context.on('response', (response) => this.#reading.push(this.#answer(response)))
    this.#page.on('websocket', (socket) => this.#contact(socket.url(), 'websocket'))
    const session = await this.#context.newCDPSession(this.#page)
    session.on('DOMStorage.domStorageItemAdded', ({ storageId, key }) => {
      const kind = storageId.isLocalStorage ? 'localStorage' : 'sessionStorage'
      this.#store({ kind, origin: storageId.securityOrigin ?? '', key })
    })
    session.on('Audits.issueAdded', ({ issue }) => {
      const found = issue.details.contentSecurityPolicyIssueDetails
      if (found) this.#violation(found.violatedDirective, found.blockedURL ?? 'inline')
    })
    await session.send('DOMStorage.enable')
    await session.send('Audits.enable')
  }

  /** Notes what a page left behind once it has settled. */
  async look(url: string, status: number): Promise<void> {
    this.#pages.push({ url: cut(url), status })
    for (const { name, domain } of await this.#context.cookies()) this.#cookie(name, domain)
    for (const frame of this.#page.frames()) await this.#frame(frame)
  }

  /** All that was seen. Throws VisitError `too-much` when a limit was reached: a part would not be the truth. */
  async visit(browser: string): Promise<Visit> {
    await Promise.all(this.#reading)
    const requests = [...this.#requests.values(), ...this.#preconnects.values()]
    const tooMuch =
      requests.length > requestsMax ||
      this.#cookies.size > cookiesMax ||
      this.#storage.size > storedMax ||
      this.#violations.size > violationsMax
    if (tooMuch) throw new VisitError('too-much', 'the page loads or stores more than is looked at')
    return {
      method: 'browser',
      browser,
      pages: this.#pages,
      unreached: this.unreached,
      cookies: [...this.#cookies.values()],
      requests,
      storage: [...this.#storage.values()],
      mayStore: false,
      mayLoad: false,
      violations: [...this.#violations.values()],
    }
  }

  #request(request: Request): void {
    if (this.#requests.size > requestsMax) return
    const thirdParty = isThirdParty(request.url(), this.#ownHosts)
    this.#requests.set(request, {
      url: cut(request.url()),
      type: request.resourceType(),
      thirdParty,
      blocked: false,
    })
  }

  async #answer(response: Response): Promise<void> {
    // Cookies that the browser refused to keep were set all the same.
    const headers = await response.headersArray().catch(() => [])
    for (const { name, value } of headers) {
      if (name.toLowerCase() === 'set-cookie')
        this.#cookie(value.split('=')[0] as string, new URL(response.url()).hostname)
    }
  }

  async #frame(frame: Frame): Promise<void> {
    const left = await frame.evaluate(leftBehind).catch(() => null)
    if (left === null) return
    for (const { kind, key } of left.stored) this.#store({ kind, origin: left.origin, key })
    for (const url of left.contacts) this.#contact(url, 'preconnect')
  }

  #cookie(name: string, host: string): void {
    if (this.#cookies.size <= cookiesMax)
      this.#cookies.set(`${name} ${host}`, { name: cut(name.trim()), host: cut(host) })
  }

  #store({ kind, origin, key }: Stored): void {
    const stored = { kind, origin: cut(origin.replace(/\/$/, '')), key: cut(key) }
    if (this.#storage.size <= storedMax) this.#storage.set(Object.values(stored).join(' '), stored)
  }

  #contact(url: string, type: string): void {
    const thirdParty = isThirdParty(url, this.#ownHosts)
    if (this.#preconnects.size <= requestsMax)
      this.#preconnects.set(url, { url: cut(url), type, thirdParty, blocked: false })
  }

  #violation(directive: string, blocked: string): void {
    if (this.#violations.size <= violationsMax)
      this.#violations.set(`${directive} ${blocked}`, { directive: cut(directive), blocked: cut(blocked) })
  }
}

interface Left {
  readonly origin: string
  readonly stored: { kind: string; key: string }[]
  readonly contacts: string[]
}

/** Runs in the page. Only what it names itself is there. */
async function leftBehind(): Promise<Left> {
  // The page's own world, of which this package's types know nothing.
  // oxlint-disable-next-line typescript/no-explicit-any
  const page = globalThis as any
  const stored: { kind: string; key: string }[] = []
  const note = (kind: string, keys: readonly string[]) => keys.forEach((key) => stored.push({ kind, key }))
  const storage = (kind: string) => {
    try {
      note(kind, Object.keys(page[kind] ?? {}))
    } catch {
      // Refused to this page: then it stored nothing there.
    }
  }
  storage('localStorage')
  storage('sessionStorage')
  const names = async (kind: string, read: () => Promise<readonly string[]>) =>
    note(kind, await read().catch(() => []))
  await names('indexedDB', async () =>
    (await page.indexedDB.databases()).map((database: { name: string }) => database.name),
  )
  await names('cache', async () => page.caches.keys())
  await names('serviceWorker', async () =>
    (await page.navigator.serviceWorker.getRegistrations()).map((worker: { scope: string }) => worker.scope),
  )
  const hints = page.document.querySelectorAll('link[rel~="preconnect"], link[rel~="dns-prefetch"]')
  return {
    origin: page.origin,
    stored,
    contacts: Array.from(hints, (hint) => (hint as { href: string }).href),
  }
}
