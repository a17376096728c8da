import { canonicalJson } from 'nachweis-verify'
import type { ShownEvent } from '../search/row.ts'

const columns = [
  'id',
  'at',
  'received_at',
  'organisation',
  'source',
  'data_type',
  'purpose',
  'actor',
  'action',
  'target',
  'session',
  'outcome',
  'address',
  'flags',
  'event',
  'proof',
] as const
const byteOrderMark = '\ufeff'

/** The line of names (RFC 4180); with the byte order mark, without which spreadsheets misread umlauts, unless it is not wanted. */
export const csvHead = ({ mark = true } = {}): string => (mark ? byteOrderMark : '') + line(columns)

/** One event as a line; behind it what was sent, as JSON, and the line of an export as JSON Lines, which proves it. */
export const csvLine = (event: ShownEvent, proof: string): string =>
  line([
    event.id,
    event.at,
    event.receivedAt,
    event.organisation,
    event.source.name,
    event.dataType,
    event.purpose,
    event.actor,
    event.action,
    event.target,
    event.session,
    event.outcome,
    event.address,
    event.flags.join(' '),
    canonicalJson(event.body),
    proof,
  ])

/** The last line: what all proofs lead to, in the column of the proofs. */
export const csvEnd = (end: string): string => line([...columns.slice(1).map(() => null), end])

const line = (values: readonly (string | null)[]) => `${values.map(cell).join(',')}\r\n`

/** What a spreadsheet takes for a formula, also in full width, or for the end of a cell before one (OWASP, CSV injection). */
const formula = /^[=+\-@\t\r\n＝＋－＠]/

function cell(value: string | null): string {
  if (value === null || value === '') return ''
  const defused = formula.test(value) ? `'${value}` : value
  return /[",\r\n]/.test(defused) || defused !== value ? `"${defused.replaceAll('"', '""')}"` : defused
}
