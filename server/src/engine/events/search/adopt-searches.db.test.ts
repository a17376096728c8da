import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { expect, it } from 'vitest'
import { describeEachDatabase } from '../../../../../test/harness/databases.ts'
import { testPlatform } from '../../../../../test/harness/platform.ts'
import { townModules } from '../../../../../test/harness/town-modules.ts'
import { openTown } from '../../../../../test/harness/town.ts'
import { openLog } from '../../log/index.ts'
import { events } from '../index.ts'
import { adoptSearches } from './adopt-searches.ts'

describeEachDatabase('saved searches of people who are gone', (open) => {
  it('are deleted, or handed to an administrator when they were shared', async () => {
    const platform = await testPlatform(await open([...townModules, events]))
    await openLog(platform, 'adopt.example/log')
    const town = await openTown(platform)
    const admin = await town.settle(town.homes.alpha, 'admin')
    const left = await town.settle(town.homes.alpha, 'member')
    const { reader } = platform.database
    await sql`update identity.person set state = 'deactivated' where id = ${left.id}`.execute(reader)
    const save = (person: string, name: string, shared: boolean, organisation = town.homes.alpha) =>
      sql`insert into events.saved_search values (${randomUUID()}, ${organisation}, ${person}, ${name}, 'x',
        false, ${shared}, now())`.execute(reader)
    await save(admin.id, 'Eigene', false)
    await save(admin.id, 'Nachts', true)
    await save(left.id, 'Privat', false)
    await save(left.id, 'NACHTS', true)
    await save(randomUUID(), 'Geteilt', true)
    await save(randomUUID(), 'Ohne Erben', true, town.homes.beta)
    expect(await adoptSearches(platform, new AbortController().signal)).toEqual({ deleted: 2, adopted: 2 })
    const { rows } = await sql<{ name: string; person_id: string }>`
      select name, person_id from events.saved_search order by name collate "C"`.execute(reader)
    expect(rows.map(({ name }) => name)).toEqual([
      'Eigene',
      'Geteilt',
      expect.stringMatching(/^NACHTS [0-9a-f]{6}$/),
      'Nachts',
    ])
    expect(new Set(rows.map((row) => row.person_id))).toEqual(new Set([admin.id]))
    expect(await adoptSearches(platform, new AbortController().signal)).toEqual({ deleted: 0, adopted: 0 })
  })
})
