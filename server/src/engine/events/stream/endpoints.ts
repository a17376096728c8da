import type { Actor } from '../../../kernel/actor.ts'
import { may } from '../../../kernel/permission.ts'
import { Problem } from '../../../kernel/problem.ts'
import { answer, type Endpoint, type RequestFacts } from '../../../kernel/route.ts'
import { socketAnswer } from '../../../platform/http/web-sockets.ts'
import type { Platform } from '../../../platform/platform.ts'
import { searchOf } from '../search/endpoints.ts'
import * as contract from './contract.ts'
import { cursorText, endOf, requireCursor } from './cursor.ts'
import { feedOf } from './feed.ts'
import { fitting } from './fitting.ts'
import { follow, type Told } from './follow.ts'
import { followersOf } from './followers.ts'
import { mayStill } from './may-still.ts'
import { readHead } from './read-page.ts'
import { sseAnswer } from './sse.ts'
import { tellSocket } from './socket.ts'

interface Call {
  readonly params: { readonly organisation: string }
  readonly query: {
    readonly q: string
    readonly zone: string
    readonly everywhere: boolean
    readonly cursor?: string | undefined
  }
  readonly actor: Actor
  readonly request: RequestFacts
}

/** Events as they come. */
export function streamEndpoints(platform: Platform): Endpoint[] {
  return [
    answer(contract.followEvents, async (call) => {
      const { told, first, end } = await begin(platform, call)
      return sseAnswer(told, first, end)
    }),
    answer(contract.followEventsBySocket, async (call) => {
      requireUpgrade(call)
      const { told, first, end } = await begin(platform, call)
      return socketAnswer((socket) => void tellSocket(socket, told, first, end), end)
    }),
  ]
}

async function begin(
  platform: Platform,
  { params: { organisation }, query, actor, request }: Call,
): Promise<{ told: AsyncGenerator<Told>; first: string; end: () => void }> {
  const search = await searchOf(platform, actor, organisation, query)
  const head = await readHead(platform.database.reader)
  const given = request.header('last-event-id') || query.cursor
  const after = given === undefined ? endOf(head) : requireCursor(given, head)
  const { permission } = contract.followEvents
  const stillMay = mayStill(
    platform,
    request,
    (now) =>
      may(now, permission, organisation) && (!query.everywhere || may(now, permission, 'any customer')),
  )
  const stop = new AbortController()
  const leave = followersOf(platform).admit(actor, () => stop.abort())
  const followed = { after, organisation: search.scope.organisation, fits: fitting(search), stillMay }
  return {
    told: follow(feedOf(platform), followed, stop.signal),
    first: cursorText(after),
    end() {
      stop.abort()
      leave()
    },
  }
}

/** Browsers send cookies with the sockets of any site: the Origin says which one it is (RFC 6455, section 10.2). */
function requireUpgrade({ request, actor }: Pick<Call, 'request' | 'actor'>): void {
  if (request.header('upgrade')?.toLowerCase() !== 'websocket') {
    throw new Problem('bad-request', 'websocket-only', {
      de: 'Diese Adresse spricht nur WebSocket. Ohne WebSocket gibt es dasselbe unter event-stream.',
      en: 'This address speaks WebSocket only. Without WebSocket, event-stream has the same.',
    })
  }
  const origin = request.header('origin')
  const isSession = actor.kind === 'person' && actor.means.kind === 'session'
  if (origin === undefined ? !isSession : URL.parse(origin)?.host === request.host) return
  throw new Problem('forbidden', 'from-another-site', {
    de: 'Diese Verbindung kam von einer anderen Website und wurde abgelehnt.',
    en: 'This connection came from another site and was refused.',
  })
}
