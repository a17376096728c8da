import { expect, test } from 'vitest'
import { eventsCrashRun } from '../harness/events-crash.ts'

const events = 12_000

test('every event arrives exactly once, whoever of client, server and database is killed meanwhile', async () => {
  const report = await eventsCrashRun(events, [
    'client',
    'server',
    'database',
    'client',
    'server',
    'database',
    'client',
  ])
  expect(report).toMatchObject({
    lost: [],
    doubled: [],
    late: 0,
    leafless: 0,
    problems: [],
    kills: { client: 3, server: 2, database: 2 },
  })
  expect(report.ledger).toBeGreaterThanOrEqual(events)
  // What the killed client had begun to send beyond its ledger may be there too, once.
  expect(report.stored).toBeGreaterThanOrEqual(report.ledger)
}, 240_000)
