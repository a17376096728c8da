import type { LogRecord } from 'nachweis-verify'
import { isoTime } from '../../../kernel/clock.ts'
import { text } from '../../../kernel/language.ts'
import type { Reader } from '../../../platform/database/database.ts'
import { recordsByIds } from '../../log/index.ts'
import { identityReader } from '../tables.ts'
import { activityWords } from './activity-words.ts'

interface Names {
  readonly people: ReadonlyMap<string, string>
  readonly services: ReadonlyMap<string, string>
}

interface Entry {
  readonly record_id: string
  readonly person_id: string | null
  readonly actor_id: string | null
  readonly type: string
  readonly at: Date
}

/** What happened in an organisation or with one account, newest first. Names are those of today; an erased one is null. */
export async function listActivity(
  reader: Reader,
  of: { readonly organisation: string } | { readonly person: string },
  { before, limit }: { readonly before?: string | undefined; readonly limit: number },
) {
  let query = identityReader(reader)
    .selectFrom('identity.activity')
    .select(['record_id', 'person_id', 'actor_id', 'type', 'at'])
    .orderBy('record_id', 'desc')
    .limit(limit + 1)
  query =
    'organisation' in of
      ? query.where('organisation_id', '=', of.organisation)
      : query.where('person_id', '=', of.person)
  if (before !== undefined) query = query.where('record_id', '<', before)
  const rows = await query.execute()
  const page = rows.slice(0, limit)
  const records = await recordsByIds(
    reader,
    page.map((entry) => entry.record_id),
  )
  const names = await readNames(reader, page)
  return {
    activity: page.map((entry) => shown(entry, records.get(entry.record_id), names)),
    before: rows.length > limit ? (page.at(-1)?.record_id ?? null) : null,
  }
}

async function readNames(reader: Reader, entries: readonly Entry[]): Promise<Names> {
  const ids = [...new Set(entries.flatMap((entry) => [entry.person_id, entry.actor_id]))].filter(
    (id) => id !== null,
  )
  if (ids.length === 0) return { people: new Map(), services: new Map() }
  const tables = identityReader(reader)
  const people = await tables
    .selectFrom('identity.person')
    .select(['id', 'name'])
    .where('id', 'in', ids)
    .execute()
  const services = await tables
    .selectFrom('identity.token')
    .select(['id', 'name'])
    .where('id', 'in', ids)
    .execute()
  const byId = (rows: readonly { id: string; name: string }[]) =>
    new Map(rows.map(({ id, name }) => [id, name]))
  return { people: byId(people), services: byId(services) }
}

function shown(entry: Entry, record: LogRecord | undefined, names: Names) {
  const { record_id: id, person_id: personId, type, at } = entry
  return {
    id,
    type,
    text: activityWords[type] ?? text(type, type),
    at: isoTime(at.getTime()),
    actor: {
      ...actorOf(entry, record, names),
      way: record?.actor.way ?? null,
      level: record?.actor.level ?? null,
    },
    person: personId === null ? null : { id: personId, name: names.people.get(personId) ?? nameIn(record) },
  }
}

function actorOf({ actor_id: id }: Entry, record: LogRecord | undefined, { people, services }: Names) {
  if (id !== null) {
    const person = people.get(id)
    if (person !== undefined) return { kind: 'person' as const, name: person }
    const service = services.get(id)
    return service === undefined
      ? { kind: 'erased' as const, name: null }
      : { kind: 'service' as const, name: service }
  }
  const kind = record?.actor.kind
  return { kind: kind === undefined || kind === 'person' ? ('erased' as const) : kind, name: null }
}

/** Of a person who is gone, the record may still know the name, until it is erased too. */
function nameIn(record: LogRecord | undefined): string | null {
  const { name, email } = (record?.data ?? {}) as { name?: unknown; email?: unknown }
  return typeof name === 'string' && typeof email === 'string' ? name : null
}
