import { sql, type RawBuilder } from 'kysely'
import type { Actor, PersonActor } from '../../../kernel/actor.ts'
import type { Recorded } from '../../../kernel/recorded.ts'
import type { Writer } from '../../../platform/database/database.ts'
import type { Platform } from '../../../platform/platform.ts'
import { runCommand } from '../../log/index.ts'
import { ownPerson } from '../endpoints/own.ts'
import { condition, type Filterable } from './filter/condition.ts'
import { parseFilter } from './filter/parse-filter.ts'
import { scimProblem } from './scim-problem.ts'

const uniqueViolation = '23505'

/** Runs a change by a service token in its own organisation. What the database keeps unique is refused in SCIM's words. */
export async function runScim<Output>(
  platform: Platform,
  actor: Actor,
  verb: (tx: Writer, actor: PersonActor, now: number) => Promise<Recorded<Output>>,
): Promise<Output> {
  const account = ownPerson(actor)
  try {
    return await runCommand(platform, { permission: 'scim:provision', actor }, (tx) =>
      verb(tx, account, platform.clock.now()),
    )
  } catch (error) {
    if ((error as { code?: unknown } | null)?.code !== uniqueViolation) throw error
    throw scimProblem('uniqueness', 'This userName, externalId or displayName is taken. Choose another.')
  }
}

/** A `filter` as a condition; none: everything. Throws a SCIM problem. */
export const fitting = (filter: string | undefined, filterable: Filterable): RawBuilder<boolean> =>
  filter === undefined || filter.trim() === ''
    ? sql<boolean>`true`
    : condition(parseFilter(filter), filterable)
