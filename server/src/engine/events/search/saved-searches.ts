import type { Kysely, Transaction } from 'kysely'
import type { PersonActor } from '../../../kernel/actor.ts'
import { isoTime } from '../../../kernel/clock.ts'
import { newId } from '../../../kernel/id.ts'
import { Problem } from '../../../kernel/problem.ts'
import { recorded, type Recorded } from '../../../kernel/recorded.ts'
import type { Reader, Writer } from '../../../platform/database/database.ts'

/** Of one person in one organisation. */
const savedEachMax = 100
/** That are listed: one's own and those that others share. */
const listedMax = 500

interface SavedTables {
  'events.saved_search': {
    id: string
    organisation_id: string
    person_id: string
    name: string
    query: string
    everywhere: boolean
    shared: boolean
    created_at: Date
  }
}
const savedReader = (reader: Reader) => reader as unknown as Kysely<SavedTables>
const savedWriter = (tx: Writer) => tx as unknown as Transaction<SavedTables>

export interface NewSearch {
  readonly name: string
  readonly query: string
  readonly everywhere: boolean
  readonly shared: boolean
}

/** Searches in the events of an organisation by name: those of this person (null: nobody's own) and the shared ones. */
export async function listSaved(reader: Reader, organisation: string, person: string | null) {
  const rows = await savedReader(reader)
    .selectFrom('events.saved_search')
    .selectAll()
    .where('organisation_id', '=', organisation)
    .where((where) =>
      where.or([where('shared', '=', true), where('person_id', 'is not distinct from', person)]),
    )
    .orderBy((order) => order.fn('lower', ['name']))
    .orderBy('id')
    .limit(listedMax)
    .execute()
  const searches = rows.map(({ id, name, query, everywhere, shared, person_id, created_at }) => ({
    id,
    name,
    query,
    everywhere,
    shared,
    own: person_id === person,
    createdAt: isoTime(created_at.getTime()),
  }))
  return { searches }
}

/** Keeps a search under a name that the person has not used in this organisation. `now` in ms since the epoch. */
export async function saveOne(
  tx: Writer,
  { personId }: PersonActor,
  organisation: string,
  { name, query, everywhere, shared }: NewSearch,
  now: number,
): Promise<Recorded<{ id: string }>> {
  const { n } = await savedWriter(tx)
    .selectFrom('events.saved_search')
    .select((select) => select.fn.countAll<number>().as('n'))
    .where('organisation_id', '=', organisation)
    .where('person_id', '=', personId)
    .executeTakeFirstOrThrow()
  if (n >= savedEachMax) throw tooMany()
  const id = newId(now)
  const inserted = await savedWriter(tx)
    .insertInto('events.saved_search')
    .values({
      id,
      organisation_id: organisation,
      person_id: personId,
      name,
      query,
      everywhere,
      shared,
      created_at: new Date(now),
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst()
  if (!inserted) throw nameTaken(name)
  const data = { organisation, search: id, name, query, everywhere, shared }
  return recorded([{ type: 'events.search-saved', data, disclosed: false }], { id })
}

/** Deletes a search that the person saved in this organisation. */
export async function deleteSaved(
  tx: Writer,
  { personId }: PersonActor,
  organisation: string,
  search: string,
): Promise<Recorded<object>> {
  const row = await savedWriter(tx)
    .deleteFrom('events.saved_search')
    .where('id', '=', search)
    .where('organisation_id', '=', organisation)
    .where('person_id', '=', personId)
    .returning(['name', 'query'])
    .executeTakeFirst()
  if (!row) {
    throw new Problem('not-found', 'no-such-saved-search', {
      de: 'Diese gespeicherte Suche gibt es nicht (mehr), oder sie gehört jemand anderem.',
      en: 'There is no such saved search (any more), or it belongs to somebody else.',
    })
  }
  return recorded(
    [{ type: 'events.search-deleted', data: { organisation, search, ...row }, disclosed: false }],
    {},
  )
}

const tooMany = () =>
  new Problem('conflict', 'too-many-searches', {
    de: `Mehr als ${savedEachMax} Suchen lassen sich nicht speichern. Löschen Sie zuerst die, die Sie nicht mehr brauchen.`,
    en: `More than ${savedEachMax} searches cannot be saved. Delete those first that you no longer need.`,
  })

const nameTaken = (name: string) =>
  new Problem('conflict', 'search-name-taken', {
    de: `Eine Suche „${name}“ haben Sie schon gespeichert. Wählen Sie einen anderen Namen, oder löschen Sie zuerst die alte.`,
    en: `You have already saved a search “${name}”. Choose another name, or delete the old one first.`,
  })
