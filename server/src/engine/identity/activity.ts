import type { Actor } from '../../kernel/actor.ts'
import { recorded, type Recorded } from '../../kernel/recorded.ts'
import type { Writer } from '../../platform/database/database.ts'
import { identityWriter } from './tables.ts'

/** What a change was about; `person` is whom it concerns, null when it concerns the organisation. */
export interface Concern {
  readonly actor: Actor
  readonly organisation: string
  readonly person: string | null
  /** ms since the epoch. */
  readonly now: number
}

/**
 * Pairs an output with sealed records about an organisation: they reach the log and the activity that its people read.
 * Personal data may stand in `data`: the leaf commits to it with a salt, and erasing both erases it.
 */
export function changed<Output>(
  tx: Writer,
  { actor, organisation, person, now }: Concern,
  drafts: readonly { readonly type: `identity.${string}`; readonly data: object }[],
  output: Output,
): Recorded<Output> {
  const sealed = drafts.map(({ type, data }) => ({
    type,
    data: { organisation, ...(person === null ? {} : { person }), ...data },
    disclosed: false,
  }))
  return recorded(sealed, output, async (recordIds) => {
    if (recordIds.length === 0) return
    const actorId = actor.kind === 'person' ? actor.personId : null
    const rows = recordIds.map((id, i) => ({
      record_id: id,
      organisation_id: organisation,
      person_id: person,
      actor_id: actorId,
      type: drafts[i]?.type ?? '',
      at: new Date(now),
    }))
    await identityWriter(tx).insertInto('identity.activity').values(rows).execute()
  })
}
