import type { WebSocket } from 'ws'
import type { Told } from './follow.ts'

/** Whoever takes nothing, or does not answer a ping, for so long is let go. */
const stalledMs = 30_000
const pingEveryMs = 15_000
/** RFC 6455, section 7.4, and the registry of close codes. */
const goingAway = 1001
const policyViolation = 1008
const tryAgainLater = 1013

/**
 * The stream over a WebSocket: one JSON text each, `{"id", "event"}`, or `{"cursor"}` when there was nothing for a while. Sent
 * at the reader's speed; who stalls is closed with 1013 and the cursor to resume from. `end` is called once.
 */
export async function tellSocket(
  socket: WebSocket,
  told: AsyncGenerator<Told>,
  first: string,
  end: () => void,
  patienceMs = stalledMs,
): Promise<void> {
  let cursor = first
  let answered = true
  const ping = setInterval(() => {
    if (!answered) return socket.terminate()
    answered = false
    socket.ping()
  }, pingEveryMs)
  socket.on('pong', () => {
    answered = true
  })
  // What a reader says is not listened to; the length of it is limited where sockets are opened.
  socket.on('error', () => socket.terminate())
  socket.on('close', () => void told.return(undefined))
  const closed = () => socket.readyState !== socket.OPEN
  try {
    await send(socket, JSON.stringify({ cursor: first }), patienceMs)
    for await (const each of told) {
      if (closed()) return
      if (each.kind === 'events') {
        for (const { id, text } of each.events) {
          await send(socket, `{"id":"${id}","event":${text}}`, patienceMs)
          cursor = id
        }
      } else {
        cursor = each.cursor
        await send(socket, JSON.stringify({ cursor }), patienceMs)
      }
      if (each.kind === 'end') return socket.close(policyViolation, 'no-longer-permitted')
    }
    socket.close(goingAway, cursor)
  } catch {
    if (!closed()) socket.close(tryAgainLater, cursor)
  } finally {
    clearInterval(ping)
    end()
    // A close that the other side never confirms.
    setTimeout(() => socket.terminate(), patienceMs).unref()
  }
}

/** Resolves once the network took it. Rejects when that takes too long or the socket closes. */
function send(socket: WebSocket, text: string, patienceMs: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const late = setTimeout(() => reject(new Error('the reader takes nothing')), patienceMs)
    socket.send(text, (error) => {
      clearTimeout(late)
      if (error) reject(error)
      else resolve()
    })
  })
}
