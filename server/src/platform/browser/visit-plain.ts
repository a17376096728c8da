import { fetchBounded, type Fetched } from '../net/http/fetch-bounded.ts'
import { cookiesMax, cut, isThirdParty, pagesToFollow, requestsMax, VisitError, type Visit } from './visit.ts'

const headerBytesMax = 32 * 1024
const bodyBytesMax = 2 * 1024 * 1024
const redirectsMax = 3
const scriptsMax = 100

export interface PlainVisitOptions {
  readonly signal: AbortSignal
  readonly visitMs: number
  readonly followMax: number
  /** `host[:port]` of addresses that are ours too. */
  readonly ownHosts: readonly string[]
}

/**
 * Visits pages without a browser: fetches them, reads which cookies come with them and what they refer to. Scripts are
 * read, not run: where one could store something, `mayStore` says so. Throws VisitError, or the reason of the abort.
 */
export async function visitPlain(url: string, options: PlainVisitOptions): Promise<Visit> {
  const own = [new URL(url).host, ...options.ownHosts]
  const seen: Seen = { pages: [], cookies: new Map(), requests: new Map(), scripts: new Set(), mayStore: false }
  const get = fetching(options, seen)
  const first = await get(url).catch((error: unknown) => {
    options.signal.throwIfAborted()
    throw new VisitError('page-not-reached', error instanceof Error ? cut(error.message) : 'no answer')
  })
  if (first.status !== 200) throw new VisitError('page-refused', `status ${first.status}`)
  if (isThirdParty(first.url, own)) throw new VisitError('page-refused', `it leads to ${new URL(first.url).host}`)
  readPage(seen, first, own)
  let unreached = 0
  for (const next of pagesToFollow(first.url, linksOf(first), options.followMax)) {
    const answer = await get(next).catch(() => null)
    options.signal.throwIfAborted()
    if (answer) readPage(seen, answer, own)
    else unreached++
  }
  await readScripts(seen, get, own)
  options.signal.throwIfAborted()
  if (seen.requests.size > requestsMax || seen.cookies.size > cookiesMax) throw new VisitError('too-much', 'the page refers to more than is looked at')
  const requests = [...seen.requests].map(([to, type]) => ({ url: cut(to), type, thirdParty: isThirdParty(to, own), blocked: false }))
  const cookies = [...seen.cookies.values()]
  return { method: 'http', browser: null, pages: seen.pages, unreached, cookies, requests, storage: [], mayStore: seen.mayStore, violations: [] }
}

interface Seen {
  readonly pages: Visit['pages']
  readonly cookies: Map<string, Visit['cookies'][number]>
  /** Address to kind of reference. */
  readonly requests: Map<string, string>
  readonly scripts: Set<string>
  mayStore: boolean
}

function fetching({ signal, visitMs }: PlainVisitOptions, seen: Seen) {
  return async (url: string): Promise<Fetched> => {
    const limits = { signal, timeoutMs: visitMs, headerBytesMax, bodyBytesMax, redirectsMax }
    const fetched = await fetchBounded(url, { ...limits, headers: { accept: 'text/html, */*', 'accept-encoding': 'identity' } })
    const host = new URL(fetched.url).hostname
    for (const line of fetched.setCookie) {
      const name = (line.split('=')[0] as string).trim()
      seen.cookies.set(`${name} ${host}`, { name: cut(name), host: cut(host) })
    }
    return fetched
  }
}

const linksOf = ({ body }: Fetched) => [...body.toString('utf8').matchAll(/<a\b[^>]*?\shref\s*=\s*["']?([^"'\s>]+)/gi)].map((match) => unescape(match[1] as string))

const loading = /<(img|script|iframe|frame|embed|source|video|audio|track|input|object|link|image|use)\b([^>]*)>/gi
const address = /\s(?:src|data|poster|href|srcset|imagesrcset|xlink:href)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))/gi
const inStyle = /url\(\s*["']?([^"')]+)|@import\s+["']([^"']+)/gi
/** `rel` values of links that lead somewhere without loading or contacting anything. */
const harmlessLink = /\brel\s*=\s*["']?\s*(?:alternate|canonical|author|license|help|next|prev|search|me)\b/i
const storing = /document\s*\.\s*cookie|cookieStore|localStorage|sessionStorage|indexedDB|\bcaches\s*\.|serviceWorker|\beval\s*\(|\bFunction\s*\(|\bimport\s*\(/

function readPage(seen: Seen, fetched: Fetched, own: readonly string[]): void {
  const html = fetched.body.toString('utf8').replaceAll(/<!--[\s\S]*?-->/g, '')
  seen.pages.push({ url: cut(fetched.url), status: fetched.status })
  seen.requests.set(fetched.url, 'document')
  const refer = (to: string, type: string) => {
    const url = URL.parse(unescape(to).trim(), fetched.url)
    if (url === null || !/^https?:$/.test(url.protocol) || seen.requests.size > requestsMax) return
    seen.requests.set(url.href, type)
    if (type === 'script' && !isThirdParty(url.href, own)) seen.scripts.add(url.href)
  }
  for (const [, tag = '', attributes = ''] of html.matchAll(loading)) {
    if (tag.toLowerCase() === 'link' && harmlessLink.test(attributes)) continue
    const type = tag.toLowerCase() === 'script' || /\brel\s*=\s*["']?modulepreload/i.test(attributes) ? 'script' : tag.toLowerCase()
    for (const [, a, b, c] of attributes.matchAll(address)) for (const to of (a ?? b ?? c ?? '').split(/,\s+/)) refer(to.split(/\s+/)[0] as string, type)
  }
  for (const [, style = ''] of html.matchAll(/<style\b[^>]*>([\s\S]*?)<\/style>/gi)) {
    for (const [, a, b] of style.matchAll(inStyle)) refer(a ?? b ?? '', 'stylesheet')
  }
  const inline = [...html.matchAll(/<script\b(?![^>]*\ssrc\s*=)[^>]*>([\s\S]*?)<\/script>/gi)].map((match) => match[1] as string)
  if (inline.some((script) => storing.test(script)) || /\son[a-z]+\s*=/i.test(html)) seen.mayStore = true
}

async function readScripts(seen: Seen, get: (url: string) => Promise<Fetched>, own: readonly string[]): Promise<void> {
  let read = 0
  // The set grows while it is read: modules import modules.
  for (const script of seen.scripts) {
    if (++read > scriptsMax) seen.mayStore = true
    if (seen.mayStore) return
    const answer = await get(script).catch(() => null)
    const text = answer?.status === 200 ? answer.body.toString('utf8') : null
    // A script that could not be read could do anything.
    if (text === null || storing.test(text)) seen.mayStore = true
    for (const [, to = ''] of text?.matchAll(/\b(?:from|import)\s*["']([^"']+)["']/g) ?? []) {
      const url = URL.parse(to, script)
      if (url === null || seen.requests.size > requestsMax) continue
      seen.requests.set(url.href, 'script')
      if (!isThirdParty(url.href, own)) seen.scripts.add(url.href)
    }
  }
}

const unescape = (text: string) => text.replaceAll('&amp;', '&').replaceAll('&#x27;', "'").replaceAll('&quot;', '"')
