import { sql } from 'kysely'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { expect, inject, test } from 'vitest'
import { describeEachDatabase } from './databases.ts'
import { startPostgres } from './postgres.ts'

describeEachDatabase('scratch databases', (open, kind) => {
  test('each is of the right kind, migrated and alone', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'nachweis-migrations-'))
    await writeFile(
      join(folder, '0001-note.sql'),
      'create schema note;\ncreate table note.entry (words text not null);\n',
    )
    const modules = [{ name: 'note', migrations: pathToFileURL(folder + '/') }]
    const [first, second] = [await open(modules), await open(modules)]
    expect([first.kind, second.kind]).toEqual([kind, kind])
    await first.transaction((tx) => sql`insert into note.entry values ('only here')`.execute(tx))
    const count = async (database: typeof first) =>
      (await sql<{ count: number }>`select count(*)::int as count from note.entry`.execute(database.reader))
        .rows[0]?.count
    expect([await count(first), await count(second)]).toEqual([1, 0])
    await rm(folder, { recursive: true })
  })
})

test.skipIf(inject('postgresUrl') === null)(
  'an own PostgreSQL keeps what was committed through kill -9',
  async () => {
    const postgres = await startPostgres({ fsync: true })
    try {
      const { default: pg } = await import('pg')
      const query = async (words: string) => {
        const client = new pg.Client({ connectionString: postgres.url('postgres') })
        await client.connect()
        const { rows } = await client.query(words)
        await client.end()
        return rows
      }
      expect(await query('show fsync')).toEqual([{ fsync: 'on' }])
      await query('create table kept as select 42 as answer')
      await postgres.kill9()
      await expect(query('select 1')).rejects.toThrow('ECONNREFUSED')
      await postgres.restart()
      expect(await query('select answer from kept')).toEqual([{ answer: 42 }])
    } finally {
      await postgres.stop()
    }
  },
)
