import { day, isoTime } from '../../../../kernel/clock.ts'
import { newId } from '../../../../kernel/id.ts'
import { Problem } from '../../../../kernel/problem.ts'
import { recorded, type Recorded } from '../../../../kernel/recorded.ts'
import type { Writer } from '../../../../platform/database/database.ts'
import type { Platform } from '../../../../platform/platform.ts'
import { lockDeletions } from '../deletion.ts'
import { personPattern } from '../erasure/person-pattern.ts'
import { retentionWriter } from '../tables.ts'

/** A hold ends at the latest this long after it was made or renewed. */
export const holdMs = 2 * 365 * day
const holdsMax = 200

/** What a hold covers; null: everything of its kind. Times in ms since the epoch. */
export interface HoldScope {
  readonly organisation: string | null
  /** Actor or target, or a word in what was sent. */
  readonly actor: string | null
  readonly class: number | null
  readonly from: number | null
  readonly to: number | null
}

export interface NewHold {
  readonly scope: HoldScope
  readonly reason: string
  /** The person who answers for it. */
  readonly owner: string
  /** ms since the epoch. */
  readonly endsAt: number
}

/** Makes a hold. From its commit on nothing that it covers is deleted. Throws a Problem. */
export async function createHold(
  tx: Writer,
  { clock, keys }: Pick<Platform, 'clock' | 'keys'>,
  { scope, reason, owner, endsAt }: NewHold,
): Promise<Recorded<{ readonly id: string }>> {
  const now = clock.now()
  const { organisation, actor, from, to } = scope
  if (Object.values(scope).every((each) => each === null)) throw withoutScope()
  if (from !== null && to !== null && from >= to) throw emptyRange()
  requireEnd(endsAt, now)
  await lockDeletions(tx)
  await requireRoom(tx)
  const id = newId(now)
  const pattern = actor === null ? null : personPattern(actor)
  await retentionWriter(tx)
    .insertInto('events.hold')
    .values({
      id,
      organisation_id: organisation,
      actor,
      actor_exact: pattern?.exact ?? null,
      actor_in_body: pattern?.wordInBody ?? null,
      class: scope.class,
      from_at: from === null ? null : new Date(from),
      to_at: to === null ? null : new Date(to),
      reason,
      owner_id: owner,
      created_at: new Date(now),
      ends_at: new Date(endsAt),
      ended_at: null,
    })
    .execute()
  const data = {
    hold: id,
    organisation,
    // Sealed, so that an erasure after the hold leaves no bytes of the name behind.
    actor:
      actor === null
        ? null
        : Buffer.from(keys.seal(Buffer.from(actor), `events.hold ${id}`)).toString('base64'),
    class: scope.class,
    from: from === null ? null : isoTime(from),
    to: to === null ? null : isoTime(to),
    reason,
    owner,
    endsAt: isoTime(endsAt),
  }
  return recorded([{ type: 'events.hold-created', data, disclosed: false }], { id })
}

/** Throws a Problem unless the end is ahead, and not too far. */
export function requireEnd(endsAt: number, now: number): void {
  if (endsAt > now && endsAt <= now + holdMs) return
  throw new Problem('bad-request', 'hold-end', {
    de: 'Eine Sperre endet in der Zukunft, spätestens in zwei Jahren; danach lässt sie sich verlängern.',
    en: 'A hold ends in the future, in two years at the latest; it can be renewed then.',
  })
}

async function requireRoom(tx: Writer): Promise<void> {
  const { n } = await retentionWriter(tx)
    .selectFrom('events.hold')
    .select((select) => select.fn.countAll<number>().as('n'))
    .where('ended_at', 'is', null)
    .executeTakeFirstOrThrow()
  if (n < holdsMax) return
  throw new Problem('conflict', 'too-many-holds', {
    de: `Mehr als ${holdsMax} Sperren zugleich sind nicht möglich. Beenden Sie zuerst die, die niemand mehr braucht.`,
    en: `More than ${holdsMax} holds at once are not possible. End those first that nobody needs any more.`,
  })
}

const withoutScope = () =>
  new Problem('bad-request', 'hold-without-scope', {
    de: 'Nennen Sie mindestens eines: Organisation, Person, Art von Daten oder Zeitraum.',
    en: 'Name at least one: organisation, person, kind of data or period.',
  })

const emptyRange = () =>
  new Problem('bad-request', 'hold-range-empty', {
    de: 'Der Zeitraum ist leer: Sein Ende muss nach dem Anfang liegen.',
    en: 'The period is empty: its end must come after its beginning.',
  })
