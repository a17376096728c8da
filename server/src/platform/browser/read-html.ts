/** A thing that a page refers to and that a browser would load, by its address as written. */
export interface Reference {
  readonly to: string
  readonly type: string
}

/** What can be read from a page's text without running it. */
export interface ReadPage {
  readonly references: readonly Reference[]
  /** Where its links lead. */
  readonly links: readonly string[]
  /** Scripts that stand in the page itself, event handlers as one. */
  readonly scripts: readonly string[]
}

const loading =
  /<(img|script|iframe|frame|embed|source|video|audio|track|input|object|link|image|use)\b([^>]*)>/gi
const address =
  /\s(src|data|poster|href|srcset|imagesrcset|xlink:href)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))/gi
/** `rel` values of links that lead somewhere without loading or contacting anything. */
const harmlessLink = /\brel\s*=\s*["']?\s*(?:alternate|canonical|author|license|help|next|prev|search|me)\b/i
const moduleLink = /\brel\s*=\s*["']?\s*modulepreload/i
const styleLink = /\brel\s*=\s*["']?\s*stylesheet/i

/** Reads HTML as a careful reader does who does not run it: too much is noted rather than too little. */
export function readHtml(text: string): ReadPage {
  const html = text.replaceAll(/<!--[\s\S]*?-->/g, '')
  const styles = [...html.matchAll(/<style\b[^>]*>([\s\S]*?)<\/style>/gi)].flatMap((match) =>
    styleReferences(match[1] as string),
  )
  const scripts = [...html.matchAll(/<script\b(?![^>]*\ssrc\s*=)[^>]*>([\s\S]*?)<\/script>/gi)].map(
    (match) => match[1] as string,
  )
  const handlers = [...html.matchAll(/\son[a-z]+\s*=\s*(?:"[^"]*"|'[^']*'|[^\s>]+)/gi)].map(
    (match) => match[0],
  )
  const links = [...html.matchAll(/<a\b[^>]*?\shref\s*=\s*["']?([^"'\s>]+)/gi)].map((match) =>
    unescape(match[1] as string),
  )
  return { references: [...tagReferences(html), ...styles], links, scripts: [...scripts, ...handlers] }
}

function tagReferences(html: string): Reference[] {
  const references: Reference[] = []
  for (const [, name = '', attributes = ''] of html.matchAll(loading)) {
    const type = typeOf(name.toLowerCase(), attributes)
    if (type === null) continue
    for (const [, attribute = '', a, b, c] of attributes.matchAll(address)) {
      const value = unescape(a ?? b ?? c ?? '').trim()
      const several = attribute.toLowerCase().endsWith('srcset') ? value.split(/,\s*/) : [value]
      references.push(...several.map((to) => ({ to: to.split(/\s+/)[0] as string, type })))
    }
  }
  return references
}

function typeOf(name: string, attributes: string): string | null {
  if (name !== 'link') return name
  if (harmlessLink.test(attributes)) return null
  if (moduleLink.test(attributes)) return 'script'
  return styleLink.test(attributes) ? 'stylesheet' : 'link'
}

/** What a style sheet refers to. */
export function styleReferences(css: string): Reference[] {
  return [...css.matchAll(/url\(\s*["']?([^"')]+)|@import\s+["']([^"']+)/gi)].map(([whole, a, b]) => ({
    to: a ?? b ?? '',
    type: whole.startsWith('@') ? 'stylesheet' : 'image',
  }))
}

/** What a module imports by name. */
export function moduleReferences(script: string): Reference[] {
  return [...script.matchAll(/\b(?:from|import)\s*["']([^"']+)["']/g)].map((match) => ({
    to: match[1] as string,
    type: 'script',
  }))
}

const unknown = /\beval\s*\(|\bFunction\s*\(|\bimport\s*\(|\bsetTimeout\s*\(\s*["'`]/
const storing =
  /document\s*\.\s*cookie|cookieStore|localStorage|sessionStorage|indexedDB|\bcaches\s*\.|serviceWorker/
const reaching =
  /\bfetch\b|XMLHttpRequest|sendBeacon|serviceWorker|Worker\s*\(|WebSocket|EventSource|\bsrc\b|\bhref\b|createElement|innerHTML|outerHTML|insertAdjacent|document\s*\.\s*write|setAttribute|location|https?:/

/** Whether the script names anything with which it could keep something in the browser. */
export const mentionsStorage = (script: string): boolean => storing.test(script) || unknown.test(script)

/** Whether the script names anything with which it could contact a server. */
export const mentionsNetwork = (script: string): boolean => reaching.test(script) || unknown.test(script)

const ownSource =
  /^'(?:none|self|unsafe-inline|unsafe-eval|unsafe-hashes|strict-dynamic|report-sample|nonce-[^']+|sha\d+-[^']+)'$|^data:$|^blob:$/
const fetchDirective =
  /^(?:default|child|connect|fenced-frame|font|frame|img|manifest|media|object|prefetch|script|style|worker)-src(?:-elem|-attr)?$/

/** Whether a content security policy lets a browser load from the page's own server only. */
export function confinesToOwn(policy: string | undefined): boolean {
  const directives = (policy ?? '').split(';').map((part) => part.trim().split(/\s+/))
  const loads = directives.filter(([name]) => fetchDirective.test(name as string))
  return (
    loads.some(([name]) => name === 'default-src') &&
    loads.every(([, ...sources]) => sources.every((source) => ownSource.test(source)))
  )
}

const entities: Readonly<Record<string, string>> = {
  '&amp;': '&',
  '&quot;': '"',
  '&#x27;': "'",
  '&#39;': "'",
  '&#x2f;': '/',
  '&#47;': '/',
}
const unescape = (text: string) =>
  text.replaceAll(/&(?:amp|quot|#x27|#39|#x2f|#47);/gi, (entity) => entities[entity.toLowerCase()] as string)
