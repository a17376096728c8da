import { fetchBounded, type Fetched } from '../net/http/fetch-bounded.ts'
import {
  confinesToOwn,
  mentionsNetwork,
  mentionsStorage,
  moduleReferences,
  readHtml,
  styleReferences,
  type Reference,
} from './read-html.ts'
import { cookiesMax, cut, isThirdParty, pagesToFollow, requestsMax, VisitError, type Visit } from './visit.ts'

const headerBytesMax = 32 * 1024
const bodyBytesMax = 2 * 1024 * 1024
const redirectsMax = 3
const filesMax = 100

export interface PlainVisitOptions {
  readonly signal: AbortSignal
  readonly visitMs: number
  readonly followMax: number
  /** `host[:port]` of addresses that are ours too. */
  readonly ownHosts: readonly string[]
}

/**
 * Visits pages without a browser: fetches them, notes the cookies that come with them, and reads what they, their scripts
 * and styles refer to. Scripts are not run: where one could store or load something, `mayStore` and `mayLoad` say so.
 * Throws VisitError, or the reason of the abort.
 */
export async function visitPlain(url: string, options: PlainVisitOptions): Promise<Visit> {
  const own = [new URL(url).host, ...options.ownHosts]
  const reader = new PlainReader(own, options)
  const first = await reader.get(url).catch((error: unknown) => {
    options.signal.throwIfAborted()
    throw new VisitError('page-not-reached', error instanceof Error ? cut(error.message) : 'no answer')
  })
  if (first.status !== 200) throw new VisitError('page-refused', `status ${first.status}`)
  if (isThirdParty(first.url, own))
    throw new VisitError('page-refused', `it leads to ${new URL(first.url).host}`)
  const links = reader.readPage(first)
  let unreached = 0
  for (const next of pagesToFollow(first.url, links, options.followMax)) {
    const answer = await reader.get(next).catch(() => null)
    options.signal.throwIfAborted()
    if (answer) reader.readPage(answer)
    else unreached++
  }
  await reader.readFiles()
  options.signal.throwIfAborted()
  return reader.visit(unreached)
}

class PlainReader {
  readonly #own: readonly string[]
  readonly #options: PlainVisitOptions
  readonly #pages: Visit['pages'] = []
  readonly #cookies = new Map<string, Visit['cookies'][number]>()
  /** Address to kind of reference. */
  readonly #requests = new Map<string, string>()
  /** Whether every page's policy keeps browsers from loading anything from elsewhere. */
  #confined = true
  #mayStore = false
  #mayLoad = false

  constructor(own: readonly string[], options: PlainVisitOptions) {
    this.#own = own
    this.#options = options
  }

  async get(url: string): Promise<Fetched> {
    const { signal, visitMs } = this.#options
    const headers = { accept: 'text/html, */*', 'accept-encoding': 'identity' }
    const fetched = await fetchBounded(url, {
      signal,
      timeoutMs: visitMs,
      headerBytesMax,
      bodyBytesMax,
      redirectsMax,
      headers,
    })
    const host = new URL(fetched.url).hostname
    for (const line of fetched.setCookie) {
      const name = cut((line.split('=')[0] as string).trim())
      this.#cookies.set(`${name} ${host}`, { name, host: cut(host) })
    }
    return fetched
  }

  /** Notes what the page refers to; answers where its links lead. */
  readPage({ url, status, headers, body }: Fetched): readonly string[] {
    const { references, links, scripts } = readHtml(body.toString('utf8'))
    this.#pages.push({ url: cut(url), status })
    this.#requests.set(url, 'document')
    this.#confined &&= confinesToOwn(headers['content-security-policy'])
    this.#refer(references, url)
    scripts.forEach((script) => this.#readScript(script))
    return links
  }

  /** Reads own scripts and styles, and what they bring along: the map grows while it is walked. */
  async readFiles(): Promise<void> {
    let read = 0
    for (const [url, type] of this.#requests) {
      if ((type !== 'script' && type !== 'stylesheet') || isThirdParty(url, this.#own)) continue
      const answer = ++read > filesMax ? null : await this.get(url).catch(() => null)
      // A file that could not be read could do anything; one that is refused is not run.
      if (answer === null) this.#mayStore = this.#mayLoad = true
      else if (answer.status !== 200) continue
      else if (type === 'stylesheet') this.#refer(styleReferences(answer.body.toString('utf8')), answer.url)
      else this.#readScript(answer.body.toString('utf8'), answer.url)
    }
  }

  #readScript(script: string, url?: string): void {
    this.#mayStore ||= mentionsStorage(script)
    this.#mayLoad ||= mentionsNetwork(script)
    if (url !== undefined) this.#refer(moduleReferences(script), url)
  }

  #refer(references: readonly Reference[], from: string): void {
    for (const { to, type } of references) {
      const url = URL.parse(to, from)
      const leads = url !== null && /^https?:$/.test(url.protocol)
      if (leads && !this.#requests.has(url.href) && this.#requests.size <= requestsMax)
        this.#requests.set(url.href, type)
    }
  }

  visit(unreached: number): Visit {
    if (this.#requests.size > requestsMax || this.#cookies.size > cookiesMax) {
      throw new VisitError('too-much', 'the page refers to more than is looked at')
    }
    return {
      method: 'http',
      browser: null,
      pages: this.#pages,
      unreached,
      cookies: [...this.#cookies.values()],
      requests: [...this.#requests].map(([to, type]) => ({
        url: cut(to),
        type,
        thirdParty: isThirdParty(to, this.#own),
        blocked: false,
      })),
      storage: [],
      mayStore: this.#mayStore,
      mayLoad: this.#mayLoad && !this.#confined,
      violations: [],
    }
  }
}
