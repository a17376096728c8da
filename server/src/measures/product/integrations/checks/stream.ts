import { defineCheck, defineObserver, type Finding, type Target } from '../../../../engine/claims/index.ts'
import { hour, minute } from '../../../../kernel/clock.ts'
import { text } from '../../../../kernel/language.ts'
import { tryStream, type StreamObserved, type WayRead } from '../try-stream.ts'

const streamTried = defineObserver<Target, StreamObserved>({
  id: 'stream-tried',
  everyMs: 6 * hour,
  budgetMs: 3 * minute,
  targets: () => [{ id: 'installation' }],
  observe: tryStream,
})

const isRight = ({ sent, read }: WayRead) =>
  sent.length === read.length && sent.every((id, place) => id === read[place])

/** Holds when on every way each own event was read once and in order across the break, and a stranger was refused. */
export function judgeStream({ ways }: StreamObserved): Finding {
  const total = ways.reduce((sum, { sent }) => sum + sent.length, 0)
  if (total === 0) {
    return {
      verdict: 'unknown',
      code: 'nothing-sent',
      observed: text('Es wurde kein Ereignis gesendet.', 'No event was sent.'),
    }
  }
  const checked = ways.reduce(
    (sum, { sent, read }) =>
      sum + sent.filter((id) => read.filter((each) => each === id).length === 1).length,
    0,
  )
  const names = (list: readonly WayRead[]) => list.map(({ way }) => way).join(', ')
  const open = ways.filter(({ openToAll }) => openToAll)
  if (open.length > 0) {
    return {
      verdict: 'fails',
      code: 'open-to-all',
      observed: text(
        `Auch ohne Anmeldung ließ sich mitlesen: ${names(open)}.`,
        `It could be read without signing in: ${names(open)}.`,
      ),
    }
  }
  const wrong = ways.filter((way) => !isRight(way))
  if (wrong.length > 0) {
    return {
      verdict: 'fails',
      code: 'gap-or-double',
      population: { checked, total },
      observed: text(
        `Nicht jedes eigene Ereignis kam genau einmal und in der richtigen Reihenfolge an: ${names(wrong)}.`,
        `Not every own event arrived exactly once and in the right order: ${names(wrong)}.`,
      ),
    }
  }
  return {
    verdict: 'holds',
    code: 'once-in-order',
    population: { checked, total },
    observed: text(
      `${checked} von ${total} Ereignissen kamen über ${names(ways)} an, jedes einmal und in der richtigen Reihenfolge, auch die während der Unterbrechung. Ereignisse eines anderen Unternehmens kamen nicht an; ohne Anmeldung ließ sich nichts mitlesen.`,
      `${checked} of ${total} events arrived over ${names(ways)}, each once and in the right order, those during the interruption included. Events of another company did not arrive; nothing could be read without signing in.`,
    ),
  }
}

export const stream = defineCheck<Target, StreamObserved, Record<string, never>>({
  version: 1,
  method: text(
    'Ein Wegwerf-Unternehmen liest seine Ereignisse mit, während auch ein anderes sendet. Wir unterbrechen die Verbindung, senden weiter, setzen sie mit der Kennung des zuletzt gelesenen Ereignisses fort und vergleichen Gesendetes mit Gelesenem, als Server-Sent Events und als WebSocket. Zur Gegenprobe versuchen wir es ohne Anmeldung.',
    'A throw-away company reads its events along while another one sends too. We interrupt the connection, go on sending, resume it with the id of the last event read and compare what was sent with what was read, as server-sent events and as WebSocket. As a control we try it without signing in.',
  ),
  validityMs: 24 * hour,
  observer: streamTried,
  judge: judgeStream,
})
