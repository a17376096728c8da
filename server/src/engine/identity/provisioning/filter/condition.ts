import { sql, type RawBuilder } from 'kysely'
import { isoTime } from '../../../../kernel/clock.ts'
import { isId } from '../resource-id.ts'
import { scimProblem } from '../scim-problem.ts'
import { printPath, type AttributePath, type Filter, type Literal, type Operator } from './filter.ts'

type Sql<T = unknown> = RawBuilder<T>

/**
 * How an attribute stands in the database. `folded` texts compare without case, `exact` ones with it; `spell` gives the
 * spelling in which values are stored. `id` is a uuid.
 */
export interface Column {
  readonly kind: 'folded' | 'exact' | 'boolean' | 'time' | 'id'
  readonly expression: Sql
  readonly spell?: (value: string) => string
}

/** The attributes that can be filtered, in small letters (`name.formatted`). */
export interface Filterable {
  readonly urn: string
  readonly columns: ReadonlyMap<string, Column>
  /** Multi-valued attributes that stand in other rows: whether one of those fits. */
  readonly rows: ReadonlyMap<string, (inner: Sql<boolean>) => Sql<boolean>>
}

/** A filter as a condition, false or null where it does not hold. Throws a SCIM problem `invalidFilter` for what we do not keep. */
export function condition(filter: Filter, filterable: Filterable, within = ''): Sql<boolean> {
  const inner = (part: Filter) => condition(part, filterable, within)
  switch (filter.kind) {
    case 'and':
      return sql<boolean>`(${inner(filter.left)} and ${inner(filter.right)})`
    case 'or':
      return sql<boolean>`(${inner(filter.left)} or ${inner(filter.right)})`
    case 'not':
      // What is not there fits no comparison, and so fits its negation.
      return sql<boolean>`(not coalesce(${inner(filter.filter)}, false))`
    case 'values': {
      const name = nameOf(filter.path, filterable)
      const fits = condition(filter.filter, filterable, `${name}.`)
      return filterable.rows.get(name)?.(fits) ?? fits
    }
    case 'present':
    case 'compare': {
      const name = within + nameOf(filter.path, filterable)
      const column = filterable.columns.get(name)
      if (column === undefined) throw unfilterable(filter.path)
      const rows = within === '' ? filterable.rows.get(name.split('.')[0] ?? '') : undefined
      const fits =
        filter.kind === 'present'
          ? sql<boolean>`(${column.expression} is not null)`
          : sql<boolean>`(${compare(column, filter.operator, filter.value, filter.path)})`
      return rows?.(fits) ?? fits
    }
  }
}

function nameOf(path: AttributePath, { urn }: Filterable): string {
  if (path.urn !== null && path.urn.toLowerCase() !== urn.toLowerCase()) throw unfilterable(path)
  return printPath({ ...path, urn: null }).toLowerCase()
}

const unfilterable = (path: AttributePath) =>
  scimProblem('invalidFilter', `Lists cannot be filtered by ${printPath(path).slice(0, 200)} here.`)

function compare(column: Column, operator: Operator, value: Literal, path: AttributePath): Sql {
  if (value === null) {
    if (operator === 'eq') return sql`${column.expression} is null`
    if (operator === 'ne') return sql`${column.expression} is not null`
    throw misfit(path, operator)
  }
  switch (column.kind) {
    case 'folded':
    case 'exact':
      return typeof value === 'string' ? compareText(column, operator, value) : refuse(path, operator)
    case 'id':
      return typeof value === 'string'
        ? compareId(column.expression, operator, value)
        : refuse(path, operator)
    case 'boolean':
      return compareBoolean(column.expression, operator, value, path)
    case 'time':
      return compareTime(column.expression, operator, value, path)
  }
}

const misfit = (path: AttributePath, operator: Operator) =>
  scimProblem('invalidFilter', `${printPath(path)} cannot be compared with ${operator} and this value.`)

function refuse(path: AttributePath, operator: Operator): never {
  throw misfit(path, operator)
}

const signs = { gt: sql`>`, ge: sql`>=`, lt: sql`<`, le: sql`<=` } as const

function compareText({ kind, expression, spell }: Column, operator: Operator, value: string): Sql {
  // In the stored spelling an index finds it.
  const spelled = spell !== undefined && (operator === 'eq' || operator === 'ne')
  const folded = kind === 'folded' && !spelled
  const whole = spelled ? spell(value) : value
  const have = folded ? sql`lower(${expression})` : expression
  const want = folded ? sql`lower(${whole}::text)` : sql`${whole}::text`
  switch (operator) {
    case 'eq':
      return sql`${have} = ${want}`
    case 'ne':
      return sql`${have} is distinct from ${want}`
    case 'co':
      return sql`position(${want} in ${have}) > 0`
    case 'sw':
      return sql`starts_with(${have}, ${want})`
    case 'ew':
      return sql`right(${have}, length(${want})) = ${want}`
    case 'gt':
    case 'ge':
    case 'lt':
    case 'le':
      return sql`${have} collate "C" ${signs[operator]} ${want} collate "C"`
  }
}

/** Through the index where it is a whole id; every other text is simply no id of ours. */
function compareId(expression: Sql, operator: Operator, value: string): Sql {
  if (operator === 'eq') return isId(value) ? sql`${expression} = ${value}::uuid` : sql`false`
  return compareText({ kind: 'exact', expression: sql`${expression}::text` }, operator, value)
}

function compareBoolean(expression: Sql, operator: Operator, value: Literal, path: AttributePath): Sql {
  const word = String(value).toLowerCase()
  const wanted = word === 'true' || word === 'false'
  if (!wanted || (operator !== 'eq' && operator !== 'ne')) throw misfit(path, operator)
  return sql`${expression} = ${(word === 'true') === (operator === 'eq')}`
}

// PostgreSQL and JavaScript read the year 0 and years of five digits differently.
const yearOneMs = Date.parse('0001-01-01T00:00:00Z')
const yearTenThousandMs = Date.parse('+010000-01-01T00:00:00Z')
const dateTime = /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d{1,9})?)?(Z|[+-]\d\d:\d\d)?)?$/

/** Without a zone: UTC. */
function readTime(value: string): number {
  const match = dateTime.exec(value)
  return match === null ? Number.NaN : Date.parse(match[1] === undefined || match[4] ? value : `${value}Z`)
}

function compareTime(expression: Sql, operator: Operator, value: Literal, path: AttributePath): Sql {
  const time = typeof value === 'string' ? readTime(value) : Number.NaN
  if (!(time >= yearOneMs && time < yearTenThousandMs)) throw misfit(path, operator)
  const at = sql`${isoTime(time)}::timestamptz`
  switch (operator) {
    case 'eq':
      return sql`${expression} = ${at}`
    case 'ne':
      return sql`${expression} <> ${at}`
    case 'gt':
    case 'ge':
    case 'lt':
    case 'le':
      return sql`${expression} ${signs[operator]} ${at}`
    case 'co':
    case 'sw':
    case 'ew':
      throw misfit(path, operator)
  }
}
