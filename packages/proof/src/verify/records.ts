/** The disclosed records: each must be what its leaf commits to. */
import { fromHex, fromUtf8 } from '../bytes.ts'
import { parseCanonical } from '../canonical-json.ts'
import { openLeaf } from '../leaf.ts'
import { checkRecord } from '../record-shape.ts'
import type { DisclosedRecord } from '../records.ts'
import { recordsPerPage } from './limits.ts'
import { messageOf } from './report.ts'
import { inParallel, need, type Run } from './run.ts'
import type { Tree } from './tree.ts'

/** Fetches and opens every disclosed record of the tree, in log order. What does not open is a finding and left out. */
export async function openRecords(run: Run, tree: Tree): Promise<DisclosedRecord[]> {
  const pages: DisclosedRecord[][] = Array.from({ length: Math.ceil(tree.size / recordsPerPage) }, () => [])
  await inParallel([...pages.keys()], async (page) => {
    pages[page] = openPage(run, page, await need(run, `/log/records/${page}`), tree)
  })
  const records = pages.flat()
  findDuplicates(run, records)
  run.counts.opened = records.length
  return records
}

function openPage(run: Run, page: number, bytes: Uint8Array, tree: Tree): DisclosedRecord[] {
  const path = `/log/records/${page}`
  const opened: DisclosedRecord[] = []
  let last = page * recordsPerPage - 1
  for (const [line, text] of splitLines(run, path, bytes).entries()) {
    const where = `${path} line ${line + 1}`
    try {
      const disclosed = readDisclosed(text)
      if (disclosed.index <= last) throw new Error(`index ${disclosed.index} follows ${last}`)
      if (disclosed.index >= (page + 1) * recordsPerPage)
        throw new Error(`index ${disclosed.index} is of another page`)
      last = disclosed.index
      // The log may have grown since the head was signed.
      if (disclosed.index >= tree.size) continue
      openLeaf(tree.entryAt(disclosed.index), recordText(text, disclosed), fromHex(disclosed.salt))
      opened.push(disclosed)
    } catch (error) {
      run.findings.add(where, 'record-invalid', messageOf(error))
    }
  }
  return opened
}

function splitLines(run: Run, path: string, bytes: Uint8Array): string[] {
  try {
    const text = fromUtf8(bytes)
    if (text === '') return []
    if (!text.endsWith('\n')) throw new Error('the last line does not end')
    return text.slice(0, -1).split('\n')
  } catch (error) {
    run.findings.add(path, 'record-invalid', messageOf(error))
    return []
  }
}

/** Reads a canonical `{"index":…,"record":…,"salt":…}`. Throws when it is anything else. */
export function readDisclosed(text: string): DisclosedRecord {
  const value = parseCanonical(text) as Partial<DisclosedRecord> | null
  if (Object.keys(value ?? {}).join() !== 'index,record,salt') throw new Error('not index, record and salt')
  const { index, record, salt } = value as DisclosedRecord
  if (!Number.isSafeInteger(index) || index < 0 || typeof salt !== 'string')
    throw new Error('no index or no salt')
  return { index, record: checkRecord(record), salt }
}

/** The record as it stands in its canonical line: cut out, because writing it again costs more than hashing it. */
const recordText = (line: string, { index, salt }: DisclosedRecord): string =>
  line.slice(`{"index":${index},"record":`.length, -`,"salt":"${salt}"}`.length)

function findDuplicates(run: Run, records: readonly DisclosedRecord[]): void {
  const seen = new Map<string, number>()
  for (const { index, record } of records) {
    const before = seen.get(record.id)
    if (before !== undefined) {
      run.findings.add(
        `index ${index}`,
        'record-duplicate',
        `record ${record.id} stands at index ${before} already`,
      )
    }
    seen.set(record.id, index)
  }
}
