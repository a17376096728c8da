import { sql } from 'kysely'
import { expect, it } from 'vitest'
import { describeEachDatabase } from '../../../../test/harness/databases.ts'
import { testPlatform } from '../../../../test/harness/platform.ts'
import type { PersonActor } from '../../kernel/actor.ts'
import { append } from './append.ts'
import { log } from './index.ts'

const person: PersonActor = {
  kind: 'person',
  personId: '01a20000-0000-7000-8000-000000000001',
  organisation: { id: '01a20000-0000-7000-8000-000000000002', kind: 'provider' },
  roles: ['owner'],
  means: { kind: 'session', id: 's', level: 2, way: 'passkey', authenticatedAt: 0, enrolment: false },
}

describeEachDatabase('who acted', (open) => {
  it('stands in sealed records; a disclosed one names no person, and a sealed one beside it does', async () => {
    const platform = await testPlatform(await open([log]))
    const drafts = [
      { type: 'claims.claim-withdrawn', data: {}, disclosed: true },
      { type: 'identity.person-invited', data: {}, disclosed: false },
    ]
    const records = await platform.database.transaction((tx) =>
      append(tx, drafts, person, platform.clock.now()),
    )
    expect(records.map(({ actor }) => actor)).toEqual([
      { kind: 'person', name: 'provider', way: 'passkey', level: 2 },
      { kind: 'person', name: person.personId, way: 'passkey', level: 2 },
    ])
    const { rows } = await sql<{ type: string; disclosed: boolean; body: string }>`
      select type, disclosed, body from log.record`.execute(platform.database.reader)
    expect(rows).toHaveLength(3)
    const beside = rows.find(({ type }) => type === 'log.records-attributed')
    expect(beside?.disclosed).toBe(false)
    expect(JSON.parse(beside?.body ?? '')).toMatchObject({
      actor: { name: person.personId },
      data: { records: [records[0]?.id] },
    })
    for (const { disclosed, body } of rows) expect(body.includes(person.personId)).toBe(!disclosed)
  })
})
