import type { Actor } from '../../kernel/actor.ts'
import { recorded, type Recorded } from '../../kernel/recorded.ts'
import type { Writer } from '../../platform/database/database.ts'
import { chunked } from './chunked.ts'
import { identityWriter } from './tables.ts'

/** What a change was about; `person` is whom it concerns, null when it concerns the organisation. */
export interface Concern {
  readonly actor: Actor
  readonly organisation: string
  readonly person: string | null
  /** ms since the epoch. */
  readonly now: number
}

interface Draft {
  readonly type: `identity.${string}`
  readonly data: object
}

/**
 * Pairs an output with sealed records about an organisation: they reach the log and the activity that its people read.
 * Personal data may stand in `data`: the leaf commits to it with a salt, and erasing both erases it.
 */
export const changed = <Output>(
  tx: Writer,
  { person, ...concern }: Concern,
  drafts: readonly Draft[],
  output: Output,
): Recorded<Output> =>
  changedEach(
    tx,
    concern,
    drafts.map((draft) => ({ person, draft })),
    output,
  )

/** The same for changes that concern several people. */
export function changedEach<Output>(
  tx: Writer,
  { actor, organisation, now }: Omit<Concern, 'person'>,
  changes: readonly { readonly person: string | null; readonly draft: Draft }[],
  output: Output,
): Recorded<Output> {
  const sealed = changes.map(({ person, draft: { type, data } }) => ({
    type,
    data: { organisation, ...(person === null ? {} : { person }), ...data },
    disclosed: false,
  }))
  return recorded(sealed, output, async (recordIds) => {
    const actorId = actor.kind === 'person' ? actor.personId : null
    const rows = recordIds.map((id, i) => ({
      record_id: id,
      organisation_id: organisation,
      person_id: changes[i]?.person ?? null,
      actor_id: actorId,
      type: changes[i]?.draft.type ?? '',
      at: new Date(now),
    }))
    for (const portion of chunked(rows))
      await identityWriter(tx).insertInto('identity.activity').values(portion).execute()
  })
}
