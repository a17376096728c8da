import type { Decoded, Repair } from './decode.ts'
import { readPriority, type Priority } from './priorities.ts'
import { readStructuredData, type StructuredData } from './structured-data.ts'
import { readTime, type LocalTime } from './timestamps.ts'

/** A message of syslog; a field that it does not name is null. */
export interface Message {
  /** null: neither RFC 5424 nor RFC 3164. */
  readonly version: number | null
  readonly priority: Priority | null
  /** As it was sent. */
  readonly timestamp: string | null
  /** ms since the epoch. */
  readonly at: number | null
  readonly hostname: string | null
  readonly appname: string | null
  readonly procid: string | null
  readonly msgid: string | null
  readonly structuredData: StructuredData
  readonly message: string
  readonly repairs: readonly Repair[]
}

const nothing = {
  version: null,
  timestamp: null,
  at: null,
  hostname: null,
  appname: null,
  procid: null,
  msgid: null,
  structuredData: {},
}

/**
 * Reads a message: RFC 5424, else RFC 3164 with what devices make of it (no hostname, no year, no zone, numbers in front),
 * else plain text. `now` in ms since the epoch: the year and the zone that a message leaves out are those of its receipt.
 */
export function readMessage({ text, repairs }: Decoded, now: number, local?: LocalTime): Message {
  const read = readPriority(text)
  const priority = read?.priority ?? null
  const from = read?.end ?? 0
  const found = (read && readNew(text, from, now)) ?? readOld(text, from, now, local)
  return { ...nothing, priority, ...found, repairs: [...repairs, ...(found.repairs ?? [])] }
}

type Read = Partial<Message> & Pick<Message, 'message'>

/** VERSION TIMESTAMP HOSTNAME APP-NAME PROCID MSGID; longer than RFC 5424 section 6 allows is taken as well. */
const header = /([1-9]\d{0,2}) (\S{1,64}) (\S{1,255}) (\S{1,255}) (\S{1,255}) (\S{1,255})(?: |$)/y

function readNew(text: string, from: number, now: number): Read | null {
  header.lastIndex = from
  const match = header.exec(text)
  if (!match) return null
  const [version = '', time = '', hostname, appname, procid, msgid] = match.slice(1)
  const said = readTime(time, 0, now)
  if (time !== '-' && said?.end !== time.length) return null
  const fields = {
    version: Number(version),
    timestamp: orNull(time),
    at: said?.at ?? null,
    hostname: orNull(hostname),
    appname: orNull(appname),
    procid: orNull(procid),
    msgid: orNull(msgid),
  }
  const data = readStructuredData(text, header.lastIndex)
  const rest = text.slice(data?.end ?? header.lastIndex)
  const message = rest.startsWith(' ') ? rest.slice(1) : rest
  if (data === null) return { ...fields, message, repairs: ['structured-data'] }
  return { ...fields, structuredData: data.data, message: withoutMark(message) }
}

const orNull = (word: string | undefined) => (word === undefined || word === '-' ? null : word)
const withoutMark = (message: string) => (message.startsWith('\uFEFF') ? message.slice(1) : message)

/** `123: ` in front of the time, as Cisco numbers its messages; with the device's own name before it or not. */
const numbered = /(?:(\d{1,10}): )?(?:([A-Za-z0-9][A-Za-z0-9._-]{0,254}): )?/y
const word = /[^\s:[\]]{1,255} /y
const addressWord = /[0-9A-Fa-f:.]{2,45} /y
const tag = /([^\s:[\]]{1,255})(?:\[([^\s\]]{0,128})\])?:(?: |$)/y
/** Cisco's name of a kind of message, as `%SYS-5-CONFIG_I`. */
const mnemonic = /^%([A-Z0-9_-]{1,60}-[0-7]-[A-Z0-9_]{1,60}):/

function readOld(text: string, from: number, now: number, local: LocalTime | undefined): Read {
  numbered.lastIndex = from
  const [inFront = '', number, device] = numbered.exec(text) ?? []
  const time = readTime(text, from + inFront.length, now, local) ?? readTime(text, from, now, local)
  if (time === null) {
    const hasPriority = from > 0
    return { message: withoutMark(text.slice(from)), ...(hasPriority ? tagOf(text, from) : null) }
  }
  const isNumbered = time.end > from + time.said.length
  const names = {
    timestamp: time.said,
    at: time.at,
    hostname: isNumbered ? (device ?? null) : null,
    // The standard name of a number that counts a sender's messages (RFC 5424 section 7.3.1).
    structuredData: isNumbered && number !== undefined ? { meta: { sequenceId: number } } : {},
  }
  // Cisco ends its time with a colon; what follows then is the message itself.
  if (text.startsWith(':', time.end)) {
    const message = text.slice(time.end + 1).trimStart()
    return { ...names, message, msgid: mnemonic.exec(message)?.[1] ?? null }
  }
  const begin = text[time.end] === ' ' ? time.end + 1 : time.end
  const host = hostnameAt(text, begin)
  const after = begin + (host === null ? 0 : host.length + 1)
  const hostname = host ?? names.hostname
  return { ...names, hostname, message: withoutMark(text.slice(after)), ...tagOf(text, after) }
}

/** The first word, unless it is the tag: busybox and `logger` to a socket leave the hostname out. */
function hostnameAt(text: string, at: number): string | null {
  addressWord.lastIndex = word.lastIndex = at
  const found = addressWord.exec(text) ?? word.exec(text)
  if (found === null) return null
  const name = found[0].trimEnd()
  // `root: text` has no hostname; an IPv6 address ends in a colon only as `::`.
  return name.endsWith(':') && !name.endsWith('::') ? null : name
}

/** `name[process]: message` */
function tagOf(text: string, at: number): Read | null {
  tag.lastIndex = at
  const match = tag.exec(text)
  if (!match) return null
  const message = withoutMark(text.slice(tag.lastIndex))
  return { appname: match[1] as string, procid: match[2] ?? null, message }
}
