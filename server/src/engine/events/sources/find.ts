import { allOrganisations, type KnownOrganisation } from '../../identity/index.ts'
import { Problem } from '../../../kernel/problem.ts'
import type { Reader, Writer } from '../../../platform/database/database.ts'
import { eventsReader, eventsWriter } from '../tables.ts'
import { sourceSettingsSchema, type Source } from './settings.ts'

/** A source with what is not needed to take its events. */
export interface FoundSource extends Source {
  readonly paused: boolean
}

const columns = ['id', 'number', 'organisation_id', 'name', 'settings', 'paused'] as const

/** A source of this organisation. Throws a Problem when there is none (any more). */
export async function requireSource(reader: Reader, organisation: string, id: string): Promise<FoundSource> {
  const row = await eventsReader(reader)
    .selectFrom('events.source')
    .select(columns)
    .where('organisation_id', '=', organisation)
    .where('id', '=', id)
    .where('deleted_at', 'is', null)
    .executeTakeFirst()
  return found(row)
}

/** The same, locked until the transaction ends. */
export async function lockSource(tx: Writer, organisation: string, id: string): Promise<FoundSource> {
  const row = await eventsWriter(tx)
    .selectFrom('events.source')
    .select(columns)
    .where('organisation_id', '=', organisation)
    .where('id', '=', id)
    .where('deleted_at', 'is', null)
    .forUpdate()
    .executeTakeFirst()
  return found(row)
}

function found(
  row:
    | {
        readonly id: string
        readonly number: number
        readonly organisation_id: string
        readonly name: string
        readonly settings: unknown
        readonly paused: boolean
      }
    | undefined,
): FoundSource {
  if (!row)
    throw new Problem('not-found', 'no-such-source', {
      de: 'Diese Quelle gibt es nicht (mehr). Laden Sie die Liste neu.',
      en: 'There is no such source (any more). Load the list again.',
    })
  const { organisation_id: organisation, settings, ...rest } = row
  return { ...rest, organisation, settings: sourceSettingsSchema.parse(settings) }
}

/** All organisations by id. */
export async function organisationsById(reader: Reader): Promise<ReadonlyMap<string, KnownOrganisation>> {
  return new Map((await allOrganisations(reader)).map((each) => [each.id, each]))
}
