/** An export of events, verified without network: the key is the only thing that is trusted. */
import type { FileHandle } from 'node:fs/promises'
import type { VerifiedCheckpoint } from '../checkpoint.ts'
import {
  parseExportEnd,
  parseExportLine,
  verifyExportEnd,
  verifyExportLine,
  type ExportEnd,
} from '../export-file.ts'
import { canonicalJson } from '../canonical-json.ts'
import { ProofError } from '../proof-error.ts'
import { problemsMax } from '../verify/limits.ts'
import { messageOf, type Memory, type Report } from '../verify/report.ts'
import { entriesOf, lastEntry, provenColumns, type ExportEntry } from './export-entries.ts'
import { openFile } from './export-lines.ts'

/** What can be wrong with an export. Closed. */
export type ExportProblemCode =
  | 'cut-off'
  | 'checkpoint-invalid'
  | 'key-changed'
  | 'line-invalid'
  | 'cell-differs'
  | 'proof-fails'
  | 'order-invalid'
  | 'count-differs'

export interface ExportProblem {
  /** From 1; null: about the file as a whole. */
  readonly line: number | null
  readonly code: ExportProblemCode
  readonly message: string
}

export interface ExportReport {
  readonly agrees: boolean
  /** Who vouched for the key. */
  readonly pinned: Report['pinned']
  readonly key: string | null
  /** The head under which all events are proved; null when it does not verify. */
  readonly checkpoint: { readonly origin: string; readonly size: number; readonly time: string } | null
  /** Events that were verified. */
  readonly events: number
  readonly problems: readonly ExportProblem[]
}

/** Who vouches for the key of the tree of events. */
export interface Vouching {
  /** Verifier key that the caller has from elsewhere. */
  readonly key: string | null
  /** What is remembered of the installation with this origin of its log. */
  readonly memoryOf: (origin: string) => Promise<Memory | null>
}

/** Verifies an export: signatures, every line, their number. Throws SourceError when the file cannot be read. */
export async function verifyExport(path: string, vouching: Vouching): Promise<ExportReport> {
  const file = await openFile(path)
  try {
    return await verifyFile(file, vouching)
  } finally {
    await file.close()
  }
}

async function verifyFile(file: FileHandle, vouching: Vouching): Promise<ExportReport> {
  const problems: ExportProblem[] = []
  const failed = (line: number | null, code: ExportProblemCode, error: unknown) => {
    if (problems.length < problemsMax) problems.push({ line, code, message: messageOf(error) })
  }
  const nothing = {
    agrees: false,
    pinned: 'first-use',
    key: null,
    checkpoint: null,
    events: 0,
    problems,
  } as const
  const last = await lastEntry(file).catch(() => null)
  if (last === null) failed(null, 'cut-off', 'the last line does not end')
  const end =
    last === null
      ? null
      : attempt(
          () => parseExportEnd(last),
          (error) => failed(null, 'cut-off', error),
        )
  if (!end) return nothing
  const head = await verifyExportEnd(end).catch((error: unknown) => failed(null, 'checkpoint-invalid', error))
  if (!head) return nothing
  const pinned = await vouch(end, head, vouching, failed)
  const events = await verifyLines(file, end, head, failed)
  if (events !== end.count)
    failed(null, 'count-differs', `the last line says ${end.count} events, there are ${events}`)
  const { origin, size, time } = head
  return {
    agrees: problems.length === 0,
    pinned,
    key: end.key,
    checkpoint: { origin, size, time: new Date(time).toISOString() },
    events,
    problems,
  }
}

type Failed = (line: number | null, code: ExportProblemCode, error: unknown) => void

async function vouch(
  end: ExportEnd,
  head: VerifiedCheckpoint,
  { key, memoryOf }: Vouching,
  failed: Failed,
): Promise<Report['pinned']> {
  if (key !== null) {
    if (key !== end.key) failed(null, 'key-changed', `the export is signed with ${end.key}`)
    return 'caller'
  }
  const remembered = (await memoryOf(head.origin.replace(/\/events$/, '')))?.events
  if (!remembered) return 'first-use'
  if (remembered.key !== end.key || remembered.clockKey !== end.clockKey)
    failed(null, 'key-changed', `remembered was ${remembered.key}`)
  return 'memory'
}

/** Verifies every line before the last; answers how many there are. */
async function verifyLines(
  file: FileHandle,
  end: ExportEnd,
  head: VerifiedCheckpoint,
  failed: Failed,
): Promise<number> {
  let [events, below] = [0, head.size]
  let waiting: ExportEntry | null = null
  try {
    for await (const entry of entriesOf(file)) {
      // An entry waits until another follows: the last is not that of an event.
      if (waiting !== null) {
        below = verifyEntry(waiting, below, head, failed)
        if (++events > end.count) break
      }
      waiting = entry
    }
    // What stands beside the head is the cell of no event, and nothing proves it.
    if ([...(waiting?.cells?.values() ?? [])].some((cell) => cell !== ''))
      failed(waiting?.number ?? null, 'cell-differs', 'beside the head no cell may say anything')
  } catch (error) {
    if (!(error instanceof ProofError)) throw error
    failed(null, 'line-invalid', error)
  }
  return events
}

function verifyEntry(
  { number, text, cells }: ExportEntry,
  below: number,
  head: VerifiedCheckpoint,
  failed: Failed,
): number {
  const line = attempt(
    () => parseExportLine(text),
    (error) => failed(number, 'line-invalid', error),
  )
  if (!line) return below
  if (line.index >= below) failed(number, 'order-invalid', `leaf ${line.index} is not before leaf ${below}`)
  attempt(
    () => verifyExportLine(line, head),
    (error) => failed(number, 'proof-fails', error),
  )
  const said = cells && cellsSaid(line.record)
  for (const name of provenColumns)
    if (cells?.get(name) !== said?.[name])
      failed(number, 'cell-differs', `${name} is not what the record says`)
  return line.index
}

/** What a record says, as cells; of what is no record of an event nothing. */
function cellsSaid(record: string): Readonly<Record<string, string>> {
  try {
    const { id, at, data } = JSON.parse(record)
    return { id, received_at: at, organisation: data.organisation, event: canonicalJson(data.event) }
  } catch {
    return {}
  }
}

function attempt<Value>(work: () => Value, refused: (error: unknown) => void): Value | null {
  try {
    return work()
  } catch (error) {
    refused(error)
    return null
  }
}
