import type { EventBody, EventDraft } from '../../event.ts'
import type { JsonObject } from '../../json.ts'
import { decode } from './decode.ts'
import type { Frame } from './frames.ts'
import { readMessage, type Message } from './read-message.ts'
import type { StructuredData } from './structured-data.ts'
import type { LocalTime } from './timestamps.ts'
import { understand } from './understand.ts'

/** A message on its way to the events. */
export interface SyslogDraft {
  /** Of the source that it names, or null. It stands nowhere else: whoever reads events must not learn it. */
  readonly token: string | null
  readonly draft: EventDraft
}

/** Under the limit of the ingester, so that a long message is cut and not refused. */
const bodyCharactersMax = 60 * 1024
/** The element of structured data that names the source: `[nachweis@32473 token="nwe_…"]`. */
const tokenElement = 'nachweis@32473'
const tokenName = 'token'
const tokenPattern = /nwe_[A-Za-z0-9_-]{20,80}/g

/** The event that a frame is. `now` in ms since the epoch. */
export function readDraft(frame: Frame, now: number, local?: LocalTime): SyslogDraft {
  const read = readMessage(decode(frame), now, local)
  const { token, structuredData } = takeToken(read.structuredData)
  const message = { ...read, structuredData, message: read.message.replaceAll(tokenPattern, 'nwe_…') }
  return { token, draft: { body: fitted(message), at: message.at, key: null } }
}

function takeToken(data: StructuredData): { token: string | null; structuredData: StructuredData } {
  const element = Object.hasOwn(data, tokenElement) ? data[tokenElement] : undefined
  const token = element?.[tokenName]
  if (element === undefined || token === undefined) return { token: null, structuredData: data }
  const others = without(element, tokenName)
  const rest = without(data, tokenElement)
  const structuredData = Object.keys(others).length === 0 ? rest : { ...rest, [tokenElement]: others }
  // Two tokens in one message: whose it is, nobody can say.
  return { token: typeof token === 'string' ? token : '', structuredData }
}

const without = <T>(record: Readonly<Record<string, T>>, name: string): Record<string, T> =>
  Object.fromEntries(Object.entries(record).filter(([key]) => key !== name))

/** The body of an event; a message that JSON makes too long is cut, structured data that does so is left out. */
function fitted(message: Message): EventBody {
  const body = bodyOf(message)
  const length = JSON.stringify(body).length
  if (length <= bodyCharactersMax) return body
  const text = JSON.stringify(message.message).length
  const repairs = [...new Set([...message.repairs, 'truncated' as const])]
  if (length - text > bodyCharactersMax / 2) return fitted({ ...message, structuredData: {}, repairs })
  const share = (bodyCharactersMax - (length - text)) / text
  const cut = message.message.slice(0, Math.floor(message.message.length * share) - 1).toWellFormed()
  return fitted({ ...message, message: cut, repairs })
}

function bodyOf(message: Message): EventBody {
  const { version, priority, timestamp, hostname, appname, procid, msgid } = message
  const { structuredData, repairs } = message
  const fields = { ...priority, version, timestamp, hostname, appname, procid, msgid }
  const syslog: JsonObject = {
    ...Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null)),
    ...(Object.keys(structuredData).length === 0 ? {} : { structuredData }),
    ...(repairs.length === 0 ? {} : { repaired: [...repairs] }),
  }
  return { ...understand(message), syslog, message: message.message }
}
