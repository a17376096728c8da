import { sql } from 'kysely'
import type { Reader } from '../../../platform/database/database.ts'

/** A partition that holds rows: batches [from, to). */
export interface Partition {
  /** Without its schema. */
  readonly table: string
  readonly class: number
  readonly from: number
  readonly to: number
}

const bounds = /FROM \('(\d+)'\) TO \('(\d+)'\)/
const classes = /^FOR VALUES IN \((?:'?)(\d+)(?:'?)\)$/

/** All partitions with their bounds as the database has them, oldest first. */
export async function partitionsOf(reader: Reader): Promise<Partition[]> {
  const { rows } = await sql<{ name: string; bound: string; class_bound: string }>`
    select leaf.relname as name, pg_get_expr(leaf.relpartbound, leaf.oid) as bound,
      pg_get_expr(parent.relpartbound, parent.oid) as class_bound
    from pg_class parent
    join pg_inherits of_root on of_root.inhrelid = parent.oid and of_root.inhparent = 'events.event'::regclass
    join pg_inherits of_class on of_class.inhparent = parent.oid
    join pg_class leaf on leaf.oid = of_class.inhrelid`.execute(reader)
  return rows
    .map(({ name, bound, class_bound }) => {
      const [, from, to] = bounds.exec(bound) ?? []
      const [, id] = classes.exec(class_bound) ?? []
      if (from === undefined || to === undefined || id === undefined)
        throw new Error(`the partition ${name} has bounds that are not ours: ${class_bound}, ${bound}`)
      return { table: name, class: Number(id), from: Number(from), to: Number(to) }
    })
    .toSorted((a, b) => a.from - b.from || a.class - b.class)
}

/** What a table of the events takes in files, with its indexes and long values. */
export async function bytesOf(reader: Reader, table: string): Promise<number> {
  const { rows } = await sql<{ bytes: number }>`
    select pg_total_relation_size(${`events.${table}`}::regclass)::float8 as bytes`.execute(reader)
  return rows[0]?.bytes ?? 0
}
