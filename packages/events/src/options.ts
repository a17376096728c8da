/** When a line of the spool is forced to disk: before `send` resolves, at intervals, or when the system likes. */
export type FsyncPolicy = 'always' | 'interval' | 'never'

export interface EventsOptions {
  /** Where Nachweis answers, e.g. `https://trust.example`. */
  readonly url: string
  /** Token of a source, from “Sources” in the console. */
  readonly token: string
  /** A folder of this client alone; it is made when it is missing. */
  readonly spoolDir: string
  /** Default `interval`: survives every end of the program; the end of the machine may cost the last moments. */
  readonly fsync?: FsyncPolicy
  /** Default 200. */
  readonly fsyncMs?: number
  /** A spool file ends at this size. Default 8 MiB. */
  readonly segmentBytesMax?: number
  /** Beyond it `send` refuses. Default 256 MiB. */
  readonly spoolBytesMax?: number
  /** Events of one request. Default 1,000; the server takes 10,000 at most. */
  readonly batchEventsMax?: number
  /** Default 1 MiB; the server takes 8 MiB at most. */
  readonly batchBytesMax?: number
  /** How long a request that is not full waits for more events. Default 50. */
  readonly lingerMs?: number
  /** Default 30,000. */
  readonly requestMs?: number
  /** Waits between attempts grow up to this. Default 30,000. */
  readonly retryMsMax?: number
  /** Told the ids of events once the server has them. */
  readonly onAcknowledged?: (ids: readonly string[]) => void
  /** Told why events wait, or were refused: for the program's own log. */
  readonly onProblem?: (problem: string) => void
}

export type Options = Required<EventsOptions>

const second = 1000
const mebibyte = 1024 * 1024

/** The options with their defaults. Throws TypeError when the address is none. */
export function withDefaults(options: EventsOptions): Options {
  const url = new URL(options.url)
  if (url.protocol !== 'https:' && url.protocol !== 'http:') throw new TypeError('url is an http(s) address')
  return {
    fsync: 'interval',
    fsyncMs: 200,
    segmentBytesMax: 8 * mebibyte,
    spoolBytesMax: 256 * mebibyte,
    batchEventsMax: 1_000,
    batchBytesMax: mebibyte,
    lingerMs: 50,
    requestMs: 30 * second,
    retryMsMax: 30 * second,
    onAcknowledged: () => {},
    onProblem: () => {},
    ...options,
  }
}
