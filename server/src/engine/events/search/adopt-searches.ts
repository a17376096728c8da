import { sql } from 'kysely'
import { recorded, type RecordDraft } from '../../../kernel/recorded.ts'
import type { Writer } from '../../../platform/database/database.ts'
import type { Platform } from '../../../platform/platform.ts'
import { adminsOf, knownActors } from '../../identity/index.ts'
import { runCommand } from '../../log/index.ts'

const pageRows = 500
const nameCharacters = 70

interface Saved {
  readonly id: string
  readonly organisation: string
  readonly person: string
  readonly shared: boolean
}

/**
 * Searches of people and service accounts that are gone or deactivated: their own are deleted, those that they shared go
 * to an administrator of the organisation, or with nobody left there too. Answers how many went each way.
 */
export async function adoptSearches(
  platform: Platform,
  signal: AbortSignal,
): Promise<{ readonly deleted: number; readonly adopted: number }> {
  const done = { deleted: 0, adopted: 0 }
  let after = '00000000-0000-0000-0000-000000000000'
  while (!signal.aborted) {
    const page = await savedAfter(platform, after)
    const owners = await knownActors(platform.database.reader, [...new Set(page.map(({ person }) => person))])
    const left = page.filter(({ person }) => owners.get(person)?.isActive !== true)
    for (const each of left) done[await adopt(platform, each)]++
    if (page.length < pageRows) break
    after = page.at(-1)?.id ?? after
  }
  return done
}

async function savedAfter({ database }: Platform, after: string): Promise<Saved[]> {
  const { rows } = await sql<Saved>`select id, organisation_id as organisation, person_id as person, shared
    from events.saved_search where id > ${after}::uuid order by id limit ${pageRows}`.execute(database.reader)
  return rows
}

function adopt(platform: Platform, saved: Saved): Promise<'deleted' | 'adopted'> {
  const actor = { kind: 'system', name: 'events.saved-searches' } as const
  const { organisation } = saved
  return runCommand(platform, { permission: 'events:read', actor, organisation }, async (tx) => {
    const heir = saved.shared ? ((await adminsOf(tx, organisation)).admins[0]?.id ?? null) : null
    const what = { organisation, search: saved.id }
    const told = (type: string, data: object): RecordDraft[] => [{ type, data, disclosed: false }]
    if (heir === null) {
      await sql`delete from events.saved_search where id = ${saved.id}`.execute(tx)
      return recorded(told('events.search-deleted', what), 'deleted')
    }
    await handOver(tx, saved.id, heir)
    return recorded(told('events.search-handed-over', { ...what, to: heir }), 'adopted')
  })
}

/** Where the heir has one of this name already, a part of its id tells them apart. */
async function handOver(tx: Writer, id: string, heir: string): Promise<void> {
  await sql`update events.saved_search s set person_id = ${heir}::uuid,
      name = case when exists (select from events.saved_search o where o.organisation_id = s.organisation_id
          and o.person_id = ${heir}::uuid and lower(o.name) = lower(s.name))
        then left(s.name, ${nameCharacters}) || ' ' || right(s.id::text, 6) else s.name end
    where s.id = ${id}`.execute(tx)
}
