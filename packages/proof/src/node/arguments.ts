import { parseArgs } from 'node:util'
import type { Text } from '../records.ts'

export interface Arguments {
  /** URL, host name, folder or file, as given. */
  readonly target: string
  readonly language: keyof Text
  readonly key: string | null
  readonly memoryFolder: string | null
  readonly saveFolder: string | null
  readonly quick: boolean
  /** ms since the epoch. */
  readonly at: number | null
  readonly again: boolean
  readonly json: boolean
}

/** Asked for in a way that cannot be followed; the message is one sentence. */
export class UsageError extends Error {}

export const usage = `nachweis-verify <url|folder|export.jsonl|export.csv> [options]

Verifies everything that a Nachweis installation says in public: signatures, the whole log, every disclosed record,
every computed status, every piece of evidence shown, every sentence of its pages, and the tree of events. Of an export
of events: that every event is a leaf of the signed tree of events. In CSV the columns id, received_at, organisation and
event are compared with what is proved; the others say how the installation understood the event.

  --lang de|en     language of the sentences and of this program
  --key <vkey>     the verifier key of the log, or for an export of the tree of events, when you have it from elsewhere
  --memory <dir>   where to remember key and head (default: nachweis-verify in the user's state folder)
  --save <dir>     keep every answer, so that the folder can be verified later without network
  --quick          head, evidence and pages only, not the whole log
  --at <time>      judge freshness for this moment (ISO 8601) instead of now
  --again          repeat the checks that can be repeated from here
  --json           the whole report as JSON

Exit code: 0 everything agrees, 1 something does not, 2 wrong usage or unreachable.
`

const options = {
  lang: { type: 'string' },
  key: { type: 'string' },
  memory: { type: 'string' },
  save: { type: 'string' },
  quick: { type: 'boolean', default: false },
  at: { type: 'string' },
  again: { type: 'boolean', default: false },
  json: { type: 'boolean', default: false },
  help: { type: 'boolean', short: 'h', default: false },
} as const

/** Reads the command line; null asks for help. `language` counts when none is named. Throws UsageError. */
export function readArguments(argv: readonly string[], language: keyof Text): Arguments | null {
  const { values, positionals } = parse(argv)
  if (values.help) return null
  const [target, ...more] = positionals
  if (target === undefined || target === '') throw new UsageError('Name the URL or the folder to verify.')
  if (more.length > 0) throw new UsageError(`Only one installation at a time; “${more[0]}” is one too many.`)
  if (values.lang !== undefined && values.lang !== 'de' && values.lang !== 'en') {
    throw new UsageError('--lang is de or en.')
  }
  return {
    target,
    language: values.lang ?? language,
    key: notEmpty('--key', values.key),
    memoryFolder: notEmpty('--memory', values.memory),
    saveFolder: notEmpty('--save', values.save),
    quick: values.quick,
    at: values.at === undefined ? null : readTime(values.at),
    again: values.again,
    json: values.json,
  }
}

function parse(argv: readonly string[]) {
  try {
    return parseArgs({ args: [...argv], options, allowPositionals: true, strict: true })
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error))
  }
}

function notEmpty(name: string, value: string | undefined): string | null {
  if (value === '') throw new UsageError(`${name} needs a value.`)
  return value ?? null
}

function readTime(value: string): number {
  const isoForm = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2}))?$/
  const time = Date.parse(value)
  if (!isoForm.test(value) || Number.isNaN(time))
    throw new UsageError('--at is a date or a time with zone, ISO 8601.')
  return time
}
