const redirectsMax = 10
const askMs = 15_000
const redirects = new Set([301, 302, 303, 307, 308])

export interface Form {
  readonly action: string
  readonly method: 'get' | 'post'
  readonly fields: Readonly<Record<string, string>>
}

export interface Page {
  readonly url: string
  /** 0 when the browser stopped before asking. */
  readonly status: number
  readonly body: string
  readonly forms: readonly Form[]
}

export interface FormBrowser {
  /** Opens an address and follows redirections. */
  open(url: string): Promise<Page>
  /** Sends a form with the values typed into it, and follows redirections. */
  submit(form: Form, typed?: Readonly<Record<string, string>>): Promise<Page>
}

/**
 * A browser without script: cookies by host and port, redirections, forms. `stopsAt`: the beginning of addresses that it
 * does not ask (a page of status 0 results), because the test itself takes the part of whoever is there.
 */
export function formBrowser(stopsAt: string | null = null): FormBrowser {
  const jars = new Map<string, Map<string, string>>()

  async function go(url: string, body: URLSearchParams | null): Promise<Page> {
    let next = { url, body }
    for (let step = 0; step <= redirectsMax; step++) {
      if (stopsAt !== null && next.url.startsWith(stopsAt))
        return { url: next.url, status: 0, body: '', forms: [] }
      const answer = await ask(next.url, next.body)
      const location = answer.headers.get('location')
      if (!redirects.has(answer.status) || location === null) return page(next.url, answer)
      await answer.body?.cancel()
      next = { url: new URL(location, next.url).href, body: answer.status >= 307 ? next.body : null }
    }
    throw new Error(`more than ${redirectsMax} redirections from ${url}`)
  }

  async function ask(url: string, body: URLSearchParams | null): Promise<Response> {
    const { host, origin } = new URL(url)
    const jar = jars.get(host) ?? new Map<string, string>()
    jars.set(host, jar)
    const headers = new Headers({ accept: 'text/html', origin })
    if (jar.size > 0) headers.set('cookie', [...jar].map(([name, value]) => `${name}=${value}`).join('; '))
    const answer = await fetch(url, {
      method: body === null ? 'GET' : 'POST',
      body,
      headers,
      redirect: 'manual',
      signal: AbortSignal.timeout(askMs),
    })
    for (const cookie of answer.headers.getSetCookie()) keep(jar, cookie)
    return answer
  }

  return {
    open: (url) => go(url, null),
    submit(form, typed = {}) {
      const values = new URLSearchParams({ ...form.fields, ...typed })
      if (form.method === 'post') return go(form.action, values)
      const url = new URL(form.action)
      url.search = values.toString()
      return go(url.href, null)
    },
  }
}

function keep(jar: Map<string, string>, cookie: string): void {
  const [pair = '', ...attributes] = cookie.split(';')
  const at = pair.indexOf('=')
  const name = pair.slice(0, at).trim()
  if (attributes.some((attribute) => /^\s*max-age=0\s*$/i.test(attribute))) jar.delete(name)
  else jar.set(name, pair.slice(at + 1).trim())
}

async function page(url: string, answer: Response): Promise<Page> {
  const body = await answer.text()
  const forms = [...body.matchAll(/<form\b([^>]*)>([\s\S]*?)<\/form>/gi)].map(
    ([, head = '', inner = '']) => ({
      action: actionOf(url, attribute(head, 'action') ?? ''),
      method: attribute(head, 'method')?.toLowerCase() === 'post' ? ('post' as const) : ('get' as const),
      fields: fieldsOf(inner),
    }),
  )
  return { url, status: answer.status, body, forms }
}

function actionOf(url: string, action: string): string {
  const to = new URL(action, url)
  to.hash = ''
  return to.href
}

function fieldsOf(inner: string): Record<string, string> {
  const fields: Record<string, string> = {}
  for (const [, head = ''] of inner.matchAll(/<input\b([^>]*)>/gi)) {
    const name = attribute(head, 'name')
    const type = attribute(head, 'type')?.toLowerCase()
    if (name !== null && type !== 'submit' && type !== 'checkbox')
      fields[name] = attribute(head, 'value') ?? ''
  }
  return fields
}

function attribute(head: string, name: string): string | null {
  const found = new RegExp(`\\b${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)')`, 'i').exec(head)
  return found === null ? null : unescape(found[1] ?? found[2] ?? '')
}

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }

const unescape = (text: string) =>
  text.replace(/&(?:#x([0-9a-f]+)|#(\d+)|(\w+));/gi, (whole, hex, decimal, name) => {
    if (hex) return String.fromCodePoint(parseInt(hex, 16))
    if (decimal) return String.fromCodePoint(Number(decimal))
    return entities[name] ?? whole
  })
