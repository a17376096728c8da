import type { Actor } from '../../../kernel/actor.ts'
import type { Reader, Writer } from '../../../platform/database/database.ts'
import { Problem } from '../../../kernel/problem.ts'
import { recorded, type Recorded } from '../../../kernel/recorded.ts'
import { retentionClasses, type RetentionClass } from '../classes.ts'
import { retentionReader, retentionWriter } from './tables.ts'

/** How long events of a class stay now. */
export interface EffectivePeriod {
  readonly class: RetentionClass
  /** In days, from receipt. */
  readonly days: number
  readonly reason: string | null
  /** null: the default, never changed. */
  readonly changedAt: Date | null
  /** The person; null: the operator. */
  readonly changedBy: string | null
}

/** The periods in force, of all classes. */
export async function readPeriods(reader: Reader): Promise<EffectivePeriod[]> {
  const rows = await retentionReader(reader).selectFrom('events.retention').selectAll().execute()
  const chosen = new Map(rows.map((row) => [row.class, row]))
  return retentionClasses.map((each) => {
    const row = chosen.get(each.id)
    return {
      class: each,
      days: row?.days ?? each.days,
      reason: row?.reason ?? null,
      changedAt: row?.changed_at ?? null,
      changedBy: row?.changed_by ?? null,
    }
  })
}

/** Events of it must be kept by law: one person's wish does not erase them (Art. 17(3)(b) GDPR). */
export const isDuty = ({ dataType, purpose }: Pick<RetentionClass, 'dataType' | 'purpose'>): boolean =>
  dataType === 'contract' && purpose === 'proof'

/**
 * Changes the period of a class: shorter at will, longer than the default with a reason; `days` null: the default again.
 * The partitions keep their width, which the default decides. Throws a Problem.
 */
export async function changePeriod(
  tx: Writer,
  id: number,
  asked: { readonly days: number | null; readonly reason: string | null },
  actor: Actor,
  now: number,
): Promise<Recorded<object>> {
  const before = (await readPeriods(tx)).find((each) => each.class.id === id)
  if (!before) throw noSuchClass()
  const { dataType, purpose, days: byDefault } = before.class
  const days = asked.days ?? byDefault
  const reason = asked.days === null ? null : asked.reason
  if (days > byDefault && reason === null) throw reasonMissing(byDefault)
  const changedBy = actor.kind === 'person' ? actor.personId : null
  const row = { class: id, days, reason, changed_at: new Date(now), changed_by: changedBy }
  await retentionWriter(tx)
    .insertInto('events.retention')
    .values(row)
    .onConflict((conflict) => conflict.column('class').doUpdateSet(row))
    .execute()
  const data = { dataType, purpose, days, before: before.days, default: byDefault, reason }
  return recorded([{ type: 'events.retention-changed', data, disclosed: true }], {})
}

export const noSuchClass = () =>
  new Problem('not-found', 'no-such-class', {
    de: 'Diese Art von Daten gibt es hier nicht. GET /api/v1/events/retention nennt alle.',
    en: 'There is no such kind of data here. GET /api/v1/events/retention lists them all.',
  })

const reasonMissing = (days: number) =>
  new Problem('bad-request', 'reason-missing', {
    de: `Länger als ${days} Tage geht nur mit Begründung. Sie wird im öffentlichen Protokoll stehen.`,
    en: `More than ${days} days needs a reason. It will stand in the public log.`,
  })
