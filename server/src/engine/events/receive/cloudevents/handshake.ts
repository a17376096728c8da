import { Problem } from '../../../../kernel/problem.ts'
import type { RequestFacts } from '../../../../kernel/route.ts'
import type { Source } from '../../sources/settings.ts'

const originCharactersMax = 253
const origin = /^[a-z\d](?:[a-z\d._:-]*[a-z\d])?$/i
const minuteS = 60

/**
 * HTTP 1.1 Web Hooks for Event Delivery, section 4: a sender asks before it sends. It may, as the token decides what is
 * stored: without one, nothing is. `source` null: it sent no token with its question, as many do.
 */
export function handshake(request: Pick<RequestFacts, 'header'>, source: Source | null): Response {
  const asks = request.header('webhook-request-origin')
  if (asks === undefined || asks.length > originCharactersMax || !origin.test(asks)) throw notAsked()
  const rate = request.header('webhook-request-rate')
  const asked = rate !== undefined && /^[1-9]\d{0,8}$/.test(rate) ? Number(rate) : null
  // The rate is in requests a minute, and each has an event at least.
  const most = source === null ? null : source.settings.eventsPerSecondMax * minuteS
  const allowed = asked !== null && most !== null ? Math.min(asked, most) : (asked ?? most)
  return new Response(null, {
    status: 200,
    headers: {
      allow: 'POST, OPTIONS',
      'webhook-allowed-origin': asks,
      'webhook-allowed-rate': allowed === null ? '*' : String(allowed),
      'cache-control': 'no-store',
    },
  })
}

const notAsked = () =>
  new Problem(
    'bad-request',
    'origin-missing',
    'Ask with WebHook-Request-Origin and the DNS name of the sender, e.g. eventemitter.example.com.',
  )
