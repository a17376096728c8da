import { setTimeout as wait } from 'node:timers/promises'
import { Problem } from '../../../kernel/problem.ts'
import type { Reader } from '../../../platform/database/database.ts'
import type { Platform } from '../../../platform/platform.ts'
import { coveringHead, type CoveringHead } from '../../log/index.ts'
import { matching, type Match, type Search } from '../search/search.ts'
import { eventsReader } from '../tables.ts'
import { sourcesByNumber, type ShownEvent } from '../search/row.ts'
import { csvEnd, csvHead, csvLine } from './csv-lines.ts'
import { endLine, proofLines } from './proof-lines.ts'

/** How long an export waits for the newest events to become leaves; what takes longer is left out. */
const coverMs = 2_000
const coverPollMs = 50

const forms = {
  jsonl: { head: '', line: (_: ShownEvent, proof: string) => proof, end: (end: string) => end },
  csv: {
    head: csvHead(),
    line: (event: ShownEvent, proof: string) => csvLine(event, proof.trimEnd()),
    end: (end: string) => csvEnd(end.trimEnd()),
  },
} as const

/**
 * Every matching event that is a leaf, newest first, as parts of a file, JSON Lines or CSV (RFC 4180), that nachweis-verify
 * checks offline. `onEvents` is told how many each part holds, before it is given out.
 */
export async function* exportParts(
  platform: Platform,
  search: Search,
  form: keyof typeof forms,
  onEvents: (events: number) => void = () => {},
): AsyncGenerator<string> {
  const { reader } = platform.database
  const { head, line, end } = forms[form]
  const covering = await requireCovering(platform)
  let sources = await sourcesByNumber(reader)
  let count = 0
  if (head !== '') yield head
  for await (const page of pagesOf(platform, search, covering)) {
    const rows = page.map(({ row }) => row)
    // A source may be younger than the export.
    if (rows.some(({ source }) => !sources.has(source))) sources = await sourcesByNumber(reader)
    const proofs = await proofLines(reader, covering.head, rows, sources)
    count += page.length
    onEvents(page.length)
    yield page.map(({ event }, at) => line(event, proofs[at] as string)).join('')
  }
  yield end(endLine(covering.head, count))
}

async function* pagesOf(
  platform: Platform,
  search: Search,
  { batch }: CoveringHead,
): AsyncGenerator<readonly Match[]> {
  const before = { batch: batch + 1, place: 0 }
  for await (const { found } of matching(platform, search, before, { budgetMs: Infinity })) yield [...found]
}

/** A head under which everything that was acknowledged before this call is a leaf, unless that takes too long. */
async function requireCovering({ database }: Platform): Promise<CoveringHead> {
  const newest = await newestBatch(database.reader)
  for (let waited = 0; ; waited += coverPollMs) {
    const covering = await coveringHead(database.reader)
    if (!covering)
      throw new Problem('unavailable', 'log-not-open', 'The log is not open yet. Try again in a moment.')
    if (covering.batch >= newest || waited >= coverMs) return covering
    await wait(coverPollMs)
  }
}

/** The newest batch that has a row; batches of nothing but repeated events have none. */
async function newestBatch(reader: Reader): Promise<number> {
  const { newest } = await eventsReader(reader)
    .selectFrom('events.event')
    .select((select) => select.fn.max('batch').as('newest'))
    .executeTakeFirstOrThrow()
  return newest ?? 0
}
