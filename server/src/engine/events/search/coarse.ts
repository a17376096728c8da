import { sql, type RawBuilder } from 'kysely'
import { retentionClasses } from '../classes.ts'
import { flag, outcomes, parseEventId } from '../event.ts'
import type { FlagName, Query, TextField, Value } from './query/ast.ts'
import { fold } from './query/fold.ts'
import type { NamedSource } from './row.ts'

/** What the database may sort out by itself. It lets through every match; where it is exact, nothing else either. */
export interface Coarse {
  readonly condition: RawBuilder<unknown>
  readonly isExact: boolean
}

const everything: Coarse = { condition: sql`true`, isExact: false }
const exactly = (condition: RawBuilder<unknown>): Coarse => ({ condition, isExact: true })

/** The condition of a query; null is every event. Names of sources and customers must be resolved to ids. */
export function coarse(query: Query | null, sources: ReadonlyMap<number, NamedSource>): Coarse {
  if (query === null) return exactly(sql`true`)
  switch (query.kind) {
    case 'and':
      return joined(
        query.parts.map((part) => coarse(part, sources)),
        sql` and `,
        sql`true`,
      )
    case 'or':
      return joined(
        query.parts.map((part) => coarse(part, sources)),
        sql` or `,
        sql`false`,
      )
    case 'not': {
      const inner = coarse(query.part, sources)
      return inner.isExact ? exactly(sql`not ${inner.condition}`) : everything
    }
    case 'field':
      return ofField(query.field, query.values, sources)
    case 'exists':
      return ofExists(query.field)
    case 'outcome':
      return exactly(
        anyOf(
          sql`outcome`,
          query.values.map((name) => outcomes.indexOf(name)),
          'smallint',
        ),
      )
    case 'flag':
      return exactly(sql`flags & ${sql.lit(query.values.reduce((bits, name) => bits | bitOf[name], 0))} <> 0`)
    case 'address': {
      const ranges = query.ranges.map(({ base, bits }) => sql`address <<= ${`${base}/${bits}`}::inet`)
      return exactly(
        sql`coalesce(${ranges.length === 0 ? sql`false` : sql`(${sql.join(ranges, sql` or `)})`}, false)`,
      )
    }
    case 'words':
      return { condition: sql`(${sql.join(query.words.map(holds), sql` and `)})`, isExact: false }
    case 'id':
      return ofIds(query.ids)
    case 'path':
    case 'compare':
    case 'present':
      return everything
  }
}

function joined(parts: readonly Coarse[], operator: RawBuilder<unknown>, none: RawBuilder<unknown>): Coarse {
  if (parts.length === 0) return exactly(none)
  const condition = sql`(${sql.join(
    parts.map((part) => part.condition),
    operator,
  )})`
  return { condition, isExact: parts.every((part) => part.isExact) }
}

const bitOf: Readonly<Record<FlagName, number>> = {
  'time-missing': flag.timeMissing,
  future: flag.future,
  late: flag.late,
  unmapped: flag.unmapped,
}

function ofField(
  field: TextField,
  values: readonly Value[],
  sources: ReadonlyMap<number, NamedSource>,
): Coarse {
  const fits = (text: string) =>
    values.some((value) => {
      const [a, b] = [fold(text), fold(value.text)]
      return value.isPrefix ? a.startsWith(b) : a === b
    })
  switch (field) {
    case 'source': {
      const numbers = [...sources].flatMap(([number, { id }]) => (fits(id) ? [number] : []))
      return exactly(anyOf(sql`source`, numbers, 'integer'))
    }
    case 'customer':
      return joined(values.map(ofCustomer), sql` or `, sql`false`)
    case 'type':
    case 'purpose': {
      const kept = retentionClasses.filter((each) => fits(field === 'type' ? each.dataType : each.purpose))
      return exactly(
        anyOf(
          sql`class`,
          kept.map(({ id }) => id),
          'smallint',
        ),
      )
    }
    default:
      return joined(
        values.map((value) => ofText(sql.ref(field), value)),
        sql` or `,
        sql`false`,
      )
  }
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

const ofCustomer = ({ text, isPrefix }: Value): Coarse =>
  isPrefix || !uuid.test(text)
    ? { condition: sql`organisation_id::text like ${pattern(text)}`, isExact: false }
    : exactly(sql`organisation_id = ${text}::uuid`)

/** As `fold` for ASCII, whatever the language of the database; beyond ASCII, only what is certain is asked for. */
const folded = (column: RawBuilder<unknown>) => sql`lower(${column} collate "C")`
const isAscii = (text: string) => /^[\x20-\x7e]*$/.test(text)
const pattern = (text: string) =>
  `${fold(text)
    .replaceAll(/[\\%_]/g, String.raw`\$&`)
    .replaceAll(/[^\x20-\x7e]+/g, '%')}%`

const ofText = (column: RawBuilder<unknown>, { text, isPrefix }: Value): Coarse => ({
  condition:
    isPrefix || !isAscii(text)
      ? sql`coalesce(${folded(column)} like ${pattern(text)}, false)`
      : sql`coalesce(${folded(column)} = ${fold(text)}, false)`,
  isExact: isAscii(text),
})

const holds = (word: string) => sql`${folded(sql`body`)} like ${`%${pattern(word)}`}`

function ofExists(field: string): Coarse {
  switch (field) {
    case 'outcome':
      return exactly(sql`outcome <> 0`)
    case 'flag':
      return exactly(sql`flags <> 0`)
    case 'actor':
    case 'action':
    case 'target':
    case 'session':
    case 'address':
      return exactly(sql`${sql.ref(field)} is not null`)
    default:
      return exactly(sql`true`)
  }
}

function ofIds(ids: readonly string[]): Coarse {
  const places = ids.map(parseEventId).filter((place) => place !== null)
  if (places.length === 0) return exactly(sql`false`)
  const each = places.map(({ batch, place }) => sql`(batch = ${batch} and place = ${place})`)
  return exactly(sql`(${sql.join(each, sql` or `)})`)
}

const anyOf = (column: RawBuilder<unknown>, values: readonly number[], type: 'smallint' | 'integer') =>
  sql`${column} = any(${[...values]}::${sql.raw(type)}[])`
