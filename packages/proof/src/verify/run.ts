import type { Bytes } from '../bytes.ts'
import { fromUtf8 } from '../bytes.ts'
import { parallelRequestsMax, responseBytesMax } from './limits.ts'
import { Refusal, type Counts, type Findings } from './report.ts'
import type { Source } from './source.ts'

/** What every step of one verification works with. */
export interface Run {
  readonly source: Source
  readonly findings: Findings
  readonly counts: Counts
}

/** A resource that must be there. Throws Refusal `missing`, `limit`. */
export const need = async (run: Run, path: string): Promise<Bytes> => needed(path, await run.source.get(path))

/** What was served at a path, when it must be there. Throws Refusal `missing`, `limit`. */
export function needed(path: string, bytes: Bytes | null): Bytes {
  if (!bytes) throw new Refusal(path, 'missing', 'there is no such resource')
  if (bytes.length > responseBytesMax) throw new Refusal(path, 'limit', `more than ${responseBytesMax} bytes`)
  return bytes
}

/** The same as text. Throws ProofError `utf8-encoding`. */
export const needText = async (run: Run, path: string): Promise<string> => fromUtf8(await need(run, path))

/** Runs `work` for every item, a few at a time; the first failure ends it. */
export async function inParallel<Item>(
  items: readonly Item[],
  work: (item: Item) => Promise<void>,
): Promise<void> {
  let next = 0
  let failed = false
  const worker = async () => {
    while (next < items.length && !failed) {
      try {
        await work(items[next++] as Item)
      } catch (error) {
        failed = true
        throw error
      }
    }
  }
  await Promise.all(Array.from({ length: parallelRequestsMax }, worker))
}
