import type { FileHandle } from 'node:fs/promises'
import { ProofError } from '../proof-error.ts'
import { lastLine, linesOf } from './export-lines.ts'

/** One line of an export as JSON Lines, wherever it stands in the file. */
export interface ExportEntry {
  /** Line of the file where it begins, from 1. */
  readonly number: number
  readonly text: string
  /** The cells beside it (CSV), by column; null: there are none. */
  readonly cells: ReadonlyMap<string, string> | null
}

/** Columns whose cells must be what the record says. The others say how the installation understood the event. */
export const provenColumns = ['id', 'received_at', 'organisation', 'event'] as const
const proofColumn = 'proof'

const rowCharactersMax = 1024 * 1024

/** The entries of a file in either form, the one with the head last. Throws ProofError for what is no CSV. */
export async function* entriesOf(file: FileHandle): AsyncGenerator<ExportEntry> {
  let names: string[] | null = null
  let isJsonLines = false
  for await (const row of rowsOf(file)) {
    if (row.number === 1) isJsonLines = isJson(row.text)
    if (isJsonLines) yield { ...row, cells: null }
    else if (names === null) names = columnsOf(row.text)
    else yield { number: row.number, ...entryOf(names, cellsOf(row.text)) }
  }
}

/** Lines of JSON, or rows of CSV: there a line break within quotes belongs to the cell. */
async function* rowsOf(file: FileHandle): AsyncGenerator<{ readonly number: number; readonly text: string }> {
  let isJsonLines = false
  let row: { readonly number: number; readonly text: string } | null = null
  let isOpen = false
  for await (const line of linesOf(file)) {
    if (line.number === 1) isJsonLines = isJson(line.text)
    row = row === null ? line : { number: row.number, text: `${row.text}\n${line.text}` }
    if (row.text.length > rowCharactersMax) throw invalid(`the row at line ${row.number} is too long`)
    isOpen = !isJsonLines && isOpen !== hasOddQuotes(line.text)
    if (isOpen) continue
    yield row
    row = null
  }
  if (row) throw invalid(`the row at line ${row.number} does not end`)
}

/** The entry with the head as text; null when the file does not end in a line. Throws ProofError. */
export async function lastEntry(file: FileHandle): Promise<string | null> {
  const last = await lastLine(file)
  return last === null || isJson(last) ? last : (cellsOf(last).at(-1) ?? '')
}

const isJson = (line: string) => line.startsWith('{')

/** A column that stands twice could show a second thing beside the one that is proved. */
function columnsOf(row: string): string[] {
  const names = cellsOf(row)
  for (const name of [...provenColumns, proofColumn])
    if (names.filter((each) => each === name).length !== 1) throw invalid(`there is not one column ${name}`)
  return names
}

function entryOf(names: readonly string[], row: readonly string[]): Pick<ExportEntry, 'text' | 'cells'> {
  if (row.length !== names.length) throw invalid('a row has not one cell for each column')
  const cells = new Map(names.map((name, at) => [name, row[at] as string]))
  const text = cells.get(proofColumn) as string
  cells.delete(proofColumn)
  return { text, cells }
}

function hasOddQuotes(text: string): boolean {
  let isOdd = false
  for (let at = text.indexOf('"'); at !== -1; at = text.indexOf('"', at + 1)) isOdd = !isOdd
  return isOdd
}

/** The cells of one row (RFC 4180), without byte order mark and carriage return. Throws ProofError. */
function cellsOf(row: string): string[] {
  const text = row.replace(/^\ufeff/, '').replace(/\r$/, '')
  const next = /"([^"]*(?:""[^"]*)*)"(,|$)|([^",]*)(,|$)/y
  const cells: string[] = []
  for (let isMore = true; isMore;) {
    const [whole, quoted, behindQuoted, bare, behindBare] = next.exec(text) ?? []
    if (whole === undefined) throw invalid('a row is no CSV')
    cells.push(quoted?.replaceAll('""', '"') ?? bare ?? '')
    isMore = (behindQuoted ?? behindBare) === ','
  }
  return cells
}

const invalid = (message: string) => new ProofError('proof-encoding', message)
