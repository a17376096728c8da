import { randomInt } from 'node:crypto'
import pg from 'pg'

const attemptsMax = 50

/** A value in the database that was altered by one character. */
export interface Alteration {
  readonly table: string
  readonly column: string
  /** The row's other columns as text, to find it again. */
  readonly row: Readonly<Record<string, string | null>>
  readonly type: string
  /** As text. */
  readonly before: string
  readonly after: string
}

/** A database whose rows can be altered behind the back of whoever uses it. */
export class AlterableDatabase {
  readonly #pool: pg.Pool

  constructor(url: string) {
    this.#pool = new pg.Pool({ connectionString: url, max: 1 })
    this.#pool.on('error', () => {})
  }

  async query(words: string, values: readonly unknown[] = []): Promise<unknown[]> {
    return (await this.#pool.query(words, [...values])).rows
  }

  /**
   * Changes one random character of the column in a random row into another of its kind (digit, small or capital letter),
   * as text. What the column's type or a constraint refuses is tried again elsewhere. Throws when there is no such row.
   * `rows` is a condition on them.
   */
  async alter(table: string, column: string, rows = 'true'): Promise<Alteration> {
    for (let attempt = 0; attempt < attemptsMax; attempt++) {
      const [found] = await this.query(
        `select ctid::text as place, ${column}::text as value, pg_typeof(${column})::text as type, (to_jsonb(t) - '${column}') as row
         from ${table} t where ${column}::text ~ '[0-9a-zA-Z]' and ${rows} order by random() limit 1`,
      )
      if (!found) throw new Error(`${table}.${column} has nothing to alter`)
      const { place, value, type, row } = found as {
        place: string
        value: string
        type: string
        row: Record<string, string>
      }
      const after = otherCharacter(value, type === 'bytea' || type === 'uuid')
      try {
        await this.query(`update ${table} set ${column} = $1::text::${type} where ctid = $2::tid`, [
          after,
          place,
        ])
        return { table, column, row, type, before: value, after }
      } catch {
        // Not a value of this type, or forbidden: then another one.
      }
    }
    throw new Error(`${table}.${column} could not be altered ${attemptsMax} times`)
  }

  /** Undoes an alteration of bytes in the row with these key columns, whatever has been written behind them meanwhile. */
  async restore({ table, column, row, before, after }: Alteration, keys: readonly string[]): Promise<void> {
    const at = before.split('').findIndex((character, index) => character !== after[index])
    const byte = Math.floor((at - '\\x'.length) / 2)
    const old = Number.parseInt(before.slice(2 + 2 * byte, 4 + 2 * byte), 16)
    const where = keys.map((key, index) => `${key}::text = $${index + 1}`).join(' and ')
    await this.query(
      `update ${table} set ${column} = set_byte(${column}, ${byte}, ${old})${where && ` where ${where}`}`,
      keys.map((key) => String(row[key])),
    )
  }

  close(): Promise<void> {
    return this.#pool.end()
  }
}

function otherCharacter(value: string, hexadecimal: boolean): string {
  const places = [...value.matchAll(/[0-9a-zA-Z]/g)].map((match) => match.index)
  const offset = hexadecimal && value.startsWith('\\x') ? 1 : 0
  const at = places[offset + randomInt(places.length - offset)] as number
  const old = value[at] as string
  const letters = hexadecimal ? 'abcdef' : 'abcdefghijklmnopqrstuvwxyz'
  const kind = /\d/.test(old) ? '0123456789' : /[a-z]/.test(old) ? letters : letters.toUpperCase()
  const others = kind.split('').filter((character) => character !== old)
  return value.slice(0, at) + others[randomInt(others.length)] + value.slice(at + 1)
}

/** Makes a copy of a database that nobody is connected to, on the same server; answers its connection string. */
export async function copyDatabase(url: string, name: string): Promise<string> {
  const from = new URL(url)
  const copy = new URL(url)
  copy.pathname = `/${name}`
  const administration = new URL(url)
  administration.pathname = '/postgres'
  const client = new pg.Client({ connectionString: administration.href })
  await client.connect()
  try {
    await client.query(`create database ${name} template ${from.pathname.slice(1)}`)
  } finally {
    await client.end()
  }
  return copy.href
}
