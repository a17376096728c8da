import type { IncomingMessage } from 'node:http'
import type { Context } from 'hono'
import type { Actor } from '../../kernel/actor.ts'
import { Problem } from '../../kernel/problem.ts'
import type { RequestFacts } from '../../kernel/route.ts'

const agentCharactersMax = 300
const cookieCharactersMax = 4096
const headerCharactersMax = 1024

/** What handlers may know of a request; cookies that they set are collected in `cookies`. */
export function requestFacts(context: Context, proxyHops: number, cookies: string[]): RequestFacts {
  const header = context.req.header('cookie') ?? ''
  return {
    address: addressOf(context, proxyHops),
    host: (context.req.header('host') ?? '').slice(0, 255),
    agent: (context.req.header('user-agent') ?? '').slice(0, agentCharactersMax),
    authorization: context.req.header('authorization'),
    header: (name) => context.req.header(name)?.slice(0, headerCharactersMax),
    headerNames: () => [...context.req.raw.headers.keys()],
    cookie: (name) => readCookie(header, name),
    setCookie(name, value, { maxAgeS, sameSite }) {
      const life = maxAgeS === null ? '' : `; Max-Age=${maxAgeS}`
      cookies.push(`${name}=${value}; Path=/; Secure; HttpOnly; SameSite=${sameSite}${life}`)
    },
  }
}

function readCookie(header: string, name: string): string | undefined {
  for (const pair of header.slice(0, cookieCharactersMax).split(';')) {
    const place = pair.indexOf('=')
    if (place > 0 && pair.slice(0, place).trim() === name) return pair.slice(place + 1).trim()
  }
  return undefined
}

/** The peer, or what the outermost proxy of our own saw. What stands left of that anybody can write. */
function addressOf(context: Context, proxyHops: number): string {
  const incoming = (context.env as { incoming?: IncomingMessage } | undefined)?.incoming
  const peer = incoming?.socket.remoteAddress ?? '0.0.0.0'
  const forwarded = (context.req.header('x-forwarded-for') ?? '').split(',').map((part) => part.trim())
  const seen = proxyHops > 0 ? forwarded.at(-proxyHops) : undefined
  return (seen || peer).replace(/^::ffff:/, '').slice(0, 64)
}

/**
 * Cross-site request forgery: a browser says where a request comes from (Sec-Fetch-Site, Origin); another site is
 * refused, and a session must come with one of the two.
 */
export function refuseOtherSites(context: Context, actor: Actor): void {
  const site = context.req.header('sec-fetch-site')
  const origin = context.req.header('origin')
  const host = context.req.header('host')
  const byCookie = actor.kind === 'person' && actor.means.kind === 'session'
  if (site !== undefined && (site === 'same-origin' || (site === 'none' && !byCookie))) return
  if (site === undefined && origin !== undefined && URL.canParse(origin) && new URL(origin).host === host)
    return
  if (site === undefined && origin === undefined && !byCookie) return
  throw new Problem('forbidden', 'from-another-site', {
    de: 'Diese Anfrage kam von einer anderen Website und wurde abgelehnt. Öffnen Sie die Konsole neu und versuchen Sie es dort.',
    en: 'This request came from another site and was refused. Open the console again and try there.',
  })
}
