import type { Platform } from '../../../../platform/platform.ts'
import { countRowsWhere, type CountedRows } from '../count-rows.ts'
import { newestBatch } from '../erasure/batches.ts'
import { personPattern } from '../erasure/person-pattern.ts'
import { isInScope } from './covered.ts'

/** What a hold would cover of what is stored now. Times in ISO 8601; null: everything of its kind. */
export async function previewHold(
  { database: { reader }, clock }: Pick<Platform, 'database' | 'clock'>,
  scope: {
    readonly organisation: string | null
    readonly actor: string | null
    readonly class: number | null
    readonly from: string | null
    readonly to: string | null
  },
): Promise<CountedRows> {
  const pattern = scope.actor === null ? null : personPattern(scope.actor)
  const where = isInScope({
    ...scope,
    actorExact: pattern?.exact ?? null,
    actorInBody: pattern?.wordInBody ?? null,
  })
  return countRowsWhere(reader, clock, { class: scope.class, before: (await newestBatch(reader)) + 1, where })
}
