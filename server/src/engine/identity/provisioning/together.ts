import { recorded, type Recorded } from '../../../kernel/recorded.ts'

/** Several changes of one command as one: their records in their order, then what follows from each. */
export function together<Output>(changes: readonly Recorded<unknown>[], output: Output): Recorded<Output> {
  const drafts = changes.flatMap((change) => change.drafts)
  return recorded(drafts, output, async (ids) => {
    let from = 0
    for (const change of changes) {
      const to = from + change.drafts.length
      await change.after(ids.slice(from, to))
      from = to
    }
  })
}
