import { afterAll, describe, expect, inject, it } from 'vitest'
import { crashRun } from '../harness/crash.ts'
import { scratchDatabase, type ScratchDatabase } from '../harness/databases.ts'

/** A hundred of them: `npm run bench -- crash`. */
const kills = 3

describe.each(['embedded', 'postgres'] as const)('kill -9 under load (%s)', (kind) => {
  let scratch: ScratchDatabase | null = null
  afterAll(() => scratch?.drop())

  it.skipIf(kind === 'postgres' && inject('postgresUrl') === null)(
    'loses nothing that was acknowledged and never forks',
    async () => {
      scratch = await scratchDatabase(kind)
      const report = await crashRun({ kills, dataDir: scratch.dataDir, databaseUrl: scratch.databaseUrl })
      expect(report.acknowledged).toBeGreaterThan(kills)
      expect(report.missing).toEqual([])
      expect(report.problems).toEqual([])
    },
  )
})
